import BatchCore
import Confinement

/// Claims that are on disk before a worker is free for them. Where answers come quickly, a worker
/// takes its next one from here and does not wait until its answer is written.
struct SpareClaims {
  /// What workers may take.
  let stock = Stock<Claim>()
  /// Who closed the stock and was heard.
  var closings = 0
  /// On which the requests in the stock were prepared; nil: workers may take none.
  var terms: RequestTerms?
  /// What gives those back in the queue that were taken back, and is not written yet.
  var withdrawn: [Settlement] = []
  /// The most that one of the last claims takes, in bytes.
  var largest = 0
  /// No more are made before then.
  var notBefore: Timestamp?

  /// What all may take together, in bytes; they are fewer where articles are long.
  private static let most = 1 << 20
  /// After some that were of no use.
  private static let rest: Duration = .seconds(1)

  /// How many there should be beside so many workers.
  func wanted(beside workers: Int) -> Int {
    min(Spares.most(beside: workers), Self.most / max(largest, 1))
  }

  /// Lets workers have these, but for those that would take too much memory, and those that the
  /// provider's cache must not answer: after a crash it would, as if they had been sent before.
  ///
  /// - Returns: those that go back.
  mutating func keep(_ claims: some Sequence<Claim>, now: Timestamp) -> [Claim] {
    var room = Self.most
    var kept: [Claim] = []
    var useless: [Claim] = []
    for claim in claims {
      if claim.bytes <= room, claim.shape.adjustment.clearCache != true {
        room -= claim.bytes
        kept.append(claim)
      } else {
        useless.append(claim)
      }
    }
    if !useless.isEmpty { notBefore = now + Self.rest }
    withdrawn += useless.map { $0.withdrawal(now: now) }
    stock.open(adding: kept, closings: closings)
    return useless
  }
}

extension Stock<Claim> {
  /// What a worker goes on with, if it may. Whatever is no good answer may be a reason to send
  /// nothing more: nobody goes on until the desk has decided.
  func spare(after carried: CarriedClaim) -> Claim? {
    if carried.isGood { return take() }
    close()
    return nil
  }
}

extension Claim {
  /// What it takes in memory, about.
  var bytes: Int {
    let texts = article.title.utf8.count + article.body.utf8.count + article.extra.utf8.count
    return finished.reduce(body.count + texts) { $0 + $1.output.utf8.count }
  }
}

extension Desk {
  /// Whether workers may take their next claims themselves.
  func goesOn(now: Timestamp) -> Bool {
    trouble == nil && ending == nil && !isBounded && crew.surplus == 0
      && (dispatcher.spareClaims == 0 || spares.terms == terms(at: now))
      && dispatcher.flowsFreely(now: now)
  }

  /// Takes the spares back unless workers may go on with them.
  ///
  /// - Returns: what gives them back in the queue.
  mutating func withdrawals(now: Timestamp) -> [Settlement] {
    if goesOn(now: now) {
      spares.terms = terms(at: now)
    } else {
      withdrawSpares(now: now)
    }
    return spares.withdrawn
  }

  /// Takes the spares back: nothing more is sent before the desk says so.
  mutating func withdrawSpares(now: Timestamp) {
    let claims = spares.stock.takeBack()
    dispatcher.withdrew(claims)
    spares.withdrawn += claims.map { $0.withdrawal(now: now) }
    spares.terms = nil
  }

  /// Nothing ends while there are spares in the stock, which nobody may take at the moment.
  ///
  /// - Returns: whether the next turn has some to give back first.
  mutating func withdrawsBeforeEnd(now: Timestamp) -> Bool {
    withdrawSpares(now: now)
    return !spares.withdrawn.isEmpty
  }

  /// So many more the next turn claims; call it after `withdrawals`.
  func missingSpares(now: Timestamp) -> Int {
    guard spares.terms != nil, spares.notBefore.map({ $0 <= now }) ?? true else { return 0 }
    return max(spares.wanted(beside: crew.wanted) - dispatcher.spareClaims, 0)
  }

  /// Workers that rest take what there is.
  ///
  /// - Returns: whom to wake, and with what.
  mutating func takeSpares(now: Timestamp) -> [(seat: Seat, claim: Claim)] {
    var taken: [(seat: Seat, claim: Claim)] = []
    while slots > 0, let claim = spares.stock.take() {
      dispatcher.startSpare(claim, now: now)
      taken.append((resting.removeFirst(), claim))
    }
    return taken
  }
}

/// What a role has still to work on: how many articles of which sizes, and some of each size to be
/// looked at. It takes as little memory for a million articles as for a hundred.
package struct WorkSample: Sendable, Equatable {
  /// Where an open task stands.
  package struct Place: Sendable, Hashable {
    /// The one it was sent on to; nil: it is where it began.
    package var model: String?
    /// It is in a batch at the provider.
    package var isInBatch: Bool

    package init(model: String? = nil, isInBatch: Bool = false) {
      self.model = model
      self.isInBatch = isInBatch
    }
  }

  package struct Amount: Sendable, Equatable {
    package var articles = 0
    /// Of titles and bodies.
    package var bytes = 0
  }

  /// Articles of about the same size.
  package struct SizeClass: Sendable, Equatable {
    package fileprivate(set) var places: [Place: Amount] = [:]
    package var articles: Int { places.values.reduce(0) { $0 + $1.articles } }
    package var bytes: Int { places.values.reduce(0) { $0 + $1.bytes } }
    /// Their numbers, in input order.
    package var chosen: [Int64] { kept.map(\.number) }
    fileprivate var kept: [(number: Int64, mark: UInt64)] = []
    /// One mark in so many is low enough to be kept.
    fileprivate var share: UInt64 = 1

    package static func == (left: SizeClass, right: SizeClass) -> Bool {
      left.places == right.places && left.chosen == right.chosen
    }
  }

  /// From short to long; some may be empty.
  package private(set) var classes: [SizeClass]
  /// The articles of most bytes, the longest first; not all, where there are many.
  package var longest: [(number: Int64, bytes: Int)] { Array(Self.longest(of: largest)) }
  private var largest: [(number: Int64, bytes: Int)] = []
  /// Not more than this is not among the longest.
  private var leastBytes = -1
  private let most: Int

  /// So many are looked at to find which has the most tokens.
  private static let mostLongest = 1_000

  /// - Parameter most: how many articles of a class are chosen.
  package init(most: Int = 48) {
    self.most = most
    classes = Array(repeating: SizeClass(), count: Self.classCount)
  }

  package var articles: Int { classes.reduce(0) { $0 + $1.articles } }
  package var bytes: Int { classes.reduce(0) { $0 + $1.bytes } }

  /// Up to 1 KB, 2 KB, 4 KB and so on; the last one is open.
  private static let classCount = 16

  /// Adds one article, in input order.
  package mutating func add(article number: Int64, bytes: Int, at place: Place = Place()) {
    if bytes > leastBytes { largest.append((number, bytes)) }
    if largest.count > 4 * Self.mostLongest {
      largest = Array(Self.longest(of: largest))
      leastBytes = largest.last?.bytes ?? -1
    }
    let kilobytes = max(0, bytes) / 1024
    let index = min(Int.bitWidth - kilobytes.leadingZeroBitCount, Self.classCount - 1)
    classes[index].add(number, bytes: bytes, at: place, most: most)
  }

  private static func longest(
    of all: [(number: Int64, bytes: Int)]
  ) -> ArraySlice<(number: Int64, bytes: Int)> {
    all.sorted { ($1.bytes, $0.number) < ($0.bytes, $1.number) }.prefix(mostLongest)
  }

  package static func == (left: WorkSample, right: WorkSample) -> Bool {
    left.classes == right.classes && left.most == right.most
      && left.longest.elementsEqual(right.longest) { $0 == $1 }
  }
}

extension WorkSample.SizeClass {
  /// Which are chosen depends on a hash of the number, so that no period of the input is met.
  fileprivate mutating func add(
    _ number: Int64, bytes: Int, at place: WorkSample.Place, most: Int
  ) {
    places[place, default: WorkSample.Amount()].articles += 1
    places[place, default: WorkSample.Amount()].bytes += bytes
    let mark = Self.mark(of: number)
    guard mark <= .max / share else { return }
    kept.append((number, mark))
    while kept.count > most {
      share *= 2
      kept.removeAll { $0.mark > .max / share }
    }
  }

  private static func mark(of number: Int64) -> UInt64 {
    var mark = UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    mark = (mark ^ mark >> 32) &* 0xD6E8_FEB8_6659_FD93
    return mark ^ mark >> 32
  }
}

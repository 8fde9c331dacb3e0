import FlyingFox
import FlyingSocks
import Synchronization

/// What is told to every open page as it happens: server-sent events (HTML, 9.2).
package final class EventFeed: Sendable {
  typealias Stream = AsyncStream<[UInt8]>

  private struct State {
    var next = 0
    var pages: [Int: Stream.Continuation] = [:]
    /// The newest event of each name, for a page that comes later.
    var newest: [String: [UInt8]] = [:]
    var isOver = false
  }

  private let state = Mutex(State())

  /// More pages than this are no person's.
  private static let most = 32
  /// A page that does not read gets the newest of what it missed.
  private static let backlog = 16

  package init() {}

  /// Whether any page is open.
  package var isWatched: Bool { state.withLock { !$0.pages.isEmpty } }

  /// - Parameter data: one line of JSON.
  package func publish(_ name: String, _ data: [UInt8]) {
    let event = Array("event: \(name)\ndata: ".utf8) + data + Array("\n\n".utf8)
    tell(event) { $0.newest[name] = event }
  }

  /// Takes back what later pages would be told.
  package func forget(_ name: String) { state.withLock { _ = $0.newest.removeValue(forKey: name) } }

  /// Something that no page shows, so that a connection nobody reads any more is found out.
  package func beat() { tell(Array(": \n\n".utf8)) { _ in } }

  /// nil: too many are open, or it is over.
  func open() -> Stream? {
    let (stream, page) = Stream.makeStream(bufferingPolicy: .bufferingNewest(Self.backlog))
    let number: Int? = state.withLock { state in
      guard !state.isOver, state.pages.count < Self.most else { return nil }
      state.next += 1
      state.pages[state.next] = page
      // Said at once, so that the page knows it is connected.
      page.yield(Array(": \n\n".utf8))
      for name in state.newest.keys.sorted() { state.newest[name].map { _ = page.yield($0) } }
      return state.next
    }
    guard let number else { return nil }
    page.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.pages.removeValue(forKey: number) }
    }
    return stream
  }

  /// Ends every page's stream.
  func end() {
    let pages = state.withLock { state in
      state.isOver = true
      return Array(state.pages.values)
    }
    for page in pages { page.finish() }
  }

  private func tell(_ event: [UInt8], _ note: (inout State) -> Void) {
    let pages = state.withLock { state in
      note(&state)
      return Array(state.pages.values)
    }
    for page in pages { page.yield(event) }
  }
}

/// A stream of events as the server writes a body: a piece at a time, as they come.
struct EventBody: AsyncBufferedSequence {
  typealias Element = UInt8
  let stream: EventFeed.Stream

  struct AsyncIterator: AsyncBufferedIteratorProtocol {
    var events: EventFeed.Stream.AsyncIterator
    private var rest: ArraySlice<UInt8> = []

    init(_ events: EventFeed.Stream.AsyncIterator) { self.events = events }

    mutating func next() async -> UInt8? {
      if rest.isEmpty { rest = (await events.next() ?? [])[...] }
      return rest.popFirst()
    }

    mutating func nextBuffer(suggested count: Int) async -> [UInt8]? { await events.next() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream.makeAsyncIterator()) }
}

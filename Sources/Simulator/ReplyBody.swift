import FlyingSocks

/// Plays the steps of a reply; throwing out of it is what makes FlyingFox close the connection.
struct ReplyBody: AsyncBufferedSequence {
  typealias Element = UInt8

  let steps: [Reply.Step]
  let departure: Departure

  func makeAsyncIterator() -> Iterator {
    Iterator(steps: steps[...], departure: departure)
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var steps: ArraySlice<Reply.Step>
    let departure: Departure

    mutating func next() async throws -> UInt8? {
      throw SocketError.disconnected
    }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      while let step = steps.popFirst() {
        switch step {
        case .rest(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
        case .cut:
          departure.end(.cut)
          throw CutConnection()
        case .bytes(let bytes):
          // The row is closed before the last bytes leave, so that whoever has read them finds it
          // so.
          if steps.isEmpty { departure.end(.answered) }
          if !bytes.isEmpty { return bytes }
        }
      }
      departure.end(.answered)
      return nil
    }
  }
}

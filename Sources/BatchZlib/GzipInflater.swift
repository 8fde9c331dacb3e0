import CZlib

/// Inflates a gzip file of any number of members (RFC 1952, section 2.2).
struct GzipInflater: ~Copyable {
  struct Damage: Error {
    var reason: String
  }

  private enum Place {
    case member
    /// Behind a member: another one, the end, or zeros that fill a block of tape.
    case between
    case padding
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private var place = Place.member

  /// A window of 15 bits, and 16 for the gzip header alone (zlib.h, inflateInit2).
  private static let windowBits: Int32 = 15 + 16

  /// nil if zlib has no memory.
  init?(chunk: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    output = .allocate(byteCount: chunk, alignment: 16)
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// The last member was read to its end and its checksum was right.
  var isWhole: Bool { place != .member }

  /// Hands on what the compressed bytes hold; false if `take` wants no more.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(Damage) -> Bool {
    let bytes = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: Bytef.self).baseAddress)
    stream.pointee.next_in = bytes
    stream.pointee.avail_in = uInt(input.count)
    var isFull = false
    while stream.pointee.avail_in > 0 || isFull {
      if place != .member, try !beginsMember() { continue }
      stream.pointee.next_out = output.assumingMemoryBound(to: Bytef.self).baseAddress
      stream.pointee.avail_out = uInt(output.count)
      let result = CZlib.inflate(stream, Z_NO_FLUSH)
      let count = output.count - Int(stream.pointee.avail_out)
      if count > 0, !take(UnsafeRawBufferPointer(rebasing: output[..<count])) { return false }
      isFull = stream.pointee.avail_out == 0 && result != Z_STREAM_END
      switch result {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: place = .between
      default: throw Damage(reason: "the gzip file is damaged")
      }
    }
    return true
  }

  /// Looks at one byte behind a member: another begins, or it is padding and is passed over.
  private mutating func beginsMember() throws(Damage) -> Bool {
    guard let next = stream.pointee.next_in else { return false }
    if next.pointee == 0 {
      place = .padding
      stream.pointee.next_in = next + 1
      stream.pointee.avail_in -= 1
      return false
    }
    guard place == .between, inflateReset(stream) == Z_OK else {
      throw Damage(reason: "something that is not gzip follows the gzip file")
    }
    place = .member
    return true
  }
}

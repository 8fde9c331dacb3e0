/// Writes a square RGB picture as PNG (ISO 15948), its pixels stored as they are.
struct PNGFile {
  var side: Int
  /// Three bytes each, row by row.
  var pixels: [UInt8]

  var bytes: [UInt8] {
    let header = Self.number(side) + Self.number(side) + [8, 2, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", header) + Self.chunk("IDAT", stored(rows)) + Self.chunk("IEND", [])
  }

  /// Each row begins with its filter: none.
  private var rows: [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(pixels.count + side)
    for row in 0..<side {
      rows.append(0)
      rows += pixels[row * side * 3..<(row + 1) * side * 3]
    }
    return rows
  }

  /// A zlib stream (RFC 1950) of blocks that are not compressed.
  private func stored(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, data.count)
      let size = UInt16(end - start)
      stream.append(end == data.count ? 1 : 0)
      for word in [size, ~size] { stream += [UInt8(word & 0xFF), UInt8(word >> 8)] }
      stream += data[start..<end]
      start = end
    } while start < data.count
    return stream + Self.number(Self.adler32(data))
  }

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    return number(content.count) + body + number(crc32(body))
  }

  /// Four bytes, the largest first.
  private static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }

  private static func adler32(_ data: [UInt8]) -> Int {
    var (low, high) = (1, 0)
    for byte in data {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  private static func crc32(_ data: [UInt8]) -> Int {
    let rest = data.reduce(UInt32.max) { value, byte in
      crcTable[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8)
    }
    return Int(~rest)
  }
}

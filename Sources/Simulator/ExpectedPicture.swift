import Crypto
import Foundation

/// The picture the simulator makes of a request, as a pure function, so that every result can be
/// checked: a whole PNG of noise that follows from article, model and aspect ratio.
package enum ExpectedPicture {
  /// - Parameters:
  ///   - body: what of the article's body was sent.
  ///   - aspectRatio: as it was sent; nil if it was not.
  ///   - side: width and height in pixels; three bytes each.
  package static func png(
    title: String, body: String, model: String, aspectRatio: String?, side: Int = 16
  ) -> [UInt8] {
    let seed = [title, body, model, aspectRatio ?? "auto"].joined(separator: "\u{0}")
    return PNGFile(side: side, pixels: pixels(seed, count: side * side * 3)).bytes
  }

  private static func pixels(_ seed: String, count: Int) -> [UInt8] {
    var block = Array(SHA256.hash(data: Data(seed.utf8)))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + block.count)
    while bytes.count < count {
      bytes += block
      block = Array(SHA256.hash(data: Data(block)))
    }
    return Array(bytes.prefix(count))
  }
}

import Crypto
import Foundation

/// Names of files for articles, made of their ids: safe on every common file system, no two alike
/// where upper and lower case are the same, and the same each time if the ids come in input order.
///
/// Holds eight bytes a name that was given.
package struct ArticleFileNames {
  private var taken: Set<UInt64> = []

  /// Bytes of a name before its extension, well below the 255 that file systems allow.
  private static let longest = 180

  package init() {}

  /// The next article's, without an extension: of ids that would give the same name, the first has
  /// it, the others a hash of their id in it.
  package mutating func next(_ id: String) -> String {
    let stem = Self.stem(id)
    if take(stem) { return stem }
    let marked = stem + "-" + SHA256.hash(data: Array(id.utf8)).hex.prefix(12)
    if take(marked) { return marked }
    var count = 2
    while !take("\(marked)-\(count)") { count += 1 }
    return "\(marked)-\(count)"
  }

  private mutating func take(_ stem: String) -> Bool {
    // The two spellings of é, and both cases of a letter, are one name on some file systems.
    let folded = stem.uppercased().lowercased().precomposedStringWithCanonicalMapping
    let digest = SHA256.hash(data: Array(folded.utf8))
    return taken.insert(digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }).inserted
  }

  private static func stem(_ id: String) -> String {
    // A dot hides a file, a dash makes it an option.
    let fit = id.unicodeScalars.map { isUnfit($0) ? "-" : $0 }.drop {
      ".- ".unicodeScalars.contains($0)
    }
    var stem = shortened(String(String.UnicodeScalarView(fit))).unicodeScalars
    while let last = stem.last, last == "." || last == " " { stem.removeLast() }
    return stem.isEmpty ? "article" : withoutDevice(String(stem))
  }

  /// Separators, what Windows forbids, and what moves a cursor or hides.
  private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
    #"/\:*?"<>|"#.unicodeScalars.contains(scalar) || isUnprintable(scalar)
  }

  private static func shortened(_ stem: String) -> String {
    guard stem.utf8.count > longest else { return stem }
    var short = ""
    for character in stem {
      guard short.utf8.count + character.utf8.count <= longest else { break }
      short.append(character)
    }
    return short
  }

  /// `CON`, `nul.txt` and their kin are devices on Windows, whatever follows the first dot.
  private static func withoutDevice(_ stem: String) -> String {
    let base = String(stem.unicodeScalars.prefix { $0 != "." })
    let word = base.uppercased().trimmingCharacters(in: .whitespaces)
    let isDevice =
      ["CON", "PRN", "AUX", "NUL"].contains(word)
      || word.count == 4 && (word.hasPrefix("COM") || word.hasPrefix("LPT"))
        && word.last?.isNumber == true
    return isDevice
      ? base + "_" + String(stem.unicodeScalars.dropFirst(base.unicodeScalars.count)) : stem
  }
}

/// The product's version, as in CHANGELOG.md.
package enum ProductVersion {
  package static let number = "0.1.0"
  package static let userAgent = "batch/" + number
  /// What the attribution header names: a program on the user's machine has no site of its own.
  package static let home = "https://localhost/batch"
}

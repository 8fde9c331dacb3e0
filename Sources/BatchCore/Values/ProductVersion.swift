/// The product's version, as in CHANGELOG.md.
package enum ProductVersion {
  package static let number = "0.1.0"
}

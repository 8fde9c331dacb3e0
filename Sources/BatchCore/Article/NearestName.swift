/// The name that the user most likely meant: one that ends in the wanted one (`post_title`), begins
/// with it, or differs by two letters at most, whatever its case; nil if none comes near.
func nearestName(to wanted: String, among names: [String]) -> String? {
  let wanted = wanted.lowercased()
  return names.lazy
    .map { name in (name: name, distance: distance(wanted, name.lowercased())) }
    .filter { $0.distance <= 2 }
    .min { $0.distance < $1.distance }?.name
}

private func distance(_ wanted: String, _ name: String) -> Int {
  let parts = name.split { $0 == "_" || $0 == "-" || $0 == "." }
  if parts.contains(where: { $0 == wanted }) { return 1 }
  let edits = editDistance(Array(wanted.utf8), Array(name.utf8))
  return edits < wanted.utf8.count ? edits : .max
}

/// Levenshtein's distance.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (index, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let replaced = diagonal + (byte == right[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
    }
  }
  return row[right.count]
}

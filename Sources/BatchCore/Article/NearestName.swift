/// The member that the user most likely meant: one that has the wanted name as a part
/// (`post_title`), else the nearest; nil if none comes near.
func nearestName(to wanted: String, among names: [String]) -> String? {
  let word = wanted.lowercased()
  let whole = names.first { $0.lowercased() == word }
  let part = names.first { name in
    name.lowercased().split { $0 == "_" || $0 == "-" || $0 == "." }.contains { $0 == word }
  }
  return whole ?? part ?? nearest(wanted, in: names)
}

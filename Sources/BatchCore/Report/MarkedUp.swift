/// Text from outside as it may stand in HTML and SVG, between tags and in quoted attributes; what
/// would hide or turn text round is shown.
package func markedUp(_ text: String) -> String {
  var safe = ""
  for scalar in printable(text, keepingLines: true).unicodeScalars {
    switch scalar {
    case "&": safe += "&amp;"
    case "<": safe += "&lt;"
    case ">": safe += "&gt;"
    case "\"": safe += "&quot;"
    case "'": safe += "&#39;"
    default: safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}

import Foundation

/// Articles made up by number: of very different lengths, in many scripts, with mark-up and code.
enum BilledArticles {
  private static let paragraphs = [
    "The chain squeaks, and oil alone will not cure it: whoever rides through the winter knows that "
      + "salt creeps into every link, dries there, and grinds the metal away from the inside.",
    "Les vélos restent dehors toute l’année, et pourtant personne ne s’étonne que la chaîne, exposée à "
      + "la pluie et au gel, finisse par grincer au premier coup de pédale du printemps.",
    "Пять минут работы раз в неделю избавляют от покупки новой цепи: достаточно тряпки, щётки и "
      + "нескольких капель масла, которое не собирает дорожную пыль.",
    "自転車のチェーンは、雨の日に走ったあとで必ず拭いてください。乾いた布だけでも、錆はずいぶん防げます。",
    "清洗链条之后，应当把多余的油擦干净，否则灰尘会粘在上面，比不上油还要糟糕。每个月检查一次就足够了。",
    "يجب تنظيف السلسلة بعد كل رحلة في المطر، لأن الماء يزيل الزيت ويترك الصدأ خلال ليلة واحدة.",
    "체인을 닦은 뒤에는 남은 기름을 마른 천으로 닦아 내야 먼지가 달라붙지 않습니다.",
    "Die Fahrradkettenreinigungsvorrichtung aus dem Baumarkt leistet, was sie verspricht, solange man "
      + "sie nicht mit Reinigungsbenzin befüllt, das die Dichtungen angreift.",
  ]
  private static let marked = [
    "## Tools\n\n- a [brush](https://example.org/brush?size=3)\n- oil, 12.50 a bottle\n- **patience**",
    "```swift\nlet links = (1...116).filter { $0.isMultiple(of: 2) }\nprint(links.count)\n```",
    "| part | price |\n|---|---|\n| chain | 24.90 |\n| sprocket | 31.00 |",
  ]

  /// JSON Lines of the articles 1 to `count`; one in forty is twenty times as long.
  static func lines(_ count: Int, withLong: Bool = true) -> String {
    (1...count).map { number in
      let language = number * 7 % paragraphs.count
      let length = withLong && number % 40 == 0 ? 220 : 3 + number * 13 % 17
      let body = (0..<length).map { part in
        part % 4 == 3 ? marked[(part + number) % marked.count] : paragraphs[language] + " \(part)."
      }
      let record: [String: Any] = [
        "id": "b\(number)", "title": "Chain \(number)", "body": body.joined(separator: "\n\n"),
      ]
      let line = try? JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
      return String(decoding: line ?? Data(), as: UTF8.self) + "\n"
    }.joined()
  }
}

import BatchCore
import Testing

/// Checks of a text as a whole: its language, length, characters, and who speaks.
@Suite struct WholeTextCheckTests {
  private static let english = """
    Last summer we repaired the chain of the bikes that 12 pupils have. It was rusty, and the links \
    were worn. The mechanic said that this is a part that one changes for 35,50 €, and that you have \
    to clean it if you want to keep it. Where was it? It was near the window, at the side of the sink.
    """
  private static let german = """
    Im letzten Sommer haben wir die Kette der Räder von 12 Schülern repariert. Sie war rostig, und die \
    Glieder waren abgenutzt. Der Mechaniker hat gesagt, dass es ein Teil ist, das man für 35,50 € \
    wechselt, und dass man sie reinigen muss. Wo war sie? Sie lag nahe am Fenster, neben der Spüle.
    """

  private func names(_ check: Check, _ article: String, _ body: String) -> [String] {
    AnswerChecks([check], article: Article(id: "1", title: "T", body: article))
      .complaints(about: .object(["title": .string("T"), "body": .string(body)]))
      .map(\.sentence)
  }

  @Test(arguments: [
    (CheckedTexts.french, english, "French", "English"), (english, german, "English", "German"),
    (german, CheckedTexts.french, "German", "French"),
    (CheckedTexts.chinese, CheckedTexts.japanese, "Chinese", "Japanese"),
    (CheckedTexts.russian, english, "Russian", "English"),
    (CheckedTexts.arabic, CheckedTexts.russian, "Arabic", "Russian"),
  ])
  func `another language is named`(article: String, body: String, old: String, new: String) {
    #expect(
      names(.sameLanguage, article, body)
        == ["The article is written in \(old), the answer in \(new)."])
    #expect(names(.sameLanguage, body, article).count == 1)
  }

  @Test func `what is too short to tell passes`() {
    #expect(names(.sameLanguage, "Bonjour à tous.", "Hello, everyone.") == [])
    #expect(names(.sameLanguage, CheckedTexts.french, "Hello.") == [])
  }

  @Test(arguments: [
    (1_000, 499, ["The answer is much shorter than the article: 499 characters instead of 1000."]),
    (1_000, 500, []), (1_000, 2_000, []),
    (
      1_000, 2_001, ["The answer is much longer than the article: 2001 characters instead of 1000."]
    ),
    (10, 200, []), (190, 1, []),
  ])
  func `the length is held against the ratio`(old: Int, new: Int, sentences: [String]) {
    func text(_ count: Int) -> String { String(repeating: "语", count: count) + " \n" }
    #expect(names(.lengthRatio(0.5...2.0), text(old), text(new)) == sentences)
  }

  @Test func `lost accents and broken characters are damage`() {
    let folded = CheckedTexts.french.replacing("é", with: "e").replacing("î", with: "i")
      .replacing("è", with: "e").replacing("ê", with: "e").replacing("à", with: "a")
    #expect(names(.noDamage, CheckedTexts.french, folded).first?.contains("accented") == true)
    let misread = CheckedTexts.french.replacing("é", with: "Ã©")
    #expect(names(.noDamage, CheckedTexts.french, misread).first?.contains("damaged") == true)
    #expect(names(.noDamage, "a\u{FFFD}", "a\u{FFFD}") == [])
    #expect(names(.noDamage, "a", "a\u{FFFD}").count == 1)
    #expect(names(.noDamage, "a", "a\0").count == 1)
  }

  @Test(arguments: [
    "As an AI language model, I cannot say.", "Here’s the rewritten article: It rains.",
    "It rains.\n\nLet me know if you need anything else!", "Как языковая модель, я не могу.",
    "Als KI-Sprachmodell darf ich das nicht.",
  ])
  func `a model that speaks of itself is heard, unless the article did`(body: String) {
    #expect(names(.noAssistantTalk, "It rains.", body).count == 1)
    #expect(names(.noAssistantTalk, body, body) == [])
    #expect(names(.noAssistantTalk, "It rains.", "As an aid to memory, it rains.") == [])
  }

  @Test func `an empty member is named, unless the article's is empty too`() {
    func sentences(_ article: Article, _ answer: [String: JSONValue]) -> [String] {
      AnswerChecks([.noEmptyFields], article: article).complaints(about: .object(answer))
        .map(\.sentence)
    }
    let article = Article(id: "1", title: "", body: "b")
    #expect(sentences(article, ["title": .string(" "), "body": .string("b")]) == [])
    #expect(sentences(article, ["body": .string(" \n")]) == ["`body` is empty."])
    let topics = JSONValue.array([.string("a"), .string("")])
    #expect(sentences(article, ["topics": topics]) == ["`topics` is empty."])
  }
}

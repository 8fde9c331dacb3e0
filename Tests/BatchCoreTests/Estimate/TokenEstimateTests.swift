import BatchCore
import Testing

@Suite struct TokenEstimateTests {
  /// The first article of the Universal Declaration of Human Rights, and what is about right.
  static let samples: [(text: String, range: ClosedRange<Int>)] = [
    (
      "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.",
      30...50
    ),
    (
      "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
      38...60
    ),
    (
      "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.",
      40...85
    ),
    ("人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。", 38...65),
    ("すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。", 32...55),
    ("모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.", 20...45),
    ("يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق، وقد وهبوا عقلًا وضميرًا.", 30...65),
    ("सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।", 40...90),
    ("<p><a href=\"https://example.org/a/b?c=1\">Link</a></p>\n", 15...30),
    ("👩‍👩‍👧🎉", 6...20),
  ]

  @Test(arguments: samples)
  func `a text is worth about what vocabularies give it`(text: String, range: ClosedRange<Int>) {
    #expect(range.contains(TokenEstimate.tokens(in: text)))
  }

  @Test func `nothing is nothing and a letter is a token`() {
    #expect(TokenEstimate.tokens(in: "") == 0)
    #expect(TokenEstimate.tokens(in: "a") == 1)
  }

  @Test(arguments: samples)
  func `it never falls when text is added`(text: String, range: ClosedRange<Int>) {
    var last = 0
    var prefix = ""
    for scalar in text.unicodeScalars {
      prefix.unicodeScalars.append(scalar)
      let tokens = TokenEstimate.tokens(in: prefix)
      #expect(tokens >= last)
      last = tokens
    }
  }

  @Test func `parts count as much as the whole`() {
    var parts = TokenEstimate()
    var whole = TokenEstimate()
    for sample in Self.samples { parts.add(sample.text) }
    whole.add(Self.samples.map(\.text).joined())
    #expect(parts.tokens == whole.tokens)
  }

  @Test func `a forecast knows that other languages take more tokens than English`() {
    let english = "Whoever rides through the winter knows that salt creeps into every link of it. "
    let turkish = "Bir bisiklet zinciri ve yol için daha çok bakım gerekir olarak bu kadar ne de "
    func tokens(_ text: String) -> Double {
      let body = String(repeating: text, count: 20)
      let article = Article(id: "1", title: "", body: body)
      let job = JobTexts.small
      guard let read = try? JobFile.read(job, file: "rewrite").job,
        let builder = try? RequestBuilder(read)
      else { return 0 }
      let requests = builder.expectation(for: article, cards: [ModelCard(id: "a/b")]).requests
      let letters = body.count { $0.isASCII && $0.isLetter }
      return Double(requests.first?.completionTokens ?? 0) / Double(letters)
    }
    #expect(tokens(turkish) > 1.15 * tokens(english))
  }

  @Test func `escaping costs where there is something to escape`() {
    func escaped(_ text: String) -> Int {
      var estimate = TokenEstimate()
      estimate.addEscaped(text)
      return estimate.tokens
    }
    #expect(escaped("plain words") == TokenEstimate.tokens(in: "plain words"))
    #expect(escaped("\"a\"\n\"b\"\n") > TokenEstimate.tokens(in: "\"a\"\n\"b\"\n"))
  }

  @Test func `a long text weighs what its characters do`() {
    let text = String(repeating: "Ab 1\n\"\t\u{1}\\<é’日한👩~", count: 40)
    for aim in [TokenEstimate.Aim.most, .likely] {
      var (whole, parts) = (TokenEstimate(aim), TokenEstimate(aim))
      whole.add(text)
      whole.addEscaped(text)
      for scalar in text.unicodeScalars {
        parts.add(String(scalar))
        parts.addEscaped(String(scalar))
      }
      #expect(whole.tokens == parts.tokens)
    }
  }
}

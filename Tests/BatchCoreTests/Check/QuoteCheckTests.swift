import BatchCore
import Testing

@Suite struct QuoteCheckTests {
  static let body = """
    ## Before you begin

    The chain *squeaks*, and “oil alone” will not cure it: whoever rides through the
    winter knows that salt creeps into every link. See [the guide](https://example.org/g?a=1&b=2) first.

    L’été dernier, « personne » n’y croyait… Le vélo — bleu — est resté dehors.

    自転車のチェーンを「必ず」拭いてください。 Tom &amp; Jerry said "it's fine", didn't they?
    """

  static func complaint(_ quotes: [String], body: String = body, whole: String? = nil) -> String? {
    let answer = JSONValue.object([
      "summary": .string("Not a quote at all."),
      "tone": .object(["breaks": .array(quotes.map { .object(["quote": .string($0)]) })]),
    ])
    let article = Article(id: "1", title: "A chain's year", body: body)
    return AnswerChecks(
      [.noInventedQuotes], article: article,
      whole: whole.map { Article(id: "1", title: "", body: $0) }
    ).complaints(about: answer).first?.sentence
  }

  @Test(arguments: [
    "The chain *squeaks*, and “oil alone” will not cure it", "the chain squeaks, and \"oil alone\"",
    "whoever rides through the winter knows", "Before you begin", "A chain’s year",
    "See the guide first.", "See [the guide](https://example.org/g?a=1&b=2) first",
    "L'été dernier, \"personne\" n'y croyait...", "«personne» n’y croyait", "Le vélo - bleu - est",
    "The chain squeaks ... salt creeps into every link.", "… salt creeps",
    "チェーンを「必ず」拭いてください", "チェーンを必ず拭いて", "Tom & Jerry said “it’s fine”", " ", "...",
  ])
  func `a passage is a quote, however its marks and spaces are written`(quote: String) {
    #expect(Self.complaint([quote]) == nil)
  }

  @Test(arguments: CheckedTexts.all)
  func `a passage of any article is a quote, in another order it is none`(body: String) {
    let article = Article(id: "1", title: "", body: body)
    for passage in CheckedTexts.passages(of: body) {
      #expect(!CheckedTexts.isInvented([passage.text], in: article))
      #expect(CheckedTexts.isInvented([passage.disordered], in: article))
    }
  }

  static let marked = """
    See [the guide](u_(v)) and run `make test` first. Run <code>npm install</code> <b>twice</b>, [later][1].
    Caf&eacute; &mdash; d&#233;j&#xE0; vu &amp; more. ![a bike](b.png) 3 < 4 and [sic] too.

    > Whoever rides through
    > the winter knows.
    """

  @Test(arguments: [
    "See the guide and run make test first", "See the guide and run `make test` first.",
    "Run npm install twice, later", "Run `npm install` **twice**", "Café — déjà vu & more",
    "Caf&eacute; &mdash; d&#233;j&#xE0; vu", "Whoever rides through the winter knows",
    "> Whoever rides through\n> the winter", "3 < 4 and [sic] too", "a bike 3 < 4",
  ])
  func `a passage is a quote as its reader sees it`(quote: String) {
    #expect(Self.complaint([quote], body: Self.marked) == nil)
  }

  @Test(arguments: ["See the guide and run make check", "Cafe - deja vu", "npm install once"])
  func `what its reader does not see is none`(quote: String) {
    #expect(Self.complaint([quote], body: Self.marked) != nil)
  }

  @Test(arguments: [
    "The chain squeals, and oil alone", "salt creeps into every link ... The chain squeaks",
    "L'ete dernier", "The bicycle was left outside", "チェーンを洗う",
  ])
  func `what the article does not say is no quote of it`(quote: String) throws {
    let sentence = try #require(Self.complaint(["Before you begin", quote]))
    #expect(sentence.hasPrefix("These quotes do not stand in the article: "))
    #expect(sentence.contains("\(quote)") && !sentence.contains("Before you begin"))
    #expect(sentence.hasSuffix("Quote its own words, letter for letter."))
  }

  @Test func `a section may quote another one`() {
    let section = "Only this stands in the section."
    #expect(Self.complaint(["salt creeps"], body: section) != nil)
    #expect(Self.complaint(["salt creeps"], body: section, whole: Self.body) == nil)
  }

  @Test func `texts of other names are no quotes`() {
    let answer = JSONValue.object([
      "problem": .string("Nowhere said."), "unquoted": .string("Nor this."),
      "quotes": .array([.string("salt creeps"), .string("sugar creeps")]),
    ])
    let article = Article(id: "1", title: "", body: Self.body)
    let found = AnswerChecks([.noInventedQuotes], article: article).complaints(about: answer)
    #expect(found.map(\.check) == ["noInventedQuotes"])
    #expect(found.first?.sentence.contains("\"sugar creeps\".") == true)
  }

  @Test(arguments: ["standard", "deep"])
  func `the stock analyses ask for true quotes`(role: String) throws {
    #expect(try StockJobTests.stock(role).job.checks.contains(.noInventedQuotes))
  }
}

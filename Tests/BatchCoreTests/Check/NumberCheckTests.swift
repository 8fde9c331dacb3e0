import BatchCore
import Testing

/// The same number may be written in several ways; another number is none of them.
@Suite struct NumberCheckTests {
  private static func complaints(_ article: String, _ answer: String) -> [String] {
    AnswerChecks([.keepsNumbers], article: Article(id: "1", title: "", body: article))
      .complaints(about: .string(answer)).map(\.sentence)
  }

  static let thousands = [
    "100 000", "100\u{A0}000", "100\u{202F}000", "100,000", "100.000", "100'000", "100000",
    "100&nbsp;000", "100,000.00",
  ]

  @Test(arguments: thousands, thousands)
  func `thousands may be parted by any sign`(old: String, new: String) {
    #expect(Self.complaints("It costs \(old) euros.", "One pays \(new) euros.") == [])
  }

  @Test(arguments: [
    ("1, 2 and 3", "1,2 and 3"), ("1,2,3", "1, 2 and 3"), ("3.5", "3.50"), ("3,50", "3.5"),
    ("$1,000.00", "$1,000"), ("$1,000", "$1,000.00"), ("0.5", ".5"), (".5", "0.5"),
    (".5", "5"), ("1 000,50", "1,000.5"), ("1 234 567", "1,234,567"),
    ("Of 12 300 came.", "300 of the 12 came."), ("300000 of the 12", "Of 12 300000"),
    ("on 2024-05-17", "on 17.05.2024"), ("on 17.05.2024", "on 17/5/2024"),
    ("on 17/5/2024", "on 17.05.2024"), ("at 10:00", "at 10.00"),
    ("in 2024 300 came", "300 came in 2024"), ("2.0", "2"), ("(.25)", "0.25"),
  ])
  func `a number may be written another way`(old: String, new: String) {
    #expect(Self.complaints(old, new) == [])
    #expect(Self.complaints(old, old) == [])
  }

  private static let english = """
    It is said that the river and the town are in the north of the country, and that it was there \
    for a long time before they came to it with what they had. 
    """
  private static let german = """
    Es heißt, dass der Fluss und die Stadt im Norden des Landes sind, und dass sie dort schon eine \
    lange Zeit waren, bevor man mit dem, was man hatte, zu ihnen kam und nicht mehr ging. 
    """

  @Test(arguments: [
    (english, "3.500", "3.5"), (english, "3.5", "3.500"), (english, "3.500", "3500"),
    (english, "12.250", "12.25"), (english, "3.000", "3"), (german, "3,500", "3,5"),
    (german, "3,5", "3,500"), (german, "3.500", "3500"), (german, "3.500", "3 500"),
  ])
  func `three digits behind a sign are a fraction where the language has it so`(
    text: String, old: String, new: String
  ) {
    #expect(Self.complaints("\(text)It is \(old) kg.", "\(text)It is \(new) kg.") == [])
  }

  @Test(arguments: [
    (german, "3.500", "3.5"), (german, "3.500", "3,5"), (german, "3,5", "3.500"),
    (english, "3,500", "3.5"), (english, "3.5", "3,500"), (english, "3.500", "3.05"),
    ("", "3.500", "3.5"), ("", "3,500", "3,5"),
  ])
  func `three digits behind a sign are thousands where they may be`(
    text: String, old: String, new: String
  ) {
    #expect(
      Self.complaints("\(text)It is \(old) kg.", "\(text)It is \(new) kg.")
        == ["These numbers of the article are missing: \"\(old)\"."])
  }

  @Test(arguments: [
    ("100 000", "10 000", "100 000"), ("100 000", "100", "100 000"), ("3.5", "3.05", "3.5"),
    ("3.5", "35", "3.5"), ("$1,000.00", "$1.00", "1,000.00"), ("0.5", "5", "0.5"),
    ("0.5", "See it.5", "0.5"), ("12.50", "12", "12.50"), ("5'10", "5'1", "5'10"),
    ("1 000,50", "1000", "1 000,50"), ("100000", "100 00", "100000"),
  ])
  func `another number is missing`(old: String, new: String, written: String) {
    #expect(
      Self.complaints(old, new) == ["These numbers of the article are missing: \"\(written)\"."])
  }
}

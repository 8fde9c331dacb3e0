import BatchCore
import Testing

struct ArticleReaderTests {
  @Test(arguments: [
    (#"{"id":"1","title":"t","body":"b"}"#, Article(id: "1", title: "t", body: "b")),
    (#"{"id":12,"title":"t","body":"b"}"#, Article(id: "12", title: "t", body: "b")),
    (#"{"id":-1.50e3,"title":7,"body":"b"}"#, Article(id: "-1.50e3", title: "7", body: "b")),
    (#"{"id":"1","body":"b"}"#, Article(id: "1", title: "", body: "b")),
    (#"{"id":"1","title":null,"body":"b"}"#, Article(id: "1", title: "", body: "b")),
    (#" {"body":"b" , "id":"1","title":""}"# + "\r", Article(id: "1", title: "", body: "b")),
    (
      #"{"id":"é\/","title":"\u00e9\ud83d\ude00\"\\","body":"a\n\t\b\f\r\u2028z"}"#,
      Article(id: "é/", title: "é😀\"\\", body: "a\n\t\u{8}\u{C}\r\u{2028}z")
    ),
    (#"{"\u0069d":"1","title":"t","body":"b"}"#, Article(id: "1", title: "t", body: "b")),
    (
      #"{"z": 1e999 ,"id":"1", "u" : "\u00e9\/" ,"title":"t","n":{"id":[1, 2]},"body":"b","z":0}"#,
      Article(
        id: "1", title: "t", body: "b",
        extra: #"{"z": 1e999,"u" : "\u00e9\/","n":{"id":[1, 2]},"z":0}"#)
    ),
    (
      "{\n \"id\": 3,\r\n \"body\": \"b\", \"tags\": [\n1,\r\n2]\n}",
      Article(id: "3", title: "", body: "b", extra: #"{"tags": [ 1,  2]}"#)
    ),
  ])
  func `a record is read`(record: String, article: Article) throws {
    #expect(try ArticleReader().read(Array(record.utf8)) == article)
  }

  @Test(arguments: [
    (#"{"title":"t","body":"b"}"#, "there is no id", "--id-field"),
    (#"{"ID":1,"title":"t","body":"b"}"#, "there is no id", "Is it `ID`? --id-field"),
    (#"{"id":null,"body":"b"}"#, "is null", "--id-field"),
    (#"{"id":true,"body":"b"}"#, "is true or false", "--id-field"),
    (#"{"id":{"$oid":"1"},"body":"b"}"#, "is an object", "--id-field"),
    (#"{"id":[],"body":"b"}"#, "is an array", "--id-field"),
    (#"{"id":"","body":"b"}"#, "is empty", "another id"),
    (#"{"id":" \u00a0\u3000","body":"b"}"#, "is empty", "another id"),
    (#"{"id":"a\u001bb","body":"b"}"#, "control characters", "another id"),
    (#"{"id":"a\u0085b","body":"b"}"#, "control characters", "another id"),
    (#"{"id":"a\u0000b","body":"b"}"#, "control characters", "another id"),
    (#"{"id":"1","title":true,"body":"b"}"#, "the title", "--title-field"),
    (#"{"id":"1","title":"a\u0000","body":"b"}"#, "the title holds a NUL", "Remove"),
    (#"{"id":"1","title":"t"}"#, "there is no body", "--body-field"),
    (#"{"id":"1","post_body":"t"}"#, "there is no body", "Is it `post_body`?"),
    (#"{"id":"1","body":null}"#, "the body (`body`) is null", "--body-field"),
    (#"{"id":"1","body":7}"#, "the body (`body`) is a number", "--body-field"),
    (#"{"id":"1","body":"a\u0000"}"#, "the body holds a NUL", "Remove"),
    (#"{"id":"1","body":""}"#, "is empty", ""),
    (#"{"id":"1","body":" \n\t\u00a0"}"#, "is empty", ""),
    (#"{"id":"1","id":"2","body":"b"}"#, "`id` stands twice", "Remove"),
    (#"{"id":"1","body":"b","b\u006fdy":"c"}"#, "`body` stands twice", "Remove"),
    ("[]", "the record is an array", "one JSON object"),
    (#""text""#, "the record is a string", "one JSON object"),
    ("null", "the record is null", "one JSON object"),
    ("12", "the record is a number", "one JSON object"),
    ("id,title,body", "not valid JSON at byte 1", "one JSON object"),
    (#"{"id":"1","body":"b"} {}"#, "not valid JSON at byte 23", ""),
    (#"{"id":"1","body":"b""#, "not valid JSON at byte 21", ""),
  ])
  func `a mistake has a sentence and a remedy`(record: String, sentence: String, remedy: String) {
    let mistake = #expect(throws: LineMistake.self) {
      try ArticleReader().read(Array(record.utf8))
    }
    #expect(mistake?.sentence.contains(sentence) == true, "\(mistake?.sentence ?? "")")
    #expect(remedy.isEmpty || mistake?.remedy?.contains(remedy) == true, "\(mistake?.remedy ?? "")")
  }

  @Test func `WordPress calls them otherwise`() throws {
    let names = FieldNames(id: "ID", title: "post_title", body: "post_content")
    let record = #"{"ID":42,"post_title":"Hi","post_content":"<p>x</p>","post_name":"hi"}"#
    let article = try ArticleReader(fields: names).read(Array(record.utf8))
    #expect(
      article == Article(id: "42", title: "Hi", body: "<p>x</p>", extra: #"{"post_name":"hi"}"#))
  }

  @Test func `one member may serve twice`() throws {
    let reader = ArticleReader(fields: FieldNames(id: "slug", title: "slug"))
    #expect(
      try reader.read(Array(#"{"slug":"a","body":"b"}"#.utf8))
        == Article(id: "a", title: "a", body: "b"))
  }

  @Test func `names are compared by their bytes`() throws {
    let reader = ArticleReader(fields: FieldNames(id: "e\u{301}"))
    #expect(throws: LineMistake.self) {
      try reader.read(Array("{\"\u{E9}\":\"1\",\"body\":\"b\"}".utf8))
    }
  }

  @Test(arguments: [
    ([0xFF], 1), ([0xC3, 0x28], 1), ([0xE2, 0x82], 1), ([0xED, 0xA0, 0x80], 1),
    ([0xF5, 0x80, 0x80, 0x80], 1), ([0xC0, 0xAF], 1), ([0xC3, 0xA9, 0x80], 3),
  ])
  func `invalid UTF-8 is rejected with its place`(bytes: [UInt8], place: Int) {
    let prefix = Array(#"{"id":"1","body":""#.utf8)
    let mistake = #expect(throws: LineMistake.self) {
      try ArticleReader().read(prefix + bytes + Array(#""}"#.utf8))
    }
    #expect(mistake?.sentence == "the text is not valid UTF-8 at byte \(prefix.count + place)")
    #expect(mistake?.breaksArray == false)
  }

  @Test func `a long id is rejected and a very long body is read`() throws {
    let id = String(repeating: "é", count: 256)
    #expect(try ArticleReader().read(Array(#"{"id":"\#(id)","body":"b"}"#.utf8)).id == id)
    #expect(throws: LineMistake.self) {
      try ArticleReader().read(Array(#"{"id":"\#(id)x","body":"b"}"#.utf8))
    }
    let body = String(repeating: String(repeating: "word ", count: 200) + "\\n", count: 20_000)
    let article = try ArticleReader().read(Array(#"{"id":"1","body":"\#(body)"}"#.utf8))
    #expect(article.body.utf8.count == 20_020_000)
  }

  @Test func `an array's element as one line means the same`() throws {
    let element = "{\n  \"id\": 3,\n  \"body\": \"a\\\\\",\n \"x\": \"\\\"\"}"
    let line = compactElement(Array(element.utf8))
    #expect(!line.contains(0x0A))
    #expect(try ArticleReader().read(line) == ArticleReader().read(Array(element.utf8)))
    let broken = "{\"id\":3,\"body\":\"one\ntwo\\\nthree\"}"
    #expect(
      try ArticleReader().read(compactElement(Array(broken.utf8))).body == "one\ntwo\nthree")
  }
}

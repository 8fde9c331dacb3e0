/// One task of an export where the store holds it, so that nothing is copied twice; valid only
/// during the call that it is handed to.
package struct StoredRow {
  /// UTF-8.
  package typealias Text = UnsafeBufferPointer<UInt8>

  package struct Result {
    package var output: Text
    package var extraction: Answer.Extraction
    package var model: Text
    package var finishedAt: Timestamp

    package init(
      output: Text, extraction: Answer.Extraction, model: Text, finishedAt: Timestamp
    ) {
      self.output = output
      self.extraction = extraction
      self.model = model
      self.finishedAt = finishedAt
    }
  }

  package struct Failure {
    package var kind: Text
    package var sentence: Text
    package var remedy: Text

    package init(kind: Text, sentence: Text, remedy: Text) {
      self.kind = kind
      self.sentence = sentence
      self.remedy = remedy
    }
  }

  /// The article's number.
  package var number: Int64
  package var id: Text
  package var extra: Text
  /// In one word, as `TaskState.word`.
  package var state: Text
  /// Of a failed task.
  package var failure: Failure?
  /// As `ExportRow.result`.
  package var result: Result?
  /// On the result.
  package var verdict: Text?
  package var attempts: Int
  package var cost: Money?

  package init(
    number: Int64, id: Text, extra: Text, state: Text, failure: Failure?, result: Result?,
    verdict: Text?, attempts: Int, cost: Money?
  ) {
    self.number = number
    self.id = id
    self.extra = extra
    self.state = state
    self.failure = failure
    self.result = result
    self.verdict = verdict
    self.attempts = attempts
    self.cost = cost
  }
}

extension ExportRow {
  /// The same task, its texts as bytes.
  func stored(_ body: (StoredRow) -> Void) {
    let failure = if case .failed(let failure) = state { failure } else { nil as Failure? }
    Self.texts([
      id, extra, state.word, verdict?.rawValue, result?.output, result?.model,
      failure?.kind.rawValue, failure?.sentence, failure?.remedy,
    ]) { texts in
      guard let id = texts[0], let extra = texts[1], let word = texts[2] else { return }
      var row = StoredRow(
        number: number, id: id, extra: extra, state: word, failure: nil, result: nil,
        verdict: texts[3], attempts: result?.attempts ?? attempts, cost: result?.cost ?? cost)
      if let result, let output = texts[4], let model = texts[5] {
        row.result = StoredRow.Result(
          output: output, extraction: result.extraction, model: model,
          finishedAt: result.finishedAt)
      }
      if let kind = texts[6], let sentence = texts[7], let remedy = texts[8] {
        row.failure = StoredRow.Failure(kind: kind, sentence: sentence, remedy: remedy)
      }
      body(row)
    }
  }

  /// Runs the body while the texts stay where they are.
  private static func texts(
    _ texts: [String?], found: [StoredRow.Text?] = [], _ body: ([StoredRow.Text?]) -> Void
  ) {
    guard found.count < texts.count else { return body(found) }
    guard var text = texts[found.count] else {
      return Self.texts(texts, found: found + [nil], body)
    }
    text.withUTF8 { Self.texts(texts, found: found + [$0], body) }
  }
}

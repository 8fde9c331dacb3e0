extension AnswerJudge {
  /// The last picture of an answer, those before it being drafts; where it is not whole or there is
  /// none, why (S45).
  func picture(_ completion: Completion) -> Outcome {
    if let place = completion.images.last,
      let picture = Picture(dataURL: place) ?? Picture(base64: place)
    {
      return .answered(
        Answer(
          output: PictureNote(of: picture).output(), extraction: .image, picture: picture))
    }
    if !completion.refusal.isEmpty {
      return failed(.declined, completion, words: completion.refusal)
    }
    if completion.wasFiltered(isBlank: true) {
      return failed(.declined, completion, words: completion.nativeFinishReason ?? "filtered")
    }
    if completion.wasLimited { return limited(completion, isBlank: completion.text.isEmpty) }
    return .failed(
      Failure(.noImage, provider: completion.provider, words: words(completion)),
      Circumstance {
        $0.provider = completion.provider
        $0.repeatLimit = 1
      })
  }

  private func words(_ completion: Completion) -> String {
    if let place = completion.images.last {
      return place.hasPrefix("http")
        ? "it names an address where the image should be"
        : "what came in its place is damaged or no image"
    }
    return completion.text.isEmpty ? completion.nativeFinishReason ?? "" : completion.text
  }
}

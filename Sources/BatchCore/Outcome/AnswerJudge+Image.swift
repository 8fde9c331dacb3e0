extension AnswerJudge {
  /// The first whole picture of an answer; without one, why there is none (S45).
  func picture(_ completion: Completion) -> Outcome {
    for place in completion.images {
      guard let picture = Picture(dataURL: place) ?? Picture(base64: place) else { continue }
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
    if let place = completion.images.first {
      return place.hasPrefix("http")
        ? "it names an address where the image should be"
        : "what came in its place is damaged or no image"
    }
    return completion.text.isEmpty ? completion.nativeFinishReason ?? "" : completion.text
  }
}

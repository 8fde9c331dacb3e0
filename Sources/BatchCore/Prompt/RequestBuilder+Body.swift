extension RequestBuilder {
  func body(_ messages: [RequestMessage], _ shape: AttemptShape) -> [UInt8] {
    let size = messages.reduce(1024) { $0 + $1.text.utf8.count + $1.text.utf8.count / 8 }
    var json = JSONText(reserving: size)
    json.openObject()
    json.name("model")
    json.string(shape.model)
    if shape.route == .images {
      writeImage(messages, shape, to: &json)
    } else {
      writeChat(messages, shape, to: &json)
    }
    writeProvider(shape, to: &json)
    json.closeObject()
    return json.bytes
  }

  private func writeChat(
    _ messages: [RequestMessage], _ shape: AttemptShape, to json: inout JSONText
  ) {
    json.name("messages")
    json.openArray()
    for message in messages { message.write(to: &json) }
    json.closeArray()
    if let modalities = shape.route.modalities {
      json.name("modalities")
      json.strings(modalities)
    }
    if let ratio = aspectRatio(shape) {
      json.name(Constraint.image)
      json.openObject()
      json.name("aspect_ratio")
      json.string(ratio)
      json.closeObject()
    }
    json.name("max_tokens")
    json.integer(shape.maxTokens)
    if shape.parameters.contains("temperature"), let temperature = job.request.temperature {
      json.name("temperature")
      json.raw("\(temperature)")
    }
    schema?.write(format: shape.format, isLax: shape.adjustment.isLax == true, to: &json)
    if shape.parameters.contains("reasoning"), let effort = effort(shape.adjustment) {
      json.name("reasoning")
      json.openObject()
      json.name("effort")
      json.string(effort)
      json.closeObject()
    }
    json.name("stream")
    json.bool(shape.stream)
    // Compression cuts the middle out of long prompts.
    json.name("plugins")
    json.raw(#"[{"id":"context-compression","enabled":false}]"#)
  }

  /// One prompt instead of messages.
  private func writeImage(
    _ messages: [RequestMessage], _ shape: AttemptShape, to json: inout JSONText
  ) {
    json.name("prompt")
    json.string(messages.map(\.text).joined(separator: "\n\n"))
    if let ratio = aspectRatio(shape) {
      json.name("aspect_ratio")
      json.string(ratio)
    }
  }

  private func aspectRatio(_ shape: AttemptShape) -> String? {
    shape.parameters.contains(Constraint.image) ? job.request.aspectRatio : nil
  }

  private func writeProvider(_ shape: AttemptShape, to json: inout JSONText) {
    let ignored = shape.adjustment.ignoredProviders ?? []
    let ceiling = shape.ceiling.flatMap { $0.isSent ? $0 : nil }
    guard !ignored.isEmpty || ceiling != nil else { return }
    json.name("provider")
    json.openObject()
    if !ignored.isEmpty {
      json.name("ignore")
      json.strings(ignored)
    }
    if let ceiling { json.maxPrice(ceiling) }
    json.closeObject()
  }
}

extension JSONText {
  fileprivate mutating func strings(_ texts: [String]) {
    openArray()
    for text in texts { string(text) }
    closeArray()
  }

  /// Tokens in dollars a million, the request in dollars.
  fileprivate mutating func maxPrice(_ ceiling: PriceCeiling) {
    name("max_price")
    openObject()
    name("prompt")
    raw("\(ceiling.prompt.dollarsForMillion)")
    name("completion")
    raw("\(ceiling.completion.dollarsForMillion)")
    name("request")
    raw("\(ceiling.request.dollars)")
    closeObject()
  }
}

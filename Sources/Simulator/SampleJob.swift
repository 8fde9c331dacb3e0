/// A job whose prompt the simulator understands and whose schema its answers satisfy.
package enum SampleJob {
  /// The text of its job file, which asks for title and body as the stock job does.
  ///
  /// - Parameter request: the inside of its request block.
  package static func file(
    role: String = "rewrite",
    ladder: [String] = ["openai/gpt-4o-mini", "anthropic/claude-haiku-4.5"],
    request: String = "", attempts: Int = 4
  ) -> String {
    """
    role: \(role)
    models: [\(ladder.joined(separator: ", "))]
    request: { \(request) }
    prompt:
      system: Rewrite the article. Answer with one JSON object and nothing else.
      user: |
        <title>{{title}}</title>
        <body>{{body}}</body>
    output:
      format: json
      schema:
        type: object
        properties: { title: { type: string, minLength: 1 }, body: { type: string, minLength: 1 } }
        required: [title, body]
        additionalProperties: false
    retry: { attempts: \(attempts) }
    """
  }
}

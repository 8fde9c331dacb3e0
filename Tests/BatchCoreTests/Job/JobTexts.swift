/// Job files that tests change in one place.
enum JobTexts {
  static let small = """
    role: rewrite
    models: [openai/gpt-4o-mini]
    prompt:
      system: |
        You edit.
      user: "{{body}}"
    output: { format: text }

    """

  /// An image that is described before it is drawn.
  static let described = """
    role: image
    models: [a/painter, b/painter]
    request: { aspectRatio: 16:9 }
    describe:
      model: a/writer
      system: You describe.
      user: "See {{body}}"
    prompt:
      system: You draw.
      user: "{{#description}}Draw {{description}}{{/description}}{{^description}}Of {{body}}{{/description}}"
    output: { format: image }

    """

  static let complete = """
    role: rewrite
    description: Rewrite an article.
    models: [openai/gpt-4o-mini, anthropic/claude-haiku-4.5]
    request:
      temperature: 0.4
      maxTokens: 2000
      stream: off
      timeout: 90s
      reasoning: none
      cache: off
    prompt:
      system: |
        You edit.
      user: |
        {{title}}
        {{body}}
    output:
      format: json
      schema:
        type: object
        required: [zeta, alpha]
        properties:
          zeta: { type: string, minLength: 1 }
          alpha: { type: integer, maximum: 1.50, enum: [1, 2] }
        additionalProperties: false
    retry:
      attempts: 3

    """
}

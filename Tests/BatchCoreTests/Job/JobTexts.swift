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

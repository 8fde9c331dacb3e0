extension SimulatedModel {
  private static let sampling = [
    "frequency_penalty", "max_tokens", "presence_penalty", "seed", "stop", "temperature", "top_p",
  ]

  /// Models that differ in what matters to a job: price, room, structured output, images.
  package static let builtIn: [SimulatedModel] = [
    SimulatedModel(
      id: "openai/gpt-4o-mini", name: "OpenAI: GPT-4o-mini", provider: "OpenAI",
      contextLength: 128_000, maxCompletionTokens: 16_384,
      promptPrice: Picodollars(count: 150_000), completionPrice: Picodollars(count: 600_000),
      supportedParameters: sampling + ["response_format", "structured_outputs", "tools"],
      isModerated: true),
    SimulatedModel(
      id: "anthropic/claude-haiku-4.5", name: "Anthropic: Claude Haiku 4.5", provider: "Anthropic",
      contextLength: 200_000, maxCompletionTokens: 64_000,
      promptPrice: Picodollars(count: 1_000_000), completionPrice: Picodollars(count: 5_000_000),
      supportedParameters: [
        "max_tokens", "reasoning", "include_reasoning", "stop", "structured_outputs", "temperature",
        "tools", "top_k", "top_p",
      ], tokensPercent: 120),
    SimulatedModel(
      id: "google/gemini-2.5-flash", name: "Google: Gemini 2.5 Flash", provider: "Google",
      contextLength: 1_048_576, maxCompletionTokens: 65_535,
      promptPrice: Picodollars(count: 300_000), completionPrice: Picodollars(count: 2_500_000),
      supportedParameters: sampling + [
        "include_reasoning", "reasoning", "response_format", "structured_outputs", "tools",
      ]),
    SimulatedModel(
      id: "mistralai/mistral-nemo", name: "Mistral: Mistral Nemo", provider: "DeepInfra",
      contextLength: 131_072, maxCompletionTokens: nil,
      promptPrice: Picodollars(count: 20_000), completionPrice: Picodollars(count: 40_000),
      supportedParameters: sampling),
    SimulatedModel(
      id: "meta-llama/llama-3.3-70b-instruct:free", name: "Meta: Llama 3.3 70B Instruct (free)",
      provider: "Venice", contextLength: 65_536, maxCompletionTokens: nil,
      promptPrice: .zero, completionPrice: .zero,
      supportedParameters: sampling + ["response_format", "tools"]),
    SimulatedModel(
      id: "google/gemini-2.5-flash-image", name: "Google: Gemini 2.5 Flash Image",
      provider: "Google", contextLength: 32_768, maxCompletionTokens: 32_768,
      promptPrice: Picodollars(count: 300_000), completionPrice: Picodollars(count: 30_000_000),
      supportedParameters: sampling, outputModalities: ["image", "text"]),
    SimulatedModel(
      id: "google/gemini-3-pro-image-preview", name: "Google: Gemini 3 Pro Image",
      provider: "Google AI Studio", contextLength: 65_536, maxCompletionTokens: 32_768,
      promptPrice: Picodollars(count: 2_000_000), completionPrice: Picodollars(count: 120_000_000),
      supportedParameters: sampling + ["include_reasoning", "reasoning"],
      outputModalities: ["image", "text"]),
    SimulatedModel(
      id: "black-forest-labs/flux.2-pro", name: "Black Forest Labs: FLUX.2 Pro",
      provider: "Black Forest Labs", contextLength: 46_864, maxCompletionTokens: 46_864,
      promptPrice: .zero, completionPrice: Picodollars(count: 7_300_000),
      supportedParameters: ["seed"], outputModalities: ["image"]),
  ]
}

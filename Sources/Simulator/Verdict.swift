/// What the simulator decides about a request before it makes the answer.
enum Verdict: Sendable {
  case refuse(Refusal)
  case serve(Completion, age: Int)
  case answer(ChatRequest, SimulatedModel, Fault?)
}

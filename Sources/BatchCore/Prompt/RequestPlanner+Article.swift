extension RequestPlanner {
  /// A decision, with what is known of the model's answers to other articles (S19).
  ///
  /// A request that is refused for no named reason pauses the queue, as each next one may be. Where
  /// the same model has answered another article of the job in this run, this article is the
  /// matter.
  package func reconsidered(
    _ decision: Decision, about outcome: Outcome, task: TaskRecord, shape: AttemptShape,
    articleID: String, lessons: ModelLessons, now: Timestamp
  ) -> Decision {
    guard case .pause(let failure, var pause) = decision, failure.kind == .badRequest,
      case .failed(_, var circumstance) = outcome, let job = builders[task.role]?.job
    else { return decision }
    guard lessons.blames(task.id, of: shape.job, on: shape.model) else {
      pause.message += " The article was \(Excerpt.of(articleID, limit: 100))."
      return .pause(failure, pause)
    }
    circumstance.isArticles = true
    return .about(
      .failed(failure, circumstance),
      in: Situation(
        task: task, shape: shape, ladder: job.ladder, attempts: job.attempts, now: now, chance: 0))
  }
}

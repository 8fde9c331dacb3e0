extension Row {
  /// How much of the time the workers' requests are in flight.
  static func saturation(
    _ name: String, milliseconds: Int, workers: Int, seconds: Double, goal: Double
  ) -> Row {
    Row(
      name: name,
      method: "batch run with \(workers) workers on articles of 6,000 bytes, answers of as much "
        + "\(milliseconds) ms after a request has come, every answer synced to disk; beside it "
        + "bare libcurl with \(workers) connections in the same rounds. Counted at the server, from "
        + "the first request to the last, the slow start with few requests at once included. That the "
        + "server is not what limits both is seen from what it answers without any wait.",
      seconds: seconds
    ) { effort in
      let request = try FixedAnswer.request(bytes: 6000)
      let server = try LatencyServer(answer: try FixedAnswer.completion(bytes: 6000))
      defer { server.stop() }
      let batch = try BuiltProgram(baseURL: server.baseURL)
      let ideal = Double(workers) * 1000 / Double(milliseconds)
      let count = max(Int(ideal * effort.seconds), workers * 5)
      try batch.enqueue(Corpus(count: count * effort.rounds + workers, bytes: 6000))
      try batch.work(workers, workers: workers)
      let bare = BareClient(
        url: server.baseURL + "/chat/completions", body: request, connections: workers)
      let ceiling = try bare.work(seconds: 1).perSecond
      server.set(latency: Double(milliseconds) / 1000)
      var rounds: [(own: Double, bare: Double, usage: Child.Usage)] = []
      for _ in 0..<effort.rounds {
        _ = server.takeArrivals()
        _ = try bare.work(seconds: effort.seconds)
        let floor = server.takeArrivals().perSecond
        let usage = try batch.work(count, workers: workers)
        rounds.append((server.takeArrivals().perSecond, floor, usage))
      }
      return [
        Figure(
          name: "of bare libcurl's rate",
          value: 100 * Effort.median(rounds.map { $0.own / $0.bare }),
          unit: "%", goal: .atLeast(goal)),
        Figure(name: "requests", value: Effort.median(rounds.map(\.own)), unit: "a second"),
        Figure(
          name: "requests of bare libcurl", value: Effort.median(rounds.map(\.bare)),
          unit: "a second"),
        Figure(name: "answered without any wait", value: ceiling.rounded(), unit: "a second"),
        Figure(
          name: "of processor time a task",
          value: Effort.median(rounds.map { $0.usage.processorSeconds * 1e6 / Double(count) }),
          unit: "µs"),
        Figure(
          name: "of memory at most", value: rounds.map(\.usage.peakMegabytes).max() ?? 0,
          // Two hundred connections and answers take their own.
          unit: "MB", goal: workers > 5 ? .none : .atMost(64)),
      ]
    }
  }
}

import BatchAssembly
import BatchCore

/// Gathers what `batch estimate` tells: reads the queue, asks for prices and for what may be spent.
struct EstimateWork {
  var reader: any QueueReader
  var database: String
  var base: BaseURL
  /// nil: what it may spend is not asked for.
  var key: APIKey?
  var managementKey: APIKey?
  var now: Timestamp

  func report(jobs: [Job], usesBatches: Bool, concurrency: Int?) throws -> EstimateReport {
    let list = ModelList(
      base: base, key: key, kept: try reader.document(named: ModelList.name(of: base)), now: now)
    if let warning = list.origin.warning {
      Terminal.talk(Painted(message: "warning: \(warning)"))
    }
    let standing = try reader.figures(now: now).standing
    return EstimateReport(
      try Forecast(
        of: reader, jobs: jobs, catalogue: list.catalogue, usesBatches: usesBatches,
        concurrency: concurrency, now: now),
      allowances: Allowance.all(
        Provider(base: base, key: key).balance(managementKey: managementKey), standing),
      spent: standing.cost, database: database)
  }
}

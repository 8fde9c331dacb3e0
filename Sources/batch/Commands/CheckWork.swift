import BatchAssembly
import BatchCore
import BatchCurl
import BatchSQLite
import Foundation
import Glibc

/// Gathers what `batch check` judges: reads files, asks the provider, changes nothing.
struct CheckWork {
  var roles: [String]
  var shelf: JobShelf
  var queue: QueueOptions
  var base: BaseURL
  var key: Result<APIKey, APIKey.Mistake>
  /// Asks for the account's balance; nil: that is not known.
  var managementKey: APIKey?
  /// Whose work is likely to be next.
  var nextRoles: [String]?

  func facts(now: Timestamp) -> CheckFacts {
    let reader = Result { () throws(StoreFailure) in try SQLiteQueueReader.open(path: queue.path) }
    let checked = CheckedProvider(base: base, key: key) {
      try? reader.get().document(named: ModelList.name(of: base))
    }
    let jobs = roles.map(job)
    let figures = try? reader.get().figures(now: now)
    return CheckFacts(
      jobs: jobs, base: base.text, key: checked.key, provider: checked.provider,
      models: checked.models, queue: Self.queueFact(reader, isNamed: queue.database != nil, now),
      place: place,
      forecast: forecast(try? reader.get(), jobs, figures, checked.models, now),
      fits: fits(try? reader.get(), jobs, checked.models),
      allowances: allowances(checked, figures),
      libraries: [SQLiteQueueReader.library, CurlTransport.library], now: now)
  }

  private func forecast(
    _ reader: SQLiteQueueReader?, _ facts: [CheckFacts.JobFact], _ figures: QueueFigures?,
    _ models: CheckFacts.ModelsFact, _ now: Timestamp
  ) -> Forecast? {
    let started = figures?.roles.map(\.role).filter { roles.contains($0) } ?? []
    let wanted = nextRoles ?? (started.isEmpty ? Array(roles.suggested.prefix(1)) : started)
    return reader.flatMap { reader in
      try? Forecast(
        of: reader, jobs: Self.jobs(facts).filter { wanted.contains($0.role) },
        catalogue: Self.catalogue(models), now: now)
    }
  }

  private func fits(
    _ reader: SQLiteQueueReader?, _ facts: [CheckFacts.JobFact], _ models: CheckFacts.ModelsFact
  ) -> [LongestFit] {
    guard let reader else { return [] }
    let catalogue = Self.catalogue(models)
    return Self.jobs(facts).compactMap { job in
      (try? LongestFit(of: reader, job: job, catalogue: catalogue)) ?? nil
    }
  }

  private static func jobs(_ facts: [CheckFacts.JobFact]) -> [Job] {
    facts.compactMap { fact in
      guard case .read(_, let file) = fact else { return nil }
      return file.job
    }
  }

  private static func catalogue(_ models: CheckFacts.ModelsFact) -> ModelCatalogue {
    switch models {
    case .fetched(let catalogue, _), .kept(let catalogue, _): catalogue
    case .unknown: .offline
    }
  }

  private func allowances(_ checked: CheckedProvider, _ figures: QueueFigures?) -> [Allowance] {
    var balance = Balance()
    if case .answered(.known(let card)) = checked.key { balance.ofKey = card.limitRemaining }
    if let managementKey, case .reached = checked.provider {
      balance.ofAccount =
        Provider(base: base, key: nil).balance(managementKey: managementKey)
        .ofAccount
    }
    return Allowance.all(
      balance, figures?.standing ?? CostStanding(maxCost: nil, cost: .zero, reserved: .zero))
  }

  private func job(_ role: String) -> CheckFacts.JobFact {
    do {
      let (name, text) = try shelf.text(for: role)
      return .read(file: name, try JobFile.read(text, file: name))
    } catch let mistakes as JobFileMistakes {
      return .mistakes(mistakes.lines)
    } catch let complaint as Complaint {
      return .unusable(complaint.message)
    } catch {
      return .unusable("The job file of \(role) cannot be read.")
    }
  }

  private static func queueFact(
    _ reader: Result<SQLiteQueueReader, StoreFailure>, isNamed: Bool, _ now: Timestamp
  ) -> CheckFacts.QueueFact {
    do throws(StoreFailure) {
      let figures = try reader.get().figures(now: now)
      return .open(
        articles: figures.articles, version: SQLiteQueueReader.schemaVersion,
        pauses: figures.pauses,
        passedOver: PaceRecord(try reader.get().document(named: PaceRecord.name)).passedOver)
    } catch .missing {
      return .absent(isNamed: isNamed)
    } catch {
      return .unusable(sentence: error.sentence, exit: ExitStatus(error).rawValue)
    }
  }

  private var place: CheckFacts.PlaceFact {
    let url = URL(fileURLWithPath: queue.path).resolvingSymlinksInPath()
    let folder = url.deletingLastPathComponent().path
    return CheckFacts.PlaceFact(
      path: queue.path, folder: folder, isWritable: access(folder, W_OK | X_OK) == 0,
      fileBytes: ["", "-wal"].reduce(0) { $0 + Self.size(url.path + $1) },
      freeBytes: Self.free(folder))
  }

  private static func size(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG ? Int(facts.st_size) : 0
  }

  /// What a process without special rights may still write there.
  private static func free(_ folder: String) -> Int? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int(
      clamping: UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        .partialValue)
  }
}

extension [String] {
  /// Roles in the order in which one would run them first.
  var suggested: [String] { filter { $0 == "rewrite" } + filter { $0 != "rewrite" } }
}

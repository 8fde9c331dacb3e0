import BatchControl
import BatchCore
import Foundation
import Synchronization

/// What `batch dashboard` answers its page: it reads the queue as any command does, and changes it
/// through the run at work or, where there is none, by itself.
final class Dashboard: DashboardSource {
  private let path: String
  private let jobs: JobShelf
  private let window: Mutex<QueueWindow>
  private let review: ReviewDesk
  private let courses: CourseKeeper

  /// - Parameter path: the queue's, as the user gave it.
  init(path: String, jobs: JobShelf, courses: CourseKeeper) {
    self.path = path
    self.jobs = jobs
    self.courses = courses
    window = Mutex(QueueWindow(path: path))
    review = ReviewDesk(path: path)
  }

  func look(_ name: String, _ query: [String: String]) -> PageAnswer {
    switch name {
    case "status": status()
    case "course": PageAnswer(json: courses.plots(role: query["role"]))
    case "failures": failures()
    case "articles": articles(query)
    case "article": article(query["id"] ?? "")
    case "review": reviewList(query)
    case "review/item": reviewed(query["role"] ?? "", query["id"] ?? "")
    default: .refusal("There is nothing of that name.", status: 404)
    }
  }

  func carryOut(_ change: [UInt8]) -> PageAnswer {
    let now = Timestamp(Date())
    guard let asked = try? JSONDecoder().decode(PageChange.self, from: Data(change)),
      let meant = asked.change(database: path, now: now)
    else { return .mistake("This change could not be understood; nothing was changed.") }
    if let refusal = refusal(of: asked) { return refusal }
    do throws(ChangeRefusal) {
      let ending = try Steering(path: path, purpose: .dashboard).carryOut(meant)
      note(asked)
      return PageAnswer(
        json: ChangedDocument(ending.report, role: asked.role, run: ending.atWork))
    } catch {
      return .refusal(error.sentence, status: error.status)
    }
  }

  private func status() -> PageAnswer {
    PageAnswer { () throws(StoreFailure) in
      try read { reader throws(StoreFailure) in
        try StatusReport(of: reader, database: path, now: Timestamp(Date()))
      }
    }
  }

  private func failures() -> PageAnswer {
    PageAnswer { () throws(StoreFailure) in
      try read { reader throws(StoreFailure) in
        try FailuresReport(of: reader, role: nil, database: path, now: Timestamp(Date()))
      }
    }
  }

  private func articles(_ query: [String: String]) -> PageAnswer {
    guard let search = ArticleSearch(query) else {
      return .mistake("This is not how articles are looked for.")
    }
    return PageAnswer { () throws(StoreFailure) in
      ArticlesDocument(
        try read { reader throws(StoreFailure) in try reader.articles(search) })
    }
  }

  private func article(_ id: String) -> PageAnswer {
    do throws(StoreFailure) {
      return PageAnswer(
        body: ArticleReport(
          try read { reader throws(StoreFailure) in try reader.history(article: id) }
        ).bytes)
    } catch {
      return .refusal(error)
    }
  }

  private func reviewList(_ query: [String: String]) -> PageAnswer {
    guard let role = query["role"], let question = ReviewQuestion(query) else {
      return .mistake("This is not how results are listed.")
    }
    let look = review.look(role: role, checks: job(role)?.checks ?? [])
    return PageAnswer(json: ReviewDocument(look, question))
  }

  private func reviewed(_ role: String, _ id: String) -> PageAnswer {
    do throws(StoreFailure) {
      let row = try read { reader throws(StoreFailure) in
        try reader.review(role: role, article: id)
      }
      guard let row else {
        return .refusal("\(id) has no result of \(role) at the moment.", status: 404)
      }
      return PageAnswer(json: ReviewedDocument(row, job: job(role)))
    } catch {
      return .refusal(error)
    }
  }

  private func refusal(of asked: PageChange) -> PageAnswer? {
    do throws(StoreFailure) {
      if let mistake = asked.mistake(roles: try roles()) {
        return .refusal(mistake.sentence, remedy: mistake.remedy, status: mistake.status)
      }
    } catch {
      return .refusal(error)
    }
    return unknownModel(of: asked)
  }

  /// That were run here, have a job or are paused.
  private func roles() throws(StoreFailure) -> [String] {
    let figures = try read { reader throws(StoreFailure) in
      try reader.figures(now: Timestamp(Date()))
    }
    let paused = figures.pauses.compactMap { pause -> String? in
      if case .role(let role) = pause.scope { role } else { nil }
    }
    return figures.roles.map(\.role) + jobs.roles + paused
  }

  /// With no run at work nobody else looks whether the role has that model.
  private func unknownModel(of asked: PageChange) -> PageAnswer? {
    guard asked.action == .sendBack, let model = asked.model, let role = asked.role else {
      return nil
    }
    let ladder = job(role)?.ladder ?? []
    guard !ladder.contains(model) else { return nil }
    return .refusal(
      "\(model) is not on the ladder of \(role): \(ladder.joined(separator: ", ")).",
      remedy: "Add it to the job's models first.", status: 409)
  }

  /// nil: there is no job file, or it cannot be used.
  private func job(_ role: String) -> Job? {
    guard let file = try? jobs.text(for: role) else { return nil }
    return (try? JobFile.read(file.text, file: file.name))?.job
  }

  private func note(_ change: PageChange) {
    guard let role = change.role, let id = change.id else { return }
    switch change.action {
    case .judge: review.note(role: role, { $0.verdict = change.verdict }, of: id)
    case .sendBack: review.note(role: role, { $0.isSent = true }, of: id)
    case .undo: review.note(role: role, { $0.isSent = false }, of: id)
    case .pause, .resume, .retry: break
    }
  }

  private func read<Result>(
    _ work: (any QueueReader) throws(StoreFailure) -> Result
  ) throws(StoreFailure) -> Result {
    let reader = try window.withLock { window throws(StoreFailure) in try window.reader() }
    do throws(StoreFailure) {
      return try work(reader)
    } catch {
      window.withLock { $0.note(error) }
      throw error
    }
  }
}

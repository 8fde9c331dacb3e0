import BatchControl
import BatchCore
import Confinement
import Foundation

/// Looks at the queue once a second while a page is open, and tells the pages what has changed.
final class DashboardWatch: Sendable {
  private struct State {
    var window: QueueWindow
    var report: StatusReport?
    var toldAt = ContinuousClock.now
    var trouble: StoreFailure?
    var beatAt = ContinuousClock.now
  }

  private struct CourseState {
    var window: QueueWindow
    var log = CourseLog()
    var told: PlotsDocument?
  }

  private let database: String
  private let feed: EventFeed
  private let courses: CourseKeeper
  private let state: Confined<State>
  private let course: Confined<CourseState>

  private static let betweenLooks: Duration = .seconds(1)
  private static let betweenCourses: Duration = .seconds(5)
  /// What passes with time alone, such as the time left, is told this often.
  private static let betweenTimes: Duration = .seconds(5)
  private static let betweenBeats: Duration = .seconds(15)

  init(path: String, feed: EventFeed, courses: CourseKeeper) {
    database = path
    self.feed = feed
    self.courses = courses
    state = Confined("batch.dashboard.status", State(window: QueueWindow(path: path)))
    course = Confined("batch.dashboard.course", CourseState(window: QueueWindow(path: path)))
  }

  func start() {
    state.post { [self] in tick(&$0) }
    course.post { [self] in readCourse(&$0) }
  }

  private func tick(_ state: inout State) {
    if feed.isWatched {
      look(&state)
    } else {
      // A page that comes later begins with what is true then.
      for name in ["status", "trouble"] { feed.forget(name) }
      (state.report, state.trouble) = (nil, nil)
    }
    let now = ContinuousClock.now
    if now - state.beatAt >= Self.betweenBeats {
      state.beatAt = now
      feed.beat()
    }
    self.state.post(after: Self.betweenLooks) { [weak self] in self?.tick(&$0) }
  }

  private func look(_ state: inout State) {
    do throws(StoreFailure) {
      let report = try state.window.look { reader throws(StoreFailure) in
        try StatusReport(of: reader, database: database, now: Timestamp(Date()))
      }
      tell(report, &state)
    } catch {
      guard error != state.trouble else { return }
      (state.trouble, state.report) = (error, nil)
      feed.forget("status")
      feed.publish("trouble", PageAnswer.refusal(error).body)
    }
  }

  private func tell(_ report: StatusReport, _ state: inout State) {
    let now = ContinuousClock.now
    let isOther = report.timeless != state.report?.timeless
    let isLater = report != state.report && now - state.toldAt >= Self.betweenTimes
    guard isOther || isLater else { return }
    state.report = report
    state.trouble = nil
    state.toldAt = now
    feed.forget("trouble")
    feed.publish("status", PageAnswer(json: report).body)
  }

  private func readCourse(_ state: inout CourseState) {
    var rest = Self.betweenCourses
    if feed.isWatched || state.told == nil {
      // What cannot be read is told with the status.
      let isMore = (try? state.log.read(&state.window)) ?? false
      if isMore { rest = .zero } else { tellCourse(&state) }
    }
    course.post(after: rest) { [weak self] in self?.readCourse(&$0) }
  }

  private func tellCourse(_ state: inout CourseState) {
    courses.keep(state.log)
    let plots = courses.plots(role: nil)
    guard plots != state.told else { return }
    state.told = plots
    feed.publish("course", PageAnswer(json: plots).body)
  }
}

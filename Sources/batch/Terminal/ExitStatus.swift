import ArgumentParser
import BatchCore
import BatchEngine

/// The exit statuses of `batch`, after sysexits.
enum ExitStatus: Int32 {
  case done = 0
  case someFailed = 1
  case usage = 64
  case badInput = 65
  case missing = 66
  case neverReached = 69
  case internalFault = 70
  case cannotCreate = 73
  case inputOutput = 74
  case tryLater = 75
  case keyRefused = 77
  case badConfiguration = 78
  case interrupted = 130

  var exitCode: ExitCode { ExitCode(rawValue) }

  init(_ failure: StoreFailure) {
    self =
      switch failure {
      case .missing, .unknownArticle, .refusedReview: .missing
      case .notOurs, .newer, .corrupt: .badInput
      case .cannotCreate, .unsuitable: .cannotCreate
      case .busy: .tryLater
      case .full, .inputOutput: .inputOutput
      }
  }

  init(_ refusal: ChangeRefusal) {
    self =
      switch refusal {
      case .store(let failure): ExitStatus(failure)
      case .ending, .starting, .notWriting, .unable: .tryLater
      }
  }

  /// - Parameter failed: failed tasks of the run's roles.
  init(_ ending: RunEnding, failed: Int) {
    self =
      switch ending {
      case .finished: failed > 0 ? .someFailed : .done
      case .limitReached: .done
      case .paused(let pause): ExitStatus(pause.reason)
      case .inBatches: .tryLater
      case .drained, .aborted: .interrupted
      case .neverReached: .neverReached
      case .unsaved: .inputOutput
      case .stuck: .internalFault
      }
  }

  private init(_ reason: Pause.Reason) {
    self =
      switch reason {
      case .badKey: .keyRefused
      case .badRequest, .unknownModel: .badConfiguration
      case .insufficientCredits, .keyLimit, .budgetExceeded, .freeDailyLimit, .guardrail,
        .unreachable, .rateLimited, .overloaded, .modelFails, .budget, .operator:
        .tryLater
      }
  }
}

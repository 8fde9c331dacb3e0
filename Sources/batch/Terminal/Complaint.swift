import ArgumentParser
import BatchCore

/// An error of the command line: one message for standard error, and the exit status.
struct Complaint: Error {
  var message: String
  var status: ExitStatus

  init(_ message: String, _ status: ExitStatus) {
    self.message = message
    self.status = status
  }
}

extension Terminal {
  /// Says what is wrong.
  static func complain(_ message: String) {
    talk(Painted("batch: ", .bad) + Painted(message: message), keepingLines: true)
  }
}

/// Runs a command's work and turns what it throws into one message and an exit status.
func reporting(_ work: () throws -> ExitStatus) throws {
  let status: ExitStatus
  do {
    status = try work()
  } catch is Terminal.NobodyReads {
    status = .done
  } catch let complaint as Complaint {
    Terminal.complain(complaint.message)
    throw complaint.status.exitCode
  } catch let failure as StoreFailure {
    Terminal.complain(failure.sentence)
    throw ExitStatus(failure).exitCode
  } catch let refusal as ChangeRefusal {
    Terminal.complain(refusal.sentence)
    throw ExitStatus(refusal).exitCode
  }
  if status != .done { throw status.exitCode }
}

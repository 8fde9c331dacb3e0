/// What became of every record of an enqueue.
package struct EnqueueReport: Sendable, Equatable {
  /// How it ended.
  package enum Ending: Sendable, Equatable {
    /// Every input was read to its end, or as far as it could be.
    case finished
    /// The user stopped it; what is counted is in the queue.
    case stopped
    /// The queue could not be written; what is counted is in the queue.
    case storeFailed(StoreFailure)
    /// The file for rejected lines could not be written.
    case rejectsFailed(path: String, reason: String)
  }

  package var queued = 0
  package var unchanged = 0
  package var updated = 0
  package var conflicting = 0
  package var rejected = 0
  /// Lines of white space.
  package var blank = 0

  /// Articles without a title, a part of those that were not rejected.
  package var untitled = 0
  /// Records over the limit, a part of `rejected`: their bytes are kept nowhere.
  package var tooLong = 0
  /// Mistakes that were counted but not reported one by one.
  package var hidden = 0
  /// Records of JSON arrays, a part of `read`.
  package var elements = 0
  /// The inputs that held nothing but white space, or an empty array.
  package var empty: [String] = []
  /// The inputs that could not be read to their end, and why.
  package var unread: [EnqueueMistake] = []
  /// An input's device failed.
  package var readFailed = false
  /// Where rejected and conflicting lines were kept; nil if nowhere.
  package var rejects: String?
  package var ending = Ending.finished
  /// The run that was at work on the queue at the end; nil if none was.
  package var run: Int32?

  package init() {}

  /// Every line, or every element of an array, that was looked at.
  package var read: Int { queued + unchanged + updated + conflicting + rejected + blank }

  /// Articles of this input that the queue holds now.
  package var held: Int { queued + unchanged + updated + conflicting }

  /// After sysexits: 0 all is queued; 65 some records were rejected or conflicting, an input was
  /// damaged, or there were no articles at all; 74 reading or writing failed; 130 stopped.
  package var exitStatus: Int32 {
    switch ending {
    case .storeFailed, .rejectsFailed: return 74
    case .finished where readFailed, .stopped where readFailed: return 74
    case .stopped: return 130
    case .finished: break
    }
    let isClean = rejected == 0 && conflicting == 0 && unread.isEmpty && held > 0
    return isClean ? 0 : 65
  }

  package mutating func count(_ result: EnqueueResult) {
    switch result {
    case .queued: queued += 1
    case .unchanged: unchanged += 1
    case .updated: updated += 1
    case .conflicting: conflicting += 1
    }
  }
}

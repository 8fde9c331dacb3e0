/// The place of a request in the work on an image that is described before it is drawn; the
/// description is kept as a long article's first section is.
package struct PictureWork: Sendable, Equatable {
  /// 0: to describe it; 1: to draw what is described.
  let step: Int
  /// nil: to be written.
  let description: String?

  /// Nil where the article itself is drawn.
  ///
  /// - Parameters:
  ///   - model: that is asked.
  ///   - finished: what the queue holds; a description of another text, or of another job, counts
  ///     for nothing.
  ///   - note: a reviewer's, on the picture that was sent back: its scene is described anew.
  ///   - step: of a request that was sent; nil: the next.
  init?(
    job: Job, model: String, revision: Int, finished: [FinishedSection], note: String? = nil,
    step: Int? = nil
  ) {
    guard let describe = job.describe else { return nil }
    let description = Self.description(job: job, revision: revision, finished)
    let isOfNote = Self.isDescribed(job: job, revision: revision, finished, with: note)
    switch step {
    case 0?: (self.step, self.description) = (0, nil)
    case nil where model == describe.model && !isOfNote:
      (self.step, self.description) = (0, nil)
    default:
      guard let description else { return nil }
      (self.step, self.description) = (1, description)
    }
  }

  var isDescribing: Bool { step == 0 }

  var part: WorkPart { isDescribing ? .description : .drawing }

  /// It was described with what the reviewer wants put right.
  static func isDescribed(
    job: Job, revision: Int, _ finished: [FinishedSection], with note: String?
  ) -> Bool {
    description(job: job, revision: revision, finished.filter { $0.note == note }) != nil
  }

  /// What was written for this text by this job; nil: nothing.
  static func description(job: Job, revision: Int, _ finished: [FinishedSection]) -> String? {
    let first = finished.first { $0.step == 0 }
    guard let first, first.job == job.digest, first.revision == revision,
      first.builder == RequestBuilder.version
    else { return nil }
    return (try? JSONReader.document(Array(first.output.utf8)[...]))?.text
  }
}

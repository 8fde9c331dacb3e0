/// What the model is told of a result that its reviewer sent back.
package enum ReviewerNote {
  /// What is made anew.
  package enum Asked {
    case answer
    case section
    case merge
    case description
    case picture

    init(_ work: SectionWork?, _ picture: PictureWork?, output: OutputShape) {
      if picture?.isDescribing == true {
        self = .description
      } else if output == .image {
        self = .picture
      } else if let work {
        self = work.isMerge ? .merge : .section
      } else {
        self = .answer
      }
    }
  }

  /// Never the same as without a note: the response cache could give the answer that was sent back
  /// again.
  package static func text(_ note: String, for asked: Asked) -> String {
    note.isEmpty
      ? "\(sentBack(asked)). \(again(asked)), and better."
      : "\(sentBack(asked)):\n\(note)\n\(again(asked)), and put this right\(limit(asked))."
  }

  private static func sentBack(_ asked: Asked) -> String {
    switch asked {
    case .answer: "A reviewer sent an earlier answer to this back"
    case .section, .merge: "A reviewer sent an earlier answer about the whole article back"
    case .description, .picture: "A reviewer sent an earlier picture for this article back"
    }
  }

  private static func again(_ asked: Asked) -> String {
    switch asked {
    case .answer, .section, .merge: "Answer again, in full"
    case .description: "Describe a picture anew"
    case .picture: "Draw it anew"
    }
  }

  private static func limit(_ asked: Asked) -> String {
    switch asked {
    case .answer, .merge: ""
    case .section:
      """
       where it concerns this section. The note is about the whole article: where it concerns other \
      sections, leave it to them, and do not answer the note itself
      """
    case .description: ", as far as the scene can"
    case .picture: ". Where the note says otherwise than the description, the note counts"
    }
  }
}

import BatchCore

/// What a store was made to prepare ahead of its turns.
struct PreparedAhead {
  var rule: PreparationRule
  var offers: [QueueModel.TurnAnswer.Offer] = []

  /// What a turn was offered, with those between that it took from here, where they are due.
  func completed(
    _ offered: [QueueModel.TurnAnswer.Offer], as expected: [QueueModel.TurnAnswer.Offer]
  ) -> [QueueModel.TurnAnswer.Offer] {
    var rest = offered[...]
    var all: [QueueModel.TurnAnswer.Offer] = []
    for offer in expected {
      if rest.first == offer {
        all.append(rest.removeFirst())
      } else if offers.contains(offer) {
        all.append(offer)
      }
    }
    return all + rest
  }
}

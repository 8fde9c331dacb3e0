import BatchControl
import BatchCore
import Foundation

extension PageAnswer {
  /// What was asked for, or why there is none.
  init(_ document: () throws(StoreFailure) -> some Encodable) {
    do throws(StoreFailure) {
      self.init(json: try document())
    } catch {
      self = .refusal(error)
    }
  }

  init(json document: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let body = try? encoder.encode(document) {
      self.init(body: Array(body))
    } else {
      self = .refusal("This could not be written as JSON.", status: 500)
    }
  }

  static func refusal(_ failure: StoreFailure) -> PageAnswer {
    .refusal(failure.sentence, status: ChangeRefusal.store(failure).status)
  }

  /// What a reader of the page asked for is no question of ours.
  static func mistake(_ sentence: String) -> PageAnswer { .refusal(sentence, status: 400) }
}

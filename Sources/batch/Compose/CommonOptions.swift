import ArgumentParser
import BatchCore
import Foundation

/// Where the queue is.
struct QueueOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The queue's file (default: batch.sqlite, or BATCH_DATABASE).", valueName: "path"))
  var database: String?

  var path: String {
    database ?? ProcessInfo.processInfo.environment["BATCH_DATABASE"].flatMap {
      $0.isEmpty ? nil : $0
    }
      ?? "batch.sqlite"
  }
}

/// Where the jobs are.
struct JobOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of job files (default: jobs, else the stock jobs built in).", valueName: "folder")
  )
  var jobs: String?
}

/// Where the provider is.
struct AddressOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The provider's address (default: https://openrouter.ai/api/v1, or OPENROUTER_BASE_URL).",
      valueName: "url"))
  var baseURL: String?

  func address() throws -> BaseURL {
    let text =
      baseURL ?? ProcessInfo.processInfo.environment["OPENROUTER_BASE_URL"]
      .flatMap { $0.isEmpty ? nil : $0 } ?? "https://openrouter.ai/api/v1"
    do throws(BaseURL.Mistake) {
      return try BaseURL(text)
    } catch {
      throw Complaint(printable(error.sentence), .usage)
    }
  }
}

/// How to reach the provider.
struct ProviderOptions: ParsableArguments {
  @OptionGroup var place: AddressOptions

  @Option(
    help: ArgumentHelp(
      "A file that holds the API key (default: the environment's OPENROUTER_API_KEY).",
      valueName: "file"))
  var apiKeyFile: String?

  func address() throws -> BaseURL { try place.address() }

  func key() throws -> APIKey {
    do throws(APIKey.Mistake) {
      return try readKey()
    } catch {
      throw Complaint(printable(error.sentence), .keyRefused)
    }
  }

  /// A key that may only ask for the balance; nil: none is given, or none that can be one, which is
  /// said.
  func managementKey() -> APIKey? {
    do throws(APIKey.Mistake) {
      return try APIKey(ProcessInfo.processInfo.environment["OPENROUTER_MANAGEMENT_KEY"])
    } catch .missing {
      return nil
    } catch {
      let said = error.sentence.replacing("The API key", with: "It")
      Terminal.talk(
        Painted(
          message: "warning: The account's balance is not asked for: what "
            + "OPENROUTER_MANAGEMENT_KEY holds cannot be a key. \(said)"))
      return nil
    }
  }

  /// For whoever has more to say than what is wrong with the key.
  func readKey() throws(APIKey.Mistake) -> APIKey {
    guard let apiKeyFile else {
      return try APIKey(ProcessInfo.processInfo.environment["OPENROUTER_API_KEY"])
    }
    guard let text = try? String(contentsOfFile: apiKeyFile, encoding: .utf8) else {
      throw .unreadable(apiKeyFile)
    }
    return try APIKey(fileText: text)
  }
}

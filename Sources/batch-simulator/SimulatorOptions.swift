import ArgumentParser
import Foundation
import Simulator

/// The options that shape the simulated provider.
struct SimulatorOptions: ParsableArguments {
  @Option(help: "The port on 127.0.0.1; 0 lets the system choose.")
  var port: UInt16 = 0

  @Option(help: "Milliseconds before an answer: one figure, or a range such as 40-90.")
  var latencyMs = "0"

  @Option(help: "Requests a second before 429; no limit unless given.")
  var rate: Double?

  @Option(help: "Requests that may come at once after a rest.")
  var burst: Double = 1

  @Option(
    help: ArgumentHelp(
      "Tokens a minute, prompts and answers together, before 429; no limit unless given.",
      valueName: "n"))
  var tokensPerMinute: Double?

  @Option(
    help: ArgumentHelp(
      "Tokens that may be used at once after a rest (default: a minute's worth).", valueName: "n"))
  var tokenDepth: Double?

  @Option(
    help: ArgumentHelp(
      "Where a 429 says how long to wait: \(RetryHint.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "place"))
  var hint: String?

  @Option(help: "Seconds a 429 asks for, in place of the true time.")
  var retryAfter: Double?

  @Option(help: "The account's balance in USD; without it the account never runs out.")
  var balance: String?

  @Option(help: "A key to let in; any sk-or- key unless given. May be repeated.")
  var key: [String] = []

  @Option(
    help: ArgumentHelp(
      "A fault and when: NAME=0.03 (share), NAME=first:5, NAME=300-309 (request numbers), NAME@MODEL=..., NAME (always). May be repeated; the first that applies decides.",
      valueName: "fault"))
  var fault: [String] = []

  @Option(help: "Settles which requests a share falls on.")
  var seed: UInt64 = 1

  @Flag(help: "Cut answers longer than max_tokens allows.")
  var honourMaxTokens = false

  @Flag(help: "End stream lines with CR LF.")
  var crlf = false

  @Option(help: "Milliseconds between two pieces of a stream.")
  var streamPauseMs = 0

  @Flag(help: "Print all faults with the scenarios they play, and leave.")
  var listFaults = false

  func settings() throws -> SimulatorSettings {
    var settings = SimulatorSettings()
    settings.port = port
    settings.latency = try latency()
    settings.rateLimit = try limit()
    settings.tokenLimit = try tokenLimit()
    if let balance {
      guard let usd = Decimal(string: balance) else {
        throw ValidationError("--balance wants dollars, such as 1.50, not \(balance)")
      }
      settings.balance = Picodollars(usd: usd)
    }
    settings.validKeys = key.isEmpty ? nil : Set(key)
    settings.faults = try fault.map { try FaultRule(argument: $0) }
    settings.seed = seed
    settings.honoursMaxTokens = honourMaxTokens
    settings.streamsCRLF = crlf
    settings.streamPauseMilliseconds = streamPauseMs
    return settings
  }

  private func latency() throws -> Latency {
    let ends = latencyMs.split(separator: "-").map { Int($0) }
    if ends.count == 1, let one = ends[0] { return .fixed(one) }
    if ends.count == 2, let low = ends[0], let high = ends[1], low <= high {
      return .range(low...high)
    }
    throw ValidationError("--latency-ms wants 50 or 40-90, not \(latencyMs)")
  }

  private func limit() throws -> RateLimit? {
    guard let rate else { return nil }
    guard rate > 0, burst >= 1 else {
      throw ValidationError("--rate must be above 0 and --burst at least 1")
    }
    return RateLimit(rate: rate, burst: burst, hint: try place(), seconds: retryAfter)
  }

  private func tokenLimit() throws -> TokenLimit? {
    guard let tokensPerMinute else {
      guard tokenDepth == nil else {
        throw ValidationError("--token-depth is for --tokens-per-minute, which is missing")
      }
      return nil
    }
    guard tokensPerMinute > 0, tokenDepth ?? 1 >= 1 else {
      throw ValidationError("--tokens-per-minute must be above 0 and --token-depth at least 1")
    }
    return TokenLimit(
      perMinute: tokensPerMinute, depth: tokenDepth, hint: try place(), seconds: retryAfter)
  }

  private func place() throws -> RetryHint {
    guard let hint else { return retryAfter == nil ? .none : .retryAfter }
    guard let place = RetryHint(rawValue: hint) else {
      throw ValidationError("--hint wants one of the places named in the help, not \(hint)")
    }
    return place
  }
}

import ArgumentParser
import Foundation
import Simulator

@main
struct BatchSimulator: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch-simulator",
    abstract: "OpenRouter on loopback: no key, no cost, every failure on demand.",
    discussion: """
      Prints its base URL on the first line of standard output and runs until it is interrupted, \
      then prints a summary as JSON. Any key that begins with sk-or- is let in.

      EXAMPLES
        batch-simulator --port 8080 --latency-ms 50
        batch-simulator --rate 20 --burst 5 --hint retryAfter
        batch-simulator --tokens-per-minute 240000 --token-depth 40000
        batch-simulator --balance 1.00 --fault prose=0.03 --fault empty=0.02 --seed 1
        batch-simulator --fault rateLimited:retryAfter:5=0.1 --fault cut:2000=first:3
        batch-simulator --fault insufficientCredits=300-309
        batch-simulator --list-faults

      WHILE IT RUNS
        curl http://127.0.0.1:8080/simulator/summary
        curl http://127.0.0.1:8080/simulator/ledger
        curl -X POST 'http://127.0.0.1:8080/simulator/topup?usd=5'
        curl -X POST 'http://127.0.0.1:8080/simulator/outage?fault=overloaded'
        curl -X POST http://127.0.0.1:8080/simulator/outage
        curl -d '{"rate":5,"burst":1}' http://127.0.0.1:8080/simulator/rate
        curl -d '{"perMinute":60000}' http://127.0.0.1:8080/simulator/tokens
        curl -d '[{"fault":"prose"}]' http://127.0.0.1:8080/simulator/faults
      """)

  @OptionGroup var options: SimulatorOptions

  func run() throws {
    if options.listFaults {
      for fault in Fault.all { print("\(fault.name)\t\(fault.scenario ?? "-")") }
      return
    }
    let signals = StopSignals()
    let running = try Simulator.launch(options.settings())
    print(running.baseURL)
    // A reader behind a pipe waits for this line.
    fflush(nil)
    signals.wait()
    let summary = running.simulator.summary
    running.stop()
    print(summary.json)
  }
}

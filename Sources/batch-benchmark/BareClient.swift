import CCurl
import Dispatch
import Glibc
import Synchronization

/// libcurl and nothing else: so many connections, each on a thread, sending the same request again
/// and again and throwing the answer away. What no program can be faster than.
struct BareClient {
  var url: String
  var body: [UInt8]
  var connections: Int

  struct Usage {
    var requests: Int
    var seconds: Double
    /// Of this process.
    var processorSeconds: Double
    var perSecond: Double { seconds > 0 ? Double(requests) / seconds : 0 }
  }

  /// Works for so many seconds.
  ///
  /// - Throws: `Child.Failed` if a request failed.
  func work(seconds: Double) throws -> Usage {
    let group = DispatchGroup()
    let tally = Tally()
    let start = ContinuousClock.now
    let before = Self.processorSeconds
    for number in 0..<connections {
      DispatchQueue(label: "batch.benchmark.bare.\(number)").async(group: group) {
        connect(until: start + .seconds(seconds), tally)
      }
    }
    group.wait()
    let failed = tally.failed.load(ordering: .relaxed)
    guard failed == 0 else {
      throw Child.Failed(description: "\(failed) requests of the bare client failed")
    }
    return Usage(
      requests: tally.done.load(ordering: .relaxed),
      seconds: start.duration(to: .now).inSeconds,
      processorSeconds: Self.processorSeconds - before)
  }

  private final class Tally: Sendable {
    let done = Atomic(0)
    let failed = Atomic(0)
  }

  private func connect(until end: ContinuousClock.Instant, _ tally: Tally) {
    guard let easy = curl_easy_init() else { return }
    defer { curl_easy_cleanup(easy) }
    let headers = curl_slist_append(nil, "Content-Type: application/json")
    let whole = curl_slist_append(headers, "Expect:")
    defer { curl_slist_free_all(whole) }
    body.withUnsafeBytes { bytes in
      batch_curl_set_text(easy, CURLOPT_URL, url)
      batch_curl_set_text(easy, CURLOPT_PROXY, "")
      batch_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
      batch_curl_set_list(easy, CURLOPT_HTTPHEADER, whole)
      batch_curl_set_off(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
      batch_curl_set_pointer(easy, CURLOPT_POSTFIELDS, bytes.baseAddress)
      batch_curl_set_write(easy, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
      while ContinuousClock.now < end {
        if curl_easy_perform(easy) == CURLE_OK {
          tally.done.add(1, ordering: .relaxed)
        } else {
          tally.failed.add(1, ordering: .relaxed)
        }
      }
    }
  }

  private static var processorSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_utime.inSeconds + usage.ru_stime.inSeconds
  }
}

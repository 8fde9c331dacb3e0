import Confinement
import Dispatch
import Testing

struct ConfinedTests {
  @Test func `work posted from many threads runs one at a time and none is lost`() {
    let counter = Confined("test", 0)
    let total = Rest<Int>()
    DispatchQueue.concurrentPerform(iterations: 1000) { _ in
      counter.post { $0 += 1 }
    }
    counter.post { total.wake($0) }
    #expect(total.wait() == 1000)
  }

  @Test func `work runs in the order it was posted`() {
    let list = Confined("test", [Int]())
    let seen = Rest<[Int]>()
    for number in 0..<100 { list.post { $0.append(number) } }
    list.post { seen.wake($0) }
    #expect(seen.wait() == Array(0..<100))
  }

  @Test func `delayed work runs after work that was due before it`() {
    let list = Confined("test", [String]())
    let seen = Rest<[String]>()
    list.post(after: .milliseconds(30)) {
      $0.append("later")
      seen.wake($0)
    }
    list.post { $0.append("now") }
    #expect(seen.wait() == ["now", "later"])
  }
}

struct RestTests {
  @Test func `a worker that rests gets what it is handed, in order`() {
    let rest = Rest<Int>()
    rest.wake(1)
    rest.wake(2)
    #expect(rest.wait() == 1)
    #expect(rest.wait() == 2)
  }

  @Test func `a wake from another thread ends the rest`() {
    let rest = Rest<String>()
    DispatchQueue(label: "other").async { rest.wake("go") }
    #expect(rest.wait() == "go")
  }
}

struct LongWaitTests {
  @Test func `a wait of thousands of years is no trap`() {
    let seen = Rest<Int>()
    let list = Confined("test", 0)
    list.post(after: .seconds(Int64.max / 2)) { $0 += 1 }
    list.post(after: .seconds(-5)) { seen.wake($0) }
    #expect(seen.wait() == 0)
  }
}

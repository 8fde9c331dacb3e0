import Simulator
import Testing

struct FaultNameTests {
  @Test(arguments: Fault.all)
  func `a name leads back to its fault`(fault: Fault) {
    #expect(Fault(name: fault.name) == fault)
  }

  @Test func `names are different`() {
    #expect(Set(Fault.all.map(\.name)).count == Fault.all.count)
  }

  @Test(arguments: [
    ("slow:250", Fault.slow(milliseconds: 250)),
    ("rateLimited:resetHeader:7", .rateLimited(.resetHeader, seconds: 7)),
    ("rateLimited:none", .rateLimited(.none, seconds: 1)),
    ("rateLimited:retryAfterFraction:1.5", .rateLimited(.retryAfterFraction, seconds: 1.5)),
    ("badGateway:object", .badGateway(.object)), ("overloaded", .overloaded(retryAfter: nil)),
    ("overloaded:3", .overloaded(retryAfter: 3)), ("cloudflare:403", .cloudflare(status: 403)),
  ])
  func `arguments follow the name`(name: String, fault: Fault) {
    #expect(Fault(name: name) == fault)
  }

  @Test(arguments: ["", "nonsense", "slow:x", "prose:1", "rateLimited:soon", "slow:1:2", "slow:-1"])
  func `what names no fault is refused`(name: String) {
    #expect(Fault(name: name) == nil)
  }
}

import StoreContract
import Testing

@Suite struct ContractTests {
  @Test(arguments: StoreContract.all)
  func `the store keeps the contract`(_ check: StoreContract) throws {
    let scratch = try Scratch()
    try check.run(try scratch.queue())
  }
}

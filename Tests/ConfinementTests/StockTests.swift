import Confinement
import Dispatch
import Testing

struct StockTests {
  @Test func `what has lain longest is taken first, and nothing from a closed one`() {
    let stock = Stock<Int>()
    #expect(stock.take() == nil)
    stock.open(adding: [1, 2], closings: 0)
    #expect(stock.take() == 1)
    stock.close()
    #expect(stock.take() == nil)
    stock.open(adding: [3], closings: 1)
    #expect([stock.take(), stock.take(), stock.take()] == [2, 3, nil])
  }

  @Test func `who does not know of a closing yet opens nothing, and loses nothing`() {
    let stock = Stock<Int>()
    stock.close()
    stock.open(adding: [1], closings: 0)
    #expect(stock.take() == nil)
    stock.open(adding: [], closings: 1)
    #expect(stock.take() == 1)
  }

  @Test func `what is taken back is there no more, and it is closed`() {
    let stock = Stock<Int>()
    stock.open(adding: [1, 2], closings: 0)
    #expect(stock.takeBack() == [1, 2])
    #expect(stock.takeBack() == [])
    stock.close()
    stock.open(adding: [3], closings: 0)
    #expect(stock.takeBack() == [3], "it was closed, and holds it all the same")
  }

  @Test func `each value is taken once, by whatever thread`() {
    let stock = Stock<Int>()
    stock.open(adding: Array(0..<1000), closings: 0)
    let taken = Confined("test", [Int]())
    let all = Rest<[Int]>()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      while let value = stock.take() { taken.post { $0.append(value) } }
    }
    taken.post { all.wake($0) }
    #expect(all.wait().sorted() == Array(0..<1000))
  }
}

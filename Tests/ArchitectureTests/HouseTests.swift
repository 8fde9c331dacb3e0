import Testing

/// What the house promises of itself, held by machine.
struct HouseTests {
  /// The targets of the package, those of the tests too, as an import names them.
  private static func ours() throws -> Set<String> {
    let manifest = try SourceTree.text(of: "Package.swift")
    let named = /\.(?:\w*[tT]arget|systemLibrary)\(\s*name: "([^"]+)"/
    return Set(manifest.matches(of: named).map { String($0.1).replacing("-", with: "_") })
  }

  /// A star: each adapter knows the core, none another adapter; only `batch` and what it shares
  /// with the benchmark name more.
  private static let allowed: [String: Set<String>] = [
    "BatchCore": [], "Confinement": [], "Loopback": [], "Simulator": ["Loopback"],
    "BatchEngine": ["BatchCore", "Confinement"], "BatchCurl": ["BatchCore", "CCurl"],
    "BatchZlib": ["BatchCore", "CZlib"], "BatchSQLite": ["BatchCore", "CSQLite"],
    "BatchControl": ["BatchCore", "Confinement", "Loopback"],
    "BatchMarkdown": ["BatchCore", "CCmark"],
    "batch-simulator": ["Simulator"], "CCurl": ["CLibcurl"], "CSQLite": [],
    "BatchAssembly": ["BatchCore", "BatchEngine", "BatchCurl", "BatchSQLite"],
    "batch-benchmark": ["BatchAssembly", "BatchCore", "BatchEngine", "CCurl", "Simulator"],
    "batch": [
      "BatchAssembly",
      "BatchCore", "Confinement", "BatchEngine", "BatchCurl", "BatchZlib", "BatchSQLite",
      "BatchControl", "BatchMarkdown", "Simulator",
    ],
  ]

  /// Libraries with effects stay in the one target that adapts them.
  private static let homes: [String: Set<String>] = [
    "GRDB": ["BatchSQLite"], "GRDBSQLite": ["BatchSQLite"],
    "FlyingFox": ["Simulator", "BatchControl", "Loopback"],
    "FlyingSocks": ["Simulator", "BatchControl", "Loopback"],
    "ArgumentParser": ["batch", "batch-simulator", "batch-benchmark"], "Yams": ["BatchCore"],
    "Mustache": ["BatchCore"],
    "Crypto": ["BatchCore", "Simulator"],
  ]

  @Test func `the targets form a star`() throws {
    let ours = try Self.ours()
    let ruled = Set(Self.allowed.keys).union(Self.allowed.values.joined())
    #expect(ours.isSuperset(of: ruled.map { $0.replacing("-", with: "_") }), "\(ours)")
    for file in try SourceTree.swiftFiles(below: "Sources") {
      let allowed = try #require(Self.allowed[file.target], "\(file.path): a target without a rule")
      for name in file.imports where ours.contains(name) {
        #expect(allowed.contains(name), "\(file.path) imports \(name)")
      }
      for name in file.imports {
        guard let homes = Self.homes[name] else { continue }
        #expect(homes.contains(file.target), "\(file.path) imports \(name)")
      }
    }
  }

  @Test func `the core has no effects`() throws {
    let effects = [
      "import Glibc", "import Dispatch", "FileManager", "FileHandle", "ProcessInfo", "Date()",
      "Date.now",
      "ContinuousClock", ".random(", "print(", "getenv",
    ]
    for file in try SourceTree.swiftFiles(below: "Sources/BatchCore") {
      for effect in effects {
        #expect(!file.text.contains(effect), "\(file.path) holds \(effect)")
      }
    }
  }

  @Test func `no file is longer than 400 lines`() throws {
    for file in try SourceTree.swiftFiles(below: "Sources") + SourceTree.swiftFiles(below: "Tests")
    {
      #expect(file.lines.count <= 401, "\(file.path): \(file.lines.count)")
    }
  }

  @Test func `sources hold no escape hatch`() throws {
    let hatches = [
      "@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency", "try!", "as!",
      "fatalError(", "unsafeBitCast", "DispatchQueue.global", "// MARK:",
    ]
    for file in try SourceTree.swiftFiles(below: "Sources") {
      for hatch in hatches { #expect(!file.text.contains(hatch), "\(file.path) holds \(hatch)") }
    }
  }

  @Test func `only the two servers are asynchronous`() throws {
    for file in try SourceTree.swiftFiles(below: "Sources")
    where !["Simulator", "BatchControl", "Loopback"].contains(file.target) {
      let isAsync = file.lines.contains {
        let code = $0.prefix { $0 != "/" }
        return code.contains(" async ") || code.contains("await ") || code.contains("Task {")
      }
      #expect(!isAsync, "\(file.path)")
    }
  }

  @Test func `no type has a name that says nothing, and none is called Task`() throws {
    let vague = ["Manager", "Helper", "Util", "Service", "Handler", "Info"]
    for file in try SourceTree.swiftFiles(below: "Sources") {
      for line in file.lines
      where line.contains("struct ") || line.contains("class ") || line.contains("enum ")
        || line.contains("protocol ") || line.contains("typealias ")
      {
        guard
          let match = line.firstMatch(
            of: /\b(?:struct|class|enum|protocol|actor|typealias) ([A-Za-z]+)/),
          !line.drop(while: { $0 == " " }).hasPrefix("//")
        else { continue }
        let name = String(match.1)
        #expect(name != "Task" && name != "Data", "\(file.path): \(name)")
        #expect(!vague.contains { name.hasSuffix($0) }, "\(file.path): \(name)")
      }
    }
  }
}

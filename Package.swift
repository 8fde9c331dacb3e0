// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "batch",
  products: [
    .executable(name: "batch", targets: ["batch"]),
    .executable(name: "batch-simulator", targets: ["batch-simulator"]),
    .executable(name: "batch-benchmark", targets: ["batch-benchmark"]),
    .library(name: "StorageFaults", type: .dynamic, targets: ["StorageFaults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(name: "CCurl", dependencies: ["CLibcurl"]),
    .target(name: "CSQLite"),
    .target(
      name: "BatchCore",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "Confinement"),
    .target(
      name: "BatchEngine",
      dependencies: ["BatchCore", "Confinement"]),
    .target(name: "BatchCurl", dependencies: ["BatchCore", "CCurl"]),
    .target(name: "BatchZlib", dependencies: ["BatchCore", "CZlib"]),
    .target(name: "BatchMarkdown", dependencies: ["BatchCore", "CCmark"]),
    .target(
      name: "Loopback",
      dependencies: [
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .target(
      name: "BatchSQLite",
      dependencies: [
        "BatchCore", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "BatchControl",
      dependencies: [
        "BatchCore", "Confinement", "Loopback",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .target(
      name: "Simulator",
      dependencies: [
        "Loopback",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .executableTarget(
      name: "batch",
      dependencies: [
        "BatchAssembly", "BatchCore", "BatchEngine", "BatchCurl", "BatchZlib", "BatchMarkdown",
        "BatchSQLite", "BatchControl", "Confinement", "Simulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Jobs"), .embedInCode("Demo"), .embedInCode("Page")]),
    .target(
      name: "BatchAssembly",
      dependencies: ["BatchCore", "BatchEngine", "BatchCurl", "BatchSQLite"]),
    .executableTarget(
      name: "batch-benchmark",
      dependencies: [
        "BatchAssembly", "BatchCore", "BatchEngine", "CCurl", "Simulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "batch-simulator",
      dependencies: [
        "Simulator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(name: "StorageFaults", path: "Tests/StorageFaults"),
    .target(
      name: "StoreContract", dependencies: ["BatchCore", "TestSupport"],
      path: "Tests/StoreContract"),
    .testTarget(
      name: "BatchCoreTests",
      dependencies: ["BatchCore", "TestSupport", .product(name: "Yams", package: "Yams")]),
    .testTarget(name: "ConfinementTests", dependencies: ["Confinement"]),
    .testTarget(
      name: "BatchEngineTests",
      dependencies: [
        "BatchCore", "BatchEngine", "BatchCurl", "BatchSQLite", "BatchZlib", "Confinement",
        "Simulator", "TestSupport",
      ]),
    .testTarget(name: "BatchCurlTests", dependencies: ["BatchCore", "BatchCurl", "TestSupport"]),
    .testTarget(
      name: "BatchMarkdownTests", dependencies: ["BatchCore", "BatchMarkdown", "TestSupport"]),
    .testTarget(
      name: "BatchSQLiteTests",
      dependencies: ["BatchCore", "BatchSQLite", "StoreContract", "TestSupport"]),
    .testTarget(
      name: "BatchControlTests",
      dependencies: [
        "BatchCore", "BatchControl", "BatchCurl", "Confinement", "Simulator", "TestSupport",
      ]),
    .testTarget(
      name: "SimulatorTests", dependencies: ["Simulator", "batch-simulator", "TestSupport"]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "batch", "batch-simulator", "BatchCore", "BatchSQLite", "Simulator", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

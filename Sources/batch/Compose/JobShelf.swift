import BatchCore
import Foundation

/// Finds job files: the user's folder first, then the stock jobs that the binary carries.
struct JobShelf {
  /// As the user named it; `jobs` by default, which need not exist.
  let folder: String
  private let isNamed: Bool

  init(_ options: JobOptions) {
    folder = options.jobs ?? "jobs"
    isNamed = options.jobs != nil
  }

  /// The stock jobs' texts by role.
  private static let stock = [
    "deep": PackageResources.deep_yaml, "image": PackageResources.image_yaml,
    "rewrite": PackageResources.rewrite_yaml, "standard": PackageResources.standard_yaml,
  ]

  /// One of the jobs that the binary carries.
  static func stockJob(_ role: String) throws -> Job {
    guard let bytes = stock[role] else {
      throw Complaint("the binary carries no job \(role)", .internalFault)
    }
    return try read(name: "stock job \(role)", text: String(decoding: bytes, as: UTF8.self))
  }

  /// Every role that has a job file, in alphabetical order.
  var roles: [String] { Set(own).union(Self.stock.keys).sorted() }

  /// The roles of the user's own folder; where it has none, those that the binary carries.
  var usedRoles: [String] { own.isEmpty ? Self.stock.keys.sorted() : own.sorted() }

  private var own: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
  }

  /// The models of these roles' ladders, as far as their job files can be read.
  func models(of roles: [String]) -> [String] {
    Set(roles).flatMap { role -> [String] in
      guard let file = try? text(for: role) else { return [] }
      return (try? JobFile.read(file.text, file: file.name))?.job.ladder ?? []
    }
  }

  /// Reads and checks one role's job file; prints its warnings.
  func job(for role: String) throws -> Job {
    let file = try text(for: role)
    return try Self.read(name: file.name, text: file.text)
  }

  /// The same with one model instead of its ladder, if one is named.
  func job(for role: String, only model: String?) throws -> Job {
    let job = try job(for: role)
    guard let model else { return job }
    guard let changed = job.asking(only: model) else {
      throw Complaint(
        "\(model) is the model that describes what \(role) draws (`describe.model` in its job file); "
          + "--model takes the model that draws.", .usage)
    }
    return changed
  }

  private static func read(name: String, text: String) throws -> Job {
    do throws(JobFileMistakes) {
      let read = try JobFile.read(text, file: name)
      for warning in read.warnings {
        Terminal.talk(Painted(message: "\(name):\(warning.line): warning: \(warning.sentence)"))
      }
      return read.job
    } catch {
      let lines = error.lines.map { printable($0) }.joined(separator: "\n")
      throw Complaint("the job file cannot be used\n\(lines)", .badConfiguration)
    }
  }

  /// One role's job file as it stands, and what the user knows it as.
  func text(for role: String) throws -> (name: String, text: String) {
    let path = "\(folder)/\(role).yaml"
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue {
        throw Complaint(
          "\(printable(path)) is a folder, not a job file. A job is one YAML file named after its role.",
          .badConfiguration)
      }
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw Complaint("\(printable(path)) cannot be read.", .badConfiguration)
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Complaint("\(printable(path)) is not UTF-8 text.", .badConfiguration)
      }
      return (path, text)
    }
    if isNamed, !FileManager.default.fileExists(atPath: folder) {
      throw Complaint("There is no folder \(printable(folder)) (--jobs).", .badConfiguration)
    }
    guard let bytes = Self.stock[role] else { throw unknown(role) }
    return ("stock job \(role)", String(decoding: bytes, as: UTF8.self))
  }

  private func unknown(_ role: String) -> Complaint {
    let near = nearest(role, in: roles).map { " Did you mean \($0)?" } ?? ""
    return Complaint(
      "There is no job file for the role \(printable(role)): \(printable(folder))/\(printable(role)).yaml "
        + "does not exist.\(near) Roles here: \(roles.map { printable($0) }.joined(separator: ", ")).",
      .badConfiguration)
  }
}

/// A job file, read: the job, and what its owner may want to know.
package struct JobFile: Sendable, Equatable {
  package var job: Job
  /// Nothing that stops a run, such as a model that will cost more than it seems to.
  package var warnings: [JobFileMistake]

  /// Reads and checks the text of a job file; finds all its mistakes at once.
  ///
  /// `file` is how the user knows it; where it ends in `.yaml` or `.yml`, the job's role must be
  /// its name.
  package static func read(_ text: String, file: String) throws(JobFileMistakes) -> JobFile {
    let root: YAMLTree
    do {
      root = try YAMLTree(text)
    } catch {
      throw JobFileMistakes(file: file, all: [error])
    }
    var reader = JobFileReader(source: text, expectedRole: roleName(of: file))
    let job = reader.job(from: root.node)
    guard let job, reader.mistakes.isEmpty else {
      throw JobFileMistakes(file: file, all: reader.mistakes)
    }
    return JobFile(job: job, warnings: reader.warnings)
  }

  private static func roleName(of file: String) -> String? {
    let name = file.split(separator: "/").last ?? ""
    for suffix in [".yaml", ".yml"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return nil
  }
}

import Foundation

/// SQLite's own shell, where it is installed: a second opinion on what is in the file.
let hasSQLite = FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")

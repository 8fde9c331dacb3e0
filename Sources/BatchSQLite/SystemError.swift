import Foundation

/// The system's words for an error number.
enum SystemError {
  static func text(_ code: Int32) -> String {
    // strerror is not safe on several threads; the bridged one is.
    NSError(domain: NSPOSIXErrorDomain, code: Int(code)).localizedDescription
  }
}

import Foundation
import Glibc

/// nginx on loopback with a configuration of its own: the same answer to every request.
final class NginxServer {
  let baseURL: String
  private let scratch: Scratch
  private let child: Child

  /// - Parameter answer: the body of every answer.
  init(answer: [UInt8]) throws {
    let nginx = try Tool.nginx.path()
    scratch = try Scratch()
    try Data(answer).write(to: URL(fileURLWithPath: scratch.file("answer.json")))
    let port = try FreePort.find()
    baseURL = "http://127.0.0.1:\(port)/api/v1"
    try scratch.write(Self.configuration(scratch, port: port), to: "nginx.conf")
    child = try Child(
      nginx, ["-c", scratch.file("nginx.conf"), "-e", scratch.file("error.log")], in: scratch.path)
    try FreePort.wait(for: port)
  }

  deinit {
    kill(child.pid, SIGQUIT)
    _ = child.wait()
  }

  /// A POST of a file is refused with 405, which becomes the file with a 200.
  private static func configuration(_ scratch: Scratch, port: UInt16) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(scratch.file($0));"
    }.joined(separator: " ")
    return """
      daemon off; master_process off; worker_processes 1;
      pid \(scratch.file("nginx.pid")); error_log \(scratch.file("error.log")) crit;
      events { worker_connections 1024; }
      http {
        access_log off; keepalive_requests 1000000000; client_body_buffer_size 256k;
        client_max_body_size 64m; default_type application/json; \(temporary)
        server {
          listen 127.0.0.1:\(port);
          location / { return 404; }
          location = /api/v1/chat/completions {
            alias \(scratch.file("answer.json")); error_page 405 =200 /answer.json;
          }
          location = /answer.json { alias \(scratch.file("answer.json")); }
        }
      }
      """
  }
}

/// Ports on loopback.
enum FreePort {
  /// One that nobody listens at.
  static func find() throws -> UInt16 {
    let listener = try Listener(port: 0)
    defer { listener.close() }
    return listener.port
  }

  /// Waits until somebody listens there, at most five seconds.
  static func wait(for port: UInt16) throws {
    let end = ContinuousClock.now + .seconds(5)
    while !Listener.isReached(port) {
      guard ContinuousClock.now < end else {
        throw Child.Failed(description: "nobody listens at port \(port)")
      }
      var span = timespec(tv_sec: 0, tv_nsec: 5_000_000)
      nanosleep(&span, nil)
    }
  }
}

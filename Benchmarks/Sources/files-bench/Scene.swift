import Foundation
import MeasuredPrograms

/// A folder for one run, with certificates, keys and what is served.
final class Scene {
    let settings: Settings
    let folder: String

    init(_ settings: Settings) throws {
        self.settings = settings
        folder = "\(settings.folder)/files-bench-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try makeFolder("served")
        for arguments in [
            ["init", "--dir", path("pki")], ["issue", "server", "localhost", "127.0.0.1", "--dir", path("pki")],
            ["issue", "client", "alice", "--dir", path("pki")],
        ] {
            _ = try Program([settings.waxbill, "ca"] + arguments, log: path("ca.log")).ending(beside: nil)
        }
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    var authority: String { path("pki/ca.pem") }
    func certificate(_ name: String) -> String { path("pki/issued/\(name)/cert.pem") }
    func key(_ name: String) -> String { path("pki/issued/\(name)/key.pem") }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    func removeFile(_ name: String) { try? FileManager.default.removeItem(atPath: path(name)) }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Makes a file of bytes that do not repeat.
    func writeFile(_ name: String, mebibytes: Int) throws {
        guard let output = fopen(path(name), "w"), let random = fopen("/dev/urandom", "r") else {
            throw BenchFailure("cannot write \(path(name))")
        }
        defer {
            fclose(output)
            fclose(random)
        }
        var block = [UInt64](repeating: 0, count: 1 << 17)
        fread(&block, 8, block.count, random)
        for number in 0..<UInt64(mebibytes) {
            for index in stride(from: 0, to: block.count, by: 64) { block[index] = number }
            guard fwrite(&block, 8, block.count, output) == block.count else {
                throw BenchFailure("\(path(name)) cannot be written whole")
            }
        }
    }

    /// Makes a folder of small files.
    func writeFiles(_ name: String, count: Int, size: Int) throws {
        try makeFolder(name)
        var random = SystemRandomNumberGenerator()
        for number in 0..<count {
            let words = (0..<size / 8).map { _ in random.next() }
            let data = words.withUnsafeBytes { Data($0) }
            try data.write(to: URL(fileURLWithPath: path("\(name)/file-\(number)")))
        }
    }

    /// Whether two files or folders are the same.
    func expectSame(_ first: String, _ second: String) throws {
        _ = try Program(["diff", "-rq", "--exclude=.waxbill", path(first), path(second)], log: path("diff.log"))
            .ending(beside: nil)
    }

    /// A port that nobody listens on now.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) != 0 || getsockname(descriptor, $0, &length) != 0
            }
        }
        guard !failure else { throw BenchFailure("there is no free port") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }

    /// Waits until somebody listens.
    static func waitForListener(_ port: Int, _ program: Program) throws {
        for _ in 0..<500 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if connected == 0 { return }
            usleep(10_000)
        }
        throw BenchFailure("\(program.command) does not listen:\n\(program.output)")
    }
}

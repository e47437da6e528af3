import Foundation

extension ChildProcess {
    /// Waits until the program listens on a TCP port, for programs that say neither where nor when: the system has to be
    /// asked, more than once.
    /// - Parameter tables: the system's tables to look at; only the first for a program that takes a port of its own for
    ///   IPv6.
    /// - Parameter polls: how often the system is asked at the most.
    func listeningPort(_ tables: [String] = ["tcp", "tcp6"], polls: Int = .max) async throws -> Int {
        var left = polls
        while !transcript.hasEnded, left > 0 {
            if let port = Self.listeningPort(of: identifier, tables) { return port }
            try await Task.sleep(for: .milliseconds(5))
            left -= 1
        }
        throw InteropFailure("it does not listen", command, transcript)
    }

    /// The port of the process's listening socket, by the number of its inode (proc(5)).
    private static func listeningPort(of process: Int32, _ tables: [String]) -> Int? {
        // What it may have inherited from us is not its own.
        let inodes = sockets(of: "\(process)").subtracting(sockets(of: "self"))
        for table in tables {
            guard let text = try? String(contentsOfFile: "/proc/\(process)/net/\(table)", encoding: .utf8) else {
                continue
            }
            for line in text.split(separator: "\n").dropFirst() {
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[3] == "0A", inodes.contains(fields[9]) else { continue }
                return fields[1].split(separator: ":").last.flatMap { Int($0, radix: 16) }
            }
        }
        return nil
    }
    /// The inodes of a process's sockets.
    private static func sockets(of process: String) -> Set<Substring> {
        let folder = "/proc/\(process)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let targets = names.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
        return Set(targets.filter { $0.hasPrefix("socket:[") }.map { $0.dropFirst(8).dropLast() })
    }
}

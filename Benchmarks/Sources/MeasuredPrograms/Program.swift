import Foundation

/// A program that runs, and what it costs.
///
/// Processor time and memory come from /proc, and count the program's children with it: ssh is scp's, sshd and nginx have
/// a process for each connection or core.
package final class Program {
    package let identifier: Int32
    package let command: String
    private let log: String
    /// The greatest resident sets seen, in bytes, by process.
    private var residentPeaks: [Int32: Int] = [:]

    /// - Parameter log: the file that gets what it writes.
    package init(_ arguments: [String], log: String) throws {
        command = arguments.joined(separator: " ")
        self.log = log
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The threads of tasks block signals, which programs would inherit: pgbench could not measure time.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var identifier: pid_t = 0
        let failure = posix_spawnp(&identifier, arguments[0], &actions, &attributes, &pointers, environ)
        guard failure == 0 else { throw BenchFailure("cannot start \(command): \(String(cString: strerror(failure)))") }
        self.identifier = identifier
    }

    /// What it has written.
    package var output: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// The greatest resident set of one of its processes, in bytes.
    package var residentPeak: Int { residentPeaks.values.max() ?? 0 }

    /// Looks at its memory; what a process had at its peak can be seen until it ends.
    package func sampleMemory() {
        for process in Self.tree(identifier) {
            guard let peak = Self.residentPeak(of: process) else { continue }
            residentPeaks[process] = max(peak, residentPeaks[process] ?? 0)
        }
    }

    /// The processor time of its processes, and of those of them that have ended, in seconds.
    package var processorTime: Double { Self.tree(identifier).map(Self.processorTime).reduce(0, +) }

    /// Waits until it has no child process: what those have used is known then.
    package func waitForChildren() throws {
        for _ in 0..<500 where Self.children(of: identifier).count > 0 { usleep(10_000) }
    }

    /// Waits until it has written `text`.
    package func wait(for text: String, seconds: Int = 10) throws -> String {
        for _ in 0..<seconds * 100 {
            let output = output
            if let range = output.range(of: text), let end = output[range.upperBound...].firstIndex(of: "\n") {
                return String(output[range.upperBound..<end])
            }
            usleep(10_000)
        }
        throw BenchFailure("\(command) does not say \"\(text)\":\n\(output)")
    }

    /// Waits for its end, looking at its memory and at that of `server` meanwhile.
    /// - Returns: its processor time and that of its children, in seconds.
    package func ending(beside server: Program?) throws -> Double {
        var status: Int32 = 0
        var usage = rusage()
        while true {
            sampleMemory()
            server?.sampleMemory()
            let ended = wait4(identifier, &status, WNOHANG, &usage)
            guard ended == 0 else { break }
            usleep(5_000)
        }
        guard status == 0 else { throw BenchFailure("\(command) failed (\(status)):\n\(output)") }
        return usage.seconds
    }

    /// Ends it.
    package func stop(with signal: Int32 = SIGTERM) {
        kill(identifier, signal)
        for _ in 0..<500 {
            if waitpid(identifier, nil, WNOHANG) != 0 { return }
            usleep(10_000)
        }
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
    }

    private static func tree(_ root: Int32) -> [Int32] { [root] + children(of: root).flatMap(tree) }

    private static func children(of process: Int32) -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.flatMap { thread in
            let text = try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .ascii)
            return (text ?? "").split(separator: " ").compactMap { Int32($0) }
        }
    }

    private static func residentPeak(of process: Int32) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return kibibytes * 1024
    }

    private static func processorTime(of process: Int32) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return 0 }
        // proc(5): utime, stime, cutime and cstime are fields 14 to 17; the first after the name is the third.
        let fields = text[name...].split(separator: " ").dropFirst()
        return fields.dropFirst(11).prefix(4).compactMap { Double($0) }.reduce(0, +)
            / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}

extension rusage {
    /// User and system time.
    package var seconds: Double {
        Double(ru_utime.tv_sec + ru_stime.tv_sec) + Double(ru_utime.tv_usec + ru_stime.tv_usec) / 1e6
    }
}

/// Why a measurement cannot go on.
package struct BenchFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

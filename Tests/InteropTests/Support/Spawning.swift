import Foundation

/// Starts programs with posix_spawn(3). Foundation's `Process` reads beyond the entries of /proc/self/fd each time that it
/// starts one, which ends the tests where the memory behind them is not there.
enum Spawning {
    /// What a new program gets.
    struct Request {
        let path: String
        let arguments: [String]
        let environment: [String: String]
        let directory: String?
        /// Standard input, output and error.
        let descriptors: [Int32]
    }

    /// - Returns: the program's identifier.
    /// - Throws: `POSIXError`.
    static func start(_ request: Request) throws -> Int32 {
        keepDescriptors()
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (number, descriptor) in request.descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        // What the tests ignore or block, a program need not.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var identifier: pid_t = 0
        let variables = request.environment.map { "\($0)=\($1)" }
        var command = [request.path] + request.arguments
        if let directory = request.directory {
            command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory] + command
        }
        let failure = withCStrings(command) { arguments in
            withCStrings(variables) { variables in
                posix_spawn(&identifier, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
        return identifier
    }

    /// Lets no program inherit the sockets that the tests listen on themselves.
    private static func keepDescriptors() {
        for descriptor in 3..<Int32(1024) {
            let flags = fcntl(descriptor, F_GETFD)
            if flags >= 0, flags & FD_CLOEXEC == 0 { _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) }
        }
    }

    /// Waits for a program's end.
    /// - Returns: its status, or the number of the signal that ended it.
    static func end(of identifier: Int32) -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        // The low seven bits are the signal, the byte above them the status (wait(2)).
        return status & 0x7f == 0 ? status >> 8 & 0xff : status & 0x7f
    }

    /// An array of C strings with nil at its end.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers)
    }
}

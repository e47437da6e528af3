import Foundation

/// The program `openssl`, for what Waxbill does not write itself.
enum OpenSSLProgram {
    /// Runs it with `input` on its standard input.
    /// - Returns: its standard output.
    /// - Throws: ``CommandFailure`` where it is not installed or fails.
    static func run(_ arguments: [String], input: [UInt8]) throws -> [UInt8] {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard
            let path = folders.lazy.map({ "\($0)/openssl" }).first(where: {
                FileManager.default.isExecutableFile(atPath: $0)
            })
        else {
            throw CommandFailure(
                .unavailable, "the program openssl is needed for PKCS#12, and is not there", advice: "install openssl")
        }
        let process = Process()
        let (standardInput, output, errors) = (Foundation.Pipe(), Foundation.Pipe(), Foundation.Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
        } catch {
            throw CommandFailure(.osError, "openssl cannot be started: \(error.localizedDescription)")
        }
        // A few certificates fit into a pipe.
        try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try? standardInput.fileHandleForWriting.close()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let words = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, !bytes.isEmpty else {
            throw CommandFailure(.dataError, "openssl failed: \(escaped([UInt8](words), limit: 300))")
        }
        return [UInt8](bytes)
    }
}

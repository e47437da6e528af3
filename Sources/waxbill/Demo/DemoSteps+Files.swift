import WaxbillFiles

extension DemoStep {
    static let resumedFile = DemoStep(
        name: "resumed-file", claim: "A file cut off on its way is resumed, and verified"
    ) { scene in
        let files = try DemoFiles(scene)
        defer { files.remove() }
        let cut = DemoFiles.size / 5 * 3
        let failure = try await files.withRelay(FilesRelay(.cut(after: cut))) { endpoint in
            try await refusal(of: { try await files.fetch(from: endpoint) })
        }
        guard case .connectionFailed = failure else {
            throw DemoMismatch("it was not cut off: \(failure.code)")
        }
        try expect(!files.isReceived, "half a file got the final name")
        let received = try await files.withServer { try await files.fetch(from: $0) }
        try expect(files.isSame, "what was received is not what is served")
        try expect(received.resumedFrom > 0, "it began again")
        try expect(
            received.resumedFrom + received.bytesReceived == UInt64(DemoFiles.size),
            "what was there was fetched again: \(received.resumedFrom) and \(received.bytesReceived) bytes")
        let (there, came) = (received.resumedFrom >> 20, received.bytesReceived >> 20)
        return "64 MiB, cut at 60 %; \(there) MiB were there, \(came) MiB came; signed by \(escaped(received.signer))"
    }

    static let tamperedBlock = DemoStep(
        name: "tampered-block", claim: "A block that somebody with the server's key changed is refused"
    ) { scene in
        let files = try DemoFiles(scene)
        defer { files.remove() }
        let relay = try files.tamperingRelay()
        let failure = try await files.withRelay(relay) { endpoint in
            try await refusal(of: { try await files.fetch(from: endpoint) })
        }
        guard case .contentRefused(.wrongBlock(let number, let first, let last)) = failure else {
            throw DemoMismatch("it was not refused for a wrong block: \(failure.code)")
        }
        try expect(!files.isReceived, "a wrong file got the final name")
        let received = try await files.withServer { try await files.fetch(from: $0) }
        try expect(files.isSame, "what was received is not what is served")
        return "block \(number), bytes \(first) to \(last); fetched again from the server, "
            + "\(received.bytesReceived >> 20) MiB more"
    }
}

/// How `body` fails.
/// - Throws: ``DemoMismatch`` where it does not.
private func refusal(of body: @Sendable () async throws -> ReceivedFile) async throws -> FilesClientError {
    do {
        _ = try await body()
    } catch let error as FilesClientError {
        return error
    }
    throw DemoMismatch("it was accepted")
}

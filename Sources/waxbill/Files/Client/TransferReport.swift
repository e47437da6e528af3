import WaxbillFiles

/// What `--json` writes about a file.
struct TransferReport: Encodable, Sendable {
    struct Failure: Encodable, Sendable {
        let code: String
        let message: String
    }

    var path: String?
    var file: String?
    var size: UInt64?
    var verified = false
    var skipped = false
    var resumedFrom: UInt64?
    var bytesReceived: UInt64?
    var bytesSent: UInt64?
    var seconds: Double?
    var signer: String?
    var root: String?
    var error: Failure?

    init(path: String?) { self.path = path }

    init(_ received: ReceivedFile) {
        path = received.path
        file = received.file
        size = received.size
        verified = true
        resumedFrom = received.resumedFrom
        bytesReceived = received.bytesReceived
        seconds = received.duration.inSeconds
        signer = received.signer
        root = received.root
    }

    init(_ sent: SentFile) {
        path = sent.path
        file = sent.file
        size = sent.size
        verified = true
        resumedFrom = sent.resumedFrom
        bytesSent = sent.bytesSent
        seconds = sent.duration.inSeconds
        signer = sent.signer
        root = sent.root
    }
}

extension Duration {
    /// Rounded to microseconds.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + (Double(attoseconds) / 1e12).rounded() / 1e6
    }
}

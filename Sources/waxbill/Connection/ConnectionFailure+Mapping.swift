import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillNIO
import WaxbillTLS

extension ConnectionFailure {
    /// What an error in a channel's pipeline means.
    init(_ error: any Error, isHandshakeComplete: Bool) {
        switch error {
        case let failure as ConnectionFailure: self = failure
        case let error as TLSError: self = .tls(error)
        case TLSShutdownError.uncleanShutdown: self = .truncated
        case TLSShutdownError.closedDuringHandshake: self = .closedDuringHandshake
        case is CancellationError: self = .stopped
        case let error as HTTPParserError: self = .malformedData("it is no HTTP/1.1 (\(error))")
        case let error as IOError where !isHandshakeComplete && [ECONNRESET, EPIPE].contains(error.errnoCode):
            self = .closedDuringHandshake
        case let error as IOError: self = .transport(systemMessage(error.errnoCode))
        case ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed, ChannelError.eof:
            self = isHandshakeComplete ? .transport("it is closed already") : .closedDuringHandshake
        default: self = .transport("\(error)")
        }
    }

    /// What an error of a TCP connection attempt means.
    init(connecting error: any Error, seconds: Double) {
        switch error {
        case ChannelError.connectTimeout: self = .timedOut(during: "connecting", seconds: seconds)
        case let error as NIOConnectionError: self = .unreachable(Self.sentence(for: error))
        case let error as IOError: self = .unreachable(systemMessage(error.errnoCode))
        default: self = .unreachable("\(error)")
        }
    }

    private static func sentence(for error: NIOConnectionError) -> String {
        let attempts = error.connectionErrors.map { attempt in
            let reason = (attempt.error as? IOError).map { systemMessage($0.errnoCode) } ?? "\(attempt.error)"
            return error.connectionErrors.count > 1
                ? "\(attempt.target.ipAddress ?? "\(attempt.target)"): \(reason)" : reason
        }
        guard attempts.isEmpty else { return attempts.joined(separator: "; ") }
        return "the name \(escaped(error.host)) cannot be resolved"
    }
}

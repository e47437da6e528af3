import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTP2
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
        case let error as NIOHTTP2Errors.StreamClosed: self = .refused(HTTP2Refusal(.stream, error.errorCode))
        case let error as any NIOHTTP2Error: self = .malformedData("it is no HTTP/2 (\(error))")
        case let error as IOError where !isHandshakeComplete && [ECONNRESET, EPIPE].contains(error.errnoCode):
            self = .closedDuringHandshake
        case let error as IOError: self = .transport(systemMessage(error.errnoCode))
        case ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed, ChannelError.eof:
            self = isHandshakeComplete ? .transport("it is closed already") : .closedDuringHandshake
        default: self = .transport("\(error)")
        }
    }

    /// What an error of a connection attempt means.
    init(connecting error: any Error, seconds: Double) {
        switch error {
        case let error as NIOConnectionError: self.init(error, seconds: seconds)
        // The channel was refused before it connected: the configuration cannot work.
        case let error as TLSError: self = .tls(error)
        case ChannelError.connectTimeout: self = .timedOut(during: "connecting", seconds: seconds)
        default: self = .unreachable(Self.reason(error))
        }
    }

    /// What the attempts at all addresses of a name mean together.
    private init(_ error: NIOConnectionError, seconds: Double) {
        let attempts = error.connectionErrors
        if attempts.isEmpty {
            self = .unreachable("the name \(escaped(error.host)) cannot be resolved")
        } else if let misuse = attempts.lazy.compactMap({ $0.error as? TLSError }).first {
            self = .tls(misuse)
        } else if attempts.allSatisfy({ Self.isTimeout($0.error) }) {
            self = .timedOut(during: "connecting", seconds: seconds)
        } else if attempts.count == 1 {
            self = .unreachable(Self.reason(attempts[0].error))
        } else {
            let reasons = attempts.map { "\($0.target.ipAddress ?? "\($0.target)"): \(Self.reason($0.error))" }
            self = .unreachable(reasons.joined(separator: "; "))
        }
    }

    private static func reason(_ error: any Error) -> String {
        if isTimeout(error) { return "it took too long" }
        return (error as? IOError).map { systemMessage($0.errnoCode) } ?? "\(error)"
    }

    private static func isTimeout(_ error: any Error) -> Bool {
        if case ChannelError.connectTimeout = error { true } else { false }
    }
}

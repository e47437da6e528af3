import Foundation
import NIOCore

extension CommandFailure {
    /// Nothing can listen there; nil where the error is about something else.
    init?(listeningOn endpoint: Endpoint, _ error: any Error) {
        switch error {
        case let error as IOError:
            self.init(
                .unavailable, "cannot listen on \(endpoint): \(systemMessage(error.errnoCode))",
                advice: error.errnoCode == EADDRINUSE ? "port 0 picks a free one" : nil)
        case is SocketAddressError.UnknownHost:
            self.init(.unavailable, "cannot listen on \(endpoint): the name \(endpoint.host) cannot be resolved")
        default: return nil
        }
    }
}

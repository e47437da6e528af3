import ArgumentParser
import Foundation
import WaxbillX509

extension ClientIdentityOptions {
    /// Takes from the environment what the command line does not say: WAXBILL_CA, WAXBILL_CERT, WAXBILL_KEY.
    /// - Throws: `ValidationError` where one of the last two is there without the other.
    mutating func takeEnvironment() throws {
        let environment = ProcessInfo.processInfo.environment
        ca = ca ?? environment.value("WAXBILL_CA")
        guard cert == nil else { return }
        cert = environment.value("WAXBILL_CERT")
        key = environment.value("WAXBILL_KEY")
        guard (cert == nil) == (key == nil) else {
            throw ValidationError("WAXBILL_CERT and WAXBILL_KEY belong together: set both or neither.")
        }
    }

    /// Who decides about certificates.
    /// - Parameter reason: a sentence without its full stop.
    /// - Throws: ``CommandFailure`` where everybody is to be trusted, and where a file cannot be read.
    func chainVerifier(_ reason: String) throws -> ChainVerifier {
        guard let verifier = try verifier(expectsOCSPResponse: false) as? ChainVerifier else {
            throw CommandFailure(.configurationError, reason)
        }
        return verifier
    }
}

extension [String: String] {
    /// What a variable holds; nil where it is empty as well.
    func value(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}

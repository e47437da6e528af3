import ArgumentParser
import Foundation
import WaxbillX509

/// Whose signatures of blocks are believed.
struct BankTrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Trust the authorities in this PEM file (or WAXBILL_CA).", valueName: "file"),
        completion: .file())
    var ca: String?

    @Option(
        help: ArgumentHelp("The server that has to have signed; default: any that is trusted.", valueName: "host"),
        transform: {
            if let address = try? ReferenceName(ip: $0) { return address }
            guard let name = try? ReferenceName(dns: $0) else {
                throw ValidationError("\"\(escaped($0))\" is neither a DNS name nor an IP address.")
            }
            return name
        })
    var name: ReferenceName?

    /// - Returns: nil where none are named: a bank has an authority of its own, so that the system's say nothing about it.
    func roots() throws -> TrustRoots? {
        let environment = ProcessInfo.processInfo.environment["WAXBILL_CA"].flatMap { $0.isEmpty ? nil : $0 }
        return try (ca ?? environment).map { try TrustRoots(file: $0) }
    }

    static let missing = CommandFailure(
        .usageError, "it is not said whose signature is believed", advice: "name the bank's authority with --ca FILE")
}

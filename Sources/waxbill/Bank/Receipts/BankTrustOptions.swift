import ArgumentParser
import Foundation
import WaxbillTLS
import WaxbillX509

/// Whose signatures of blocks are believed.
struct BankTrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Trust the authorities in this PEM file (or WAXBILL_CA).", valueName: "file"),
        completion: .file())
    var ca: String?

    @Option(
        help: ArgumentHelp("The server that has to have signed; default: any that is trusted.", valueName: "host"),
        transform: ReferenceName.signer)
    var name: ReferenceName?

    @Option(
        help: ArgumentHelp(
            "Refuse a signer whom this CRL (PEM or DER) names as revoked by then, and one about whom nothing given speaks. Repeatable.",
            valueName: "file"),
        completion: .file())
    var crl: [String] = []

    /// What ``crl`` names.
    func revocationLists() throws -> [CertificateRevocationList] {
        try crl.flatMap { try CertificateRevocationList.lists(file: $0) }
    }

    /// - Returns: nil where none are named: a bank has an authority of its own, so that the system's say nothing about it.
    func roots() throws -> TrustRoots? {
        let environment = ProcessInfo.processInfo.environment["WAXBILL_CA"].flatMap { $0.isEmpty ? nil : $0 }
        return try (ca ?? environment).map { try TrustRoots(file: $0) }
    }

    static let missing = CommandFailure(
        .usageError, "it is not said whose signature is believed", advice: "name the bank's authority with --ca FILE")
}

extension ReferenceName {
    /// Who has to have signed: a DNS name or an IP address.
    static func signer(_ text: String) throws -> ReferenceName {
        if let address = try? ReferenceName(ip: text) { return address }
        guard let name = try? ReferenceName(dns: text) else {
            throw ValidationError("\"\(escaped(text))\" is neither a DNS name nor an IP address.")
        }
        return name
    }
}

extension ClientIdentityOptions {
    /// The name that a bank has to sign with: the one that its connections are verified for.
    func signerName(for endpoint: Endpoint) throws -> ReferenceName {
        let text = try serverName(for: endpoint).description
        return try (try? ReferenceName(ip: text)) ?? ReferenceName(dns: text)
    }
}

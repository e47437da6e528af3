import Foundation
import WaxbillX509

extension Stack {
    /// Those that verify certificates by themselves.
    static let verifiers: [Stack] = [.openSSL3, .go, .gnuTLS, .chromium]

    /// `certtool` comes with `gnutls-cli`, `certutil` with NSS.
    static func tool(_ name: String) throws -> String {
        guard let path = inPath(name) else { throw InteropFailure("\(name) is not here") }
        return path
    }
}

extension Bench {
    /// Asks a verifier for its verdict.
    /// - Returns: what it says against the chain; nil: it accepts it.
    func objection(of stack: Stack, to chain: JudgedChain) async throws -> String? {
        try write("root.pem", chain.root)
        try write("chain.pem", chain.issued.certificatePEM)
        switch stack {
        case .openSSL3: return try await objectionOfOpenSSL(chain)
        case .go: return try await objectionOfGo(chain)
        case .gnuTLS: return try await objectionOfGnuTLS(chain)
        case .chromium: return try await objectionOfChromium(chain)
        default: throw InteropFailure("\(stack) is no verifier")
        }
    }

    private func objectionOfOpenSSL(_ chain: JudgedChain) async throws -> String? {
        let isAddress = chain.name.allSatisfy { $0.isNumber || $0 == "." }
        let name = chain.purpose == .server ? [isAddress ? "-verify_ip" : "-verify_hostname", chain.name] : []
        return try await verdict(
            start(
                .openSSL3,
                ["verify", "-x509_strict", "-auth_level", "2", "-purpose", "ssl\(chain.purpose)"] + name
                    + ["-CAfile", "root.pem", "-untrusted", "chain.pem", "chain.pem"]), accepted: "chain.pem: OK")
    }

    private func objectionOfGo(_ chain: JudgedChain) async throws -> String? {
        let name = chain.purpose == .server ? ["--server-name", chain.name] : []
        return try await verdict(
            start(
                .go,
                ["verify", "--ca", "root.pem", "--cert", "chain.pem", "--purpose", chain.purpose.rawValue] + name),
            accepted: "")
    }

    private func objectionOfGnuTLS(_ chain: JudgedChain) async throws -> String? {
        let name = chain.purpose == .server ? ["--verify-hostname", chain.name] : []
        let purpose = "1.3.6.1.5.5.7.3.\(chain.purpose == .server ? 1 : 2)"
        return try await verdict(
            start(
                Stack.tool("certtool"),
                [
                    "--verify", "--verify-profile", "medium", "--load-ca-certificate", "root.pem", "--infile",
                    "chain.pem",
                ]
                    + ["--verify-purpose", purpose] + name), accepted: "Verified. The certificate is trusted.")
    }

    /// Nil where the program ends well, and says so.
    func verdict(_ process: ChildProcess, accepted: String) async throws -> String? {
        let ending = try await process.ending()
        guard ending.status == 0 else { return ending.output + ending.error }
        guard accepted.isEmpty || ending.output.contains(accepted) else {
            throw InteropFailure("no verdict", process.command, ending)
        }
        return nil
    }
}

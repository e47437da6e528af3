import Foundation
import WaxbillX509

/// OpenSSL in the place of an authority that revokes, with the certificate and the key of a test's own.
struct RevocationAuthority: Sendable {
    private let scratch: Scratch
    private let folder: String
    /// The file of its CRL.
    let list: String

    /// Makes an empty CRL.
    init(of authority: TestAuthority) async throws {
        scratch = authority.scratch
        folder = authority.folder
        list = scratch.file("\(folder).crl")
        let files = AuthorityFiles(directory: scratch.file(folder))
        _ = try scratch.write("", to: "\(folder)-index.txt")
        _ = try scratch.write("01\n", to: "\(folder)-crlnumber")
        _ = try scratch.write(
            """
            [ca]
            default_ca = tests
            [tests]
            database = \(scratch.file("\(folder)-index.txt"))
            crlnumber = \(scratch.file("\(folder)-crlnumber"))
            certificate = \(files.certificate)
            private_key = \(files.key)
            default_md = sha256
            default_crl_days = 1
            crl_extensions = extensions
            [extensions]
            authorityKeyIdentifier = keyid:always

            """, to: "\(folder).conf")
        try await makeList()
    }

    /// Revokes a certificate and makes a new CRL, which replaces the old one.
    func revoke(_ certificate: String) async throws {
        try await openSSL(["-revoke", certificate, "-crl_reason", "keyCompromise"])
        try await makeList()
    }

    /// Lets the OCSP responder know a certificate that is good.
    func remember(_ certificate: String) async throws { try await openSSL(["-valid", certificate]) }

    /// What an OCSP responder says of a certificate: good where it was remembered, revoked where it was revoked.
    /// - Returns: the response's file.
    func response(about certificate: String) async throws -> String {
        let files = AuthorityFiles(directory: scratch.file(folder))
        let response = scratch.file("\(folder)-response.der")
        try await run([
            "ocsp", "-index", scratch.file("\(folder)-index.txt"), "-CA", files.certificate, "-rsigner",
            files.certificate,
            "-rkey", files.key, "-issuer", files.certificate, "-cert", certificate, "-respout", response, "-ndays", "1",
        ])
        return response
    }

    private func makeList() async throws {
        try await openSSL(["-gencrl", "-out", list + ".new"])
        guard rename(list + ".new", list) == 0 else { throw TestFailure("cannot rename \(list).new") }
    }

    private func openSSL(_ arguments: [String]) async throws {
        try await run(["ca", "-config", scratch.file("\(folder).conf")] + arguments)
    }

    private func run(_ arguments: [String]) async throws {
        guard let openSSL = Programs.openSSL else { throw TestFailure(Programs.missingOpenSSL) }
        let ending = try await Program(openSSL, arguments).ending()
        guard ending.status == 0 else { throw TestFailure("openssl \(arguments): \(ending.error)") }
    }
}

import Foundation
import Testing
import WaxbillX509

/// What the tests of `waxbill cert` have in common.
struct CertScene {
    let scratch: Scratch
    let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    func cert(_ arguments: [String], input: String? = "") async throws -> Program.Ending {
        try await Program.runWaxbill(["cert"] + arguments, input: input)
    }

    /// The one object that `--json` printed over several lines.
    func object(_ ending: Program.Ending) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    }

    /// Runs openssl.
    func openSSL(_ arguments: [String], input: String = "") async throws -> String {
        let ending = try await Program(try #require(Programs.openSSL), arguments, input: input).ending()
        try #require(ending.status == 0, "openssl \(arguments): \(ending.error)")
        return ending.output
    }

    /// A self-signed certificate by openssl, in the file `cert.pem`, its key in `key.pem`.
    func selfSigned(_ subject: String = "/CN=shown", _ extensions: [String] = [], days: Int = 90) async throws -> String
    {
        _ = try await openSSL(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8",
                "-keyout", scratch.file("key.pem"), "-out", scratch.file("cert.pem"), "-days", "\(days)", "-subj",
                subject,
            ] + extensions.flatMap { ["-addext", $0] })
        return scratch.file("cert.pem")
    }
}

/// `waxbill cert` as such.
struct CertHelpTests {
    @Test(arguments: [[], ["show"], ["match"], ["needs-renewal"], ["lint"], ["verify"]])
    func helps(_ command: [String]) async throws {
        let ending = try await Program.runWaxbill(["cert"] + command + ["--help"])
        #expect(ending.status == 0)
        #expect(ending.output.contains("USAGE: waxbill cert"))
        #expect(ending.output.contains("EXAMPLES:"))
        #expect(command.isEmpty || ending.output.contains("EXIT STATUS:"))
    }
}

import Foundation
import WaxbillTestSupport
import WaxbillX509

extension WaxbillProgram {
    /// Serves a bank in the case's folder `bank`, whose teller is tina and whose auditor is otto, and waits until it listens.
    static func serveBank(_ bench: Bench, _ options: [String] = []) async throws -> HTTPSProgram {
        let credentials = try InteropFiles.server().options("--cert", "--key")
        let process = try bench.start(
            path,
            ["bank", "serve", "--data", bench.path("bank"), "--listen", "127.0.0.1:0", "--teller", "tina"]
                + ["--auditor", "otto"] + credentials + options
                + (options.contains("--client-ca") ? [] : ["--client-ca", InteropFiles.authority]),
            patience: 60)
        return try await HTTPSProgram(process)
    }
}

extension InteropFiles {
    /// A certificate of a client with this name.
    static func client(named name: String) throws -> Credentials {
        let issued = try TestPKI.authority.issue(LeafSubject.client(named: name))
        let files = try TestPKI.authority.write(issued, into: "\(directory)/\(name)-\(UUID().uuidString)")
        return Credentials(certificate: files.certificate, key: files.key)
    }
}

extension Bench {
    /// Has curl post a command, with a new key unless there is one.
    func post(
        _ server: HTTPSProgram, _ path: String, _ content: String, as credentials: Credentials,
        version: CurlVersion = .http1, key: String = UUID().uuidString
    ) async throws -> CurlAnswer {
        try await curl(
            server, path,
            ["-H", "Content-Type: application/json", "-H", "Idempotency-Key: \(key)", "--data-binary", content],
            version: version, credentials: credentials)
    }

    /// Opens accounts of alice, with 100.00 EUR, and bob.
    func openAccounts(_ server: HTTPSProgram, version: CurlVersion = .http1) async throws {
        let tina = try InteropFiles.client(named: "tina")
        for (path, content, status) in [
            ("/v1/accounts", #"{"account":"alice","owner":"alice","currency":"EUR"}"#, 201),
            ("/v1/accounts", #"{"account":"bob","owner":"bob","currency":"EUR"}"#, 201),
            ("/v1/accounts/alice/deposits", #"{"amount":10000,"currency":"EUR"}"#, 200),
        ] {
            let answer = try await post(server, path, content, as: tina, version: version)
            guard answer.status == status else {
                throw InteropFailure("\(path) was answered \(answer.status): \(answer.body)")
            }
        }
    }
}

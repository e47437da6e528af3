import Foundation
import Testing

extension Interop {
    /// curl and `waxbill bank serve`.
    @Suite(.needs(.curl)) struct BankWithCurl {
        private static let payment = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#

        @Test(arguments: CurlVersion.allCases) func paysOnce(_ version: CurlVersion) async throws {
            try await cell(.curl, .server, .bank) { bench in
                let server = try await WaxbillProgram.serveBank(bench)
                try await bench.openAccounts(server, version: version)
                let alice = try InteropFiles.client()
                let key = UUID().uuidString
                let first = try await bench.post(
                    server, "/v1/payments", Self.payment, as: alice, version: version, key: key)
                try #require(first.status == 200 && first.version == version.rawValue)
                let again = try await bench.post(
                    server, "/v1/payments", Self.payment, as: alice, version: version, key: key)
                try #require(again.status == 200 && again.body == first.body)
                let account = try await bench.curl(server, "/v1/accounts/alice", version: version)
                try #require(account.object?["balance"] as? Int == 7500)
                let tooMuch = Self.payment.replacingOccurrences(of: "2500", with: "7501")
                let refused = try await bench.post(server, "/v1/payments", tooMuch, as: alice, version: version)
                try #require(refused.status == 409 && refused.problem == "insufficient_funds")
            }
        }

        @Test func withoutCertificate() async throws {
            try await cell(.curl, .server, .refusedClient) { bench in
                let server = try await WaxbillProgram.serveBank(bench)
                let answer = try await bench.curl(server, "/health", credentials: .some(nil))
                try #require(answer.exit != 0 && answer.status == 0)
            }
        }

        @Test func revoked() async throws {
            try await cell(.curl, .server, .refusedClient) { bench in
                try await bench.waxbill("ca init --dir pki")
                for name in ["alice", "bob"] { try await bench.waxbill("ca issue client \(name) --dir pki") }
                try await bench.waxbill("ca revoke pki/issued/alice/cert.pem --dir pki")
                try await bench.waxbill("ca crl --dir pki --out crl.pem")
                // The server's own certificate is the other authority's.
                let lists = ["--crl", bench.path("crl.pem"), "--client-ca", bench.path("pki/ca.pem")]
                let server = try await WaxbillProgram.serveBank(bench, lists)
                for (name, isGood) in [("alice", false), ("bob", true)] {
                    let folder = bench.path("pki/issued/\(name)")
                    let credentials = Credentials(certificate: folder + "/cert.pem", key: folder + "/key.pem")
                    let answer = try await bench.curl(server, "/health", credentials: credentials)
                    try #require((answer.status == 200) == isGood && (answer.exit == 0) == isGood)
                }
            }
        }
    }
}

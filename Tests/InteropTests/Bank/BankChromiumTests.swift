import Foundation
import Testing

extension Interop {
    /// Chromium shows the pages of `waxbill bank serve --ui` to the client whose certificate it has.
    @Suite(.needs(.chromium)) struct BankWithChromium {
        @Test func pages() async throws {
            try await cell(.chromium, .server, .bank) { bench in
                let server = try await WaxbillProgram.serveBank(bench, ["--ui"])
                try await bench.openAccounts(server)
                try await bench.trustInChromium(InteropFiles.authority)
                try await bench.giveToChromium(try InteropFiles.client(), for: "https://localhost")
                let accounts = try await bench.chromium(server.url("/")).ending()
                try #require(accounts.output.contains("href=\"/accounts/alice\""))
                try #require(!accounts.output.contains("/accounts/bob"))
                let page = try await bench.chromium(server.url("/accounts/alice")).ending()
                try #require(page.output.contains("100.00&nbsp;EUR") && page.output.contains("<button>Pay</button>"))
            }
        }

        /// Another page sends a form with the certificate that Chromium has.
        @Test func formOfAnotherSite() async throws {
            try await cell(.chromium, .server, .bank) { bench in
                let server = try await WaxbillProgram.serveBank(bench, ["--ui"])
                try await bench.openAccounts(server)
                try await bench.trustInChromium(InteropFiles.authority)
                try await bench.giveToChromium(try InteropFiles.client(), for: "https://localhost")
                let form = """
                    <form method="post" action="\(server.url("/accounts/alice/payments"))">
                    <input name="key" value="00112233445566778899aabbccddeeff"><input name="to" value="bob">
                    <input name="amount" value="25.00"><input name="reference" value=""></form>
                    <script>document.forms[0].submit()</script>
                    """
                try bench.write("evil.html", form)
                _ = try await bench.chromium("file://\(bench.path("evil.html"))").ending()
                try await server.process.wait(for: "POST /accounts/alice/payments 403 cross_site", in: .error)
                let account = try await bench.curl(server, "/v1/accounts/alice")
                try #require(account.object?["balance"] as? Int == 10000)
            }
        }
    }
}

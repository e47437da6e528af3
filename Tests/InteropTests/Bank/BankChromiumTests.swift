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

        /// The form is filled in and sent as a user does it, without scripts: it pays once, and says in words what came of it.
        @Test func payments() async throws {
            try await cell(.chromium, .server, .bank) { bench in
                let server = try await WaxbillProgram.serveBank(bench, ["--ui"])
                try await bench.openAccounts(server)
                try await bench.trustInChromium(InteropFiles.authority)
                try await bench.giveToChromium(try InteropFiles.client(), for: "https://localhost")
                let tab = try await ChromiumTab(bench)
                try await tab.go(to: server.url("/accounts/alice"))
                try await tab.page(with: "<button>Pay</button>")
                let key = try await tab.value(of: "[name=key]")
                try await tab.pay("bob", "25.00", "rent & <b>")
                try await tab.page(with: "25.00 EUR paid to bob (entry 4).")
                try await tab.page(with: "rent &amp; &lt;b&gt;")

                // Loading the outcome again is not a payment, nor is going back and clicking once more.
                try await tab.reload()
                try await tab.page(with: "25.00 EUR paid to bob (entry 4).")
                let newKey = try await tab.value(of: "[name=key]")
                try #require(!key.isEmpty && newKey != key)
                try await tab.goBack()
                try await tab.page(with: "<button>Pay</button>", without: "paid to bob")
                try await tab.click("button", times: 2)
                try await tab.go(to: server.url("/accounts/alice"))
                try await tab.page(with: "75.00&nbsp;EUR")

                // A double click is one payment.
                try await tab.type("bob", into: "[name=to]")
                try await tab.type("5", into: "[name=amount]")
                try await tab.click("button", times: 2)
                try await tab.page(with: "5.00 EUR paid to bob (entry 5).")
                try await tab.go(to: server.url("/accounts/alice"))
                try await tab.page(with: "70.00&nbsp;EUR")

                // Too much, and what is no amount: said in words, and loading that again changes nothing.
                try await tab.pay("bob", "70.01", "")
                try await tab.page(with: "70.01 EUR not paid to bob: alice has 70.00 EUR to spend (entry 6).")
                try await tab.pay("bob", "-1", "")
                try await tab.page(with: "An amount is written as 25.00.")
                try await tab.reload()
                try await tab.page(with: "An amount is written as 25.00.")
                for (name, balance) in [("alice", 7_000), ("bob", 3_000)] {
                    let account = try await bench.curl(
                        server, "/v1/accounts/\(name)", credentials: try InteropFiles.client(named: name))
                    try #require(account.object?["balance"] as? Int == balance)
                    try #require(account.object?["entry"] as? Int == 6)
                }
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

extension ChromiumTab {
    /// Fills in the form on the page of an account, and sends it.
    func pay(_ payee: String, _ amount: String, _ reference: String) async throws {
        for (name, text) in [("to", payee), ("amount", amount), ("reference", reference)] {
            try await type(text, into: "[name=\(name)]")
        }
        try await click("button")
    }
}

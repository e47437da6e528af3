import WaxbillX509

extension Bench {
    /// Has Chromium get a page from `waxbill listen` with this certificate.
    /// - Returns: its error; nil: it shows the page.
    func objectionOfChromium(_ chain: JudgedChain) async throws -> String? {
        try write("key.pem", chain.issued.keyPEM())
        let credentials = Credentials(certificate: path("chain.pem"), key: path("key.pem"))
        let server = try await WaxbillProgram.listen(self, [credentials], ["--www"])
        try await trustInChromium("root.pem")
        let browser = try chromium("https://\(chain.name):\(server.port)/")
        let ending = try await browser.ending()
        server.process.kill()
        if ending.output.contains("TLSv1.3") && ending.output.contains("</body>") { return nil }
        // An error page has content as well, but none of ours.
        guard ending.error.contains("net::ERR_") else { throw InteropFailure("no error", browser.command, ending) }
        return ending.error
    }

    /// Chromium trusts what stands in its user's NSS database.
    func trustInChromium(_ root: String) async throws {
        let database = "\(path("home"))/.pki/nssdb"
        let certutil = try Stack.tool("certutil")
        try makeFolder("home/.pki/nssdb")
        for arguments in [["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "root", "-i", root]] {
            let process = try start(certutil, ["-d", "sql:\(database)"] + arguments)
            let ending = try await process.ending()
            guard ending.status == 0 else { throw InteropFailure("no trust", process.command, ending) }
        }
    }

    /// Starts it with an empty profile, and without anything that asks the network.
    func chromium(_ url: String) throws -> ChildProcess {
        guard let program = Stack.chromium.program else { throw InteropFailure("Chromium is not here") }
        let home = path("home")
        let quiet = [
            "background-networking", "component-update", "default-apps", "domain-reliability", "extensions", "gpu",
            "sync",
        ]
        return try start(
            program,
            ["--headless", "--no-sandbox", "--no-first-run", "--no-proxy-server", "--no-pings"]
                + quiet.map { "--disable-\($0)" }
                // Every name is here, whatever it is.
                + ["--host-resolver-rules=MAP * 127.0.0.1", "--user-data-dir=\(home)/profile", "--dump-dom", url],
            environment: ["HOME": home, "XDG_CONFIG_HOME": "\(home)/config", "XDG_CACHE_HOME": "\(home)/cache"],
            patience: 60)
    }
}

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

    /// Has it show a page, write what the page has become, and end.
    func chromium(_ url: String) throws -> ChildProcess {
        try startChromium { [$0] + $1 + ["--dump-dom", url] }
    }

    /// Has it take commands: from standard input, with answers on standard output.
    func chromiumToDrive() throws -> ChildProcess {
        // Chromium reads from descriptor 3 and writes to 4.
        try startChromium {
            ["/bin/sh", "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >&2", $0] + $1 + ["--remote-debugging-pipe"]
        }
    }

    /// Starts it with the case's profile, and without anything that asks the network.
    private func startChromium(_ command: (String, [String]) -> [String]) throws -> ChildProcess {
        guard let program = Stack.chromium.program else { throw InteropFailure("Chromium is not here") }
        let home = path("home")
        let quiet = [
            "background-networking", "component-update", "default-apps", "domain-reliability", "extensions", "gpu",
            "sync",
        ]
        let words = command(
            program,
            ["--headless", "--no-sandbox", "--no-first-run", "--no-proxy-server", "--no-pings"]
                + quiet.map { "--disable-\($0)" }
                // Every name is here, whatever it is.
                + ["--host-resolver-rules=MAP * 127.0.0.1", "--user-data-dir=\(home)/profile"])
        return try start(
            words[0], Array(words.dropFirst()),
            environment: ["HOME": home, "XDG_CONFIG_HOME": "\(home)/config", "XDG_CACHE_HOME": "\(home)/cache"],
            patience: 60)
    }
}

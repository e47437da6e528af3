import Foundation
import Testing

extension Interop {
    /// Chromium shows what `waxbill files serve` serves, to the client whose certificate it has.
    @Suite(.needs(.chromium)) struct FilesWithChromium {
        @Test func listing() async throws {
            try await cell(.chromium, .server, .files) { bench in
                try bench.makeFolder("served/birds")
                try bench.write("served/wax <b> & ü.txt", "a bird")
                let server = try await WaxbillProgram.serveFiles(bench)
                try await bench.trustInChromium(InteropFiles.authority)
                try await bench.giveToChromium(try InteropFiles.client(), for: "https://localhost")
                let page = try await bench.chromium(server.url("/")).ending()
                try #require(page.output.contains("wax &lt;b&gt; &amp; ü.txt"))
                try #require(page.output.contains("birds"))
                let file = try await bench.chromium(server.url("/wax%20%3Cb%3E%20&%20%C3%BC.txt")).ending()
                try #require(file.output.contains("a bird"))
            }
        }

        @Test func withoutCertificate() async throws {
            try await cell(.chromium, .server, .refusedClient) { bench in
                try bench.makeFolder("served/birds")
                let server = try await WaxbillProgram.serveFiles(bench)
                try await bench.trustInChromium(InteropFiles.authority)
                let page = try await bench.chromium(server.url("/")).ending()
                try #require(!page.output.contains("birds") && page.error.contains("net::ERR_"))
            }
        }
    }
}

extension Bench {
    /// Puts a client's certificate into Chromium's NSS database, which has to be there already, and lets the profile choose
    /// it without asking. (The key is what the policy AutoSelectCertificateForUrls becomes in a profile.)
    func giveToChromium(_ credentials: Credentials, for origin: String) async throws {
        for (program, arguments) in [
            (
                try Stack.tool("openssl"),
                ["pkcs12", "-export", "-passout", "pass:", "-name", "client", "-out", path("client.p12")]
                    + credentials.options("-in", "-inkey")
            ),
            (
                try Stack.tool("pk12util"),
                ["-d", "sql:\(path("home"))/.pki/nssdb", "-i", path("client.p12"), "-W", ""]
            ),
        ] {
            let process = try start(program, arguments)
            let ending = try await process.ending()
            guard ending.status == 0 else { throw InteropFailure("no client certificate", process.command, ending) }
        }
        try makeFolder("home/profile/Default")
        try write(
            "home/profile/Default/Preferences",
            #"{"profile":{"managed_auto_select_certificate_for_urls":["{\"pattern\":\"\#(origin)\",\"filter\":{}}"]}}"#)
    }
}

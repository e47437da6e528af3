import Foundation

/// `openssl s_client`: what we write to its standard input goes to the server.
struct OpenSSLClient {
    let process: ChildProcess

    /// Starts it. It wants the server's certificate to be good.
    static func start(
        _ bench: Bench, port: Int, _ options: [String] = [], showsMessages: Bool = true
    ) throws -> OpenSSLClient {
        let arguments = [
            "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", InteropFiles.authority,
            "-verify_return_error", "-verify_hostname", "localhost", "-servername", "localhost",
        ]
        return OpenSSLClient(process: try bench.start(.openSSL3, arguments + options + (showsMessages ? ["-msg"] : [])))
    }

    /// What it says of its connection.
    var report: PeerReport {
        let text = process.transcript.output
        var report = PeerReport()
        let resumed = text.line(after: "\nReused, ")
        let parts = (resumed ?? text.line(after: "\nNew, "))?.components(separatedBy: ", Cipher is ")
        // Before TLS 1.3 the other is the suite's oldest version.
        report.version = OpenSSLText.versionName(text.line(after: "\n    Protocol  : ") ?? parts?.first ?? "")
        report.cipherSuite = parts?.last ?? ""
        report.resumed = resumed != nil
        report.helloRetryRequest = OpenSSLText.serverHellos(text, "<<<") > 1
        report.alpn = text.line(after: "\nALPN protocol: ") ?? ""
        report.peerCertificate = OpenSSLText.commonName(text.line(after: "\nsubject=")) ?? ""
        if let key = text.line(after: "\nServer Temp Key: ")?.components(separatedBy: ", "), key.count > 1 {
            report.group = OpenSSLText.groupName(key[0] == "ECDH" ? key[1] : key[0])
        }
        let extended = text.line(after: "\n    Extended master secret: ")
        if report.version != Version.tls13.reportedName { report.extendedMasterSecret = extended.map { $0 == "yes" } }
        if !text.contains("\nVerification: OK") { report.error = "not verified" }
        return report
    }

    /// Whether the server's ChangeCipherSpec came (RFC 9846, Appendix E.4); its record is all that is shown of it.
    var sawChangeCipherSpec: Bool {
        process.transcript.output.contains("<<< TLS 1.2, RecordHeader [length 0005]\n    14 03 03 00 01\n")
    }
}

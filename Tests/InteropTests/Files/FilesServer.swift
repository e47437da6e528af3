import Foundation
import WaxbillTestSupport
import WaxbillX509

/// A running `waxbill files serve` over the case's folder `served`.
struct FilesServer {
    let process: ChildProcess
    let port: Int

    /// The URL of what has this path.
    func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }
}

extension WaxbillProgram {
    /// Serves the case's folder `served`, which is made where it is not there, and waits until it listens.
    /// - Parameter rights: rules, as after `--rights`; nil: none are given.
    static func serveFiles(_ bench: Bench, rights: String? = nil, patience: Int = 60) async throws -> FilesServer {
        try bench.makeFolder("served")
        let credentials = try InteropFiles.server().options("--cert", "--key")
        let process = try bench.start(
            path,
            ["files", "serve", bench.path("served"), "--client-ca", InteropFiles.authority, "--listen", "127.0.0.1:0"]
                + credentials + (rights.map { ["--rights", $0] } ?? []), patience: patience)
        let address = try await process.line("listening on ", in: .error)
        let digits = address.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }
        guard let port = Int(digits) else { throw InteropFailure("no port", process.command, process.transcript) }
        return FilesServer(process: process, port: port)
    }
}

extension InteropFiles {
    /// A certificate of `alice` whose time is over.
    static func expiredClient() throws -> Credentials {
        let validity = try ValidityTerms(
            notBefore: .relative(seconds: -7_200), notAfter: .relative(seconds: -3_600))
        let contents = LeafContents(try .client(named: TestPKI.clientName), validity: validity)
        let files = try TestPKI.authority.write(
            TestPKI.authority.issue(contents), into: "\(directory)/expired-\(UUID().uuidString)")
        return Credentials(certificate: files.certificate, key: files.key)
    }
}

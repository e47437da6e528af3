import Foundation
import WaxbillTestSupport
import WaxbillX509

extension WaxbillProgram {
    /// Serves the case's folder `served`, which is made where it is not there, and waits until it listens.
    /// - Parameter rights: rules, as after `--rights`; nil: none are given.
    static func serveFiles(_ bench: Bench, rights: String? = nil, patience: Int = 60) async throws -> HTTPSProgram {
        try bench.makeFolder("served")
        let credentials = try InteropFiles.server().options("--cert", "--key")
        let process = try bench.start(
            path,
            ["files", "serve", bench.path("served"), "--client-ca", InteropFiles.authority, "--listen", "127.0.0.1:0"]
                + credentials + (rights.map { ["--rights", $0] } ?? []), patience: patience)
        return try await HTTPSProgram(process)
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

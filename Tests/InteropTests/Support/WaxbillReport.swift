import Foundation
import WaxbillX509

/// What `waxbill connect --json` and `waxbill listen --json` say of a connection.
struct WaxbillReport: Sendable, Decodable {
    let schema: Int
    let role: String
    let version: String?
    let cipherSuite: String?
    let group: String?
    let signatureScheme: String?
    let alpn: String?
    let serverName: String?
    let resumed: Bool
    let helloRetryRequest: Bool
    let clientAuthenticated: Bool
    let verified: Bool
    let peerCertificates: [Certificate?]
    let keyExchange: String?
    let forwardSecret: Bool?
    let extendedMasterSecret: Bool?
    let encryptThenMAC: Bool?
    let bytesRead: Int
    let bytesWritten: Int
    let error: String?
    let alertSent: String?
    let alertReceived: String?

    struct Certificate: Sendable, Decodable {
        let subject: String
    }

    /// The reports in a transcript, one a line of standard output.
    static func all(in transcript: ChildProcess.Transcript) throws -> [WaxbillReport] {
        try transcript.output.split(separator: "\n").map { line in
            try JSONDecoder().decode(WaxbillReport.self, from: Data(line.utf8))
        }
    }
}

import WaxbillTLS
import WaxbillX509

/// The certificates that a server shows, whatever they are worth.
enum PeerChain {
    /// Connects and takes the chain as it was sent.
    /// - Throws: ``CommandFailure`` where none came.
    static func fetch(from endpoint: Endpoint, name: ServerName, timeout: Double) async throws -> [[UInt8]] {
        let setup = ClientSetup(
            configuration: ClientConfiguration(certificateVerifier: InsecureVerifier()), endpoint: endpoint,
            serverName: name, timeout: timeout)
        let recorder = ConnectionRecorder(role: .client, peer: endpoint)
        do {
            try await setup.withConnection(session: nil, recorder: recorder, addHandlers: Pipe.addHandlers) {
                (_: Pipe.Connection) in
            }
        } catch let failure as ConnectionFailure {
            // What fails after the certificates, for want of one of ours say, does not make them less worth seeing.
            guard recorder.record.peerCertificates.isEmpty else {
                StandardError.writeLine("waxbill: \(endpoint): \(failure.sentence(for: .client))")
                return recorder.record.peerCertificates
            }
            throw CommandFailure(failure.status, "\(endpoint): \(failure.sentence(for: .client))")
        }
        let certificates = recorder.record.peerCertificates
        guard !certificates.isEmpty else {
            throw CommandFailure(.protocolError, "\(endpoint): the server showed no certificate")
        }
        StandardError.writeLine(
            "waxbill: \(endpoint): the chain is shown as it was sent; whether it verifies is not known ('cert verify')")
        return certificates
    }
}

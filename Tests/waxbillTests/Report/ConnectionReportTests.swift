import Foundation
import Testing
import WaxbillTLS

@testable import waxbill

@Suite struct ConnectionReportTests {
    private static let always = [
        "schema", "role", "host", "port", "version", "cipherSuite", "keyExchange", "forwardSecret", "group",
        "signatureScheme", "extendedMasterSecret", "encryptThenMAC", "alpn", "serverName", "resumed",
        "helloRetryRequest", "clientAuthenticated", "verified", "peerCertificates", "bytesRead",
        "bytesWritten", "handshakeMicroseconds",
    ]

    private func object(_ record: ConnectionRecord) throws -> [String: Any] {
        let data = try JSONEncoder().encode(ConnectionReport(record: record))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func hasEveryFieldEvenWhereNothingIsKnown() throws {
        let record = ConnectionRecord(role: .server, peer: Endpoint(host: "::1", port: 5))
        let object = try object(record)
        #expect(Set(object.keys) == Set(Self.always))
        #expect(object["role"] as? String == "server")
        #expect(object["version"] is NSNull)
    }

    @Test func hasTheAlertsOfAFailure() throws {
        var record = ConnectionRecord(role: .client, peer: Endpoint(host: "a.test", port: 443))
        record.failure = .tls(TLSError(.alertReceived(.handshakeFailure)))
        record.alertReceived = .handshakeFailure
        let object = try object(record)
        #expect(Set(object.keys) == Set(Self.always + ["error", "alertSent", "alertReceived"]))
        #expect(object["alertReceived"] as? String == "handshake_failure")
        #expect(object["alertSent"] is NSNull)
    }

    @Test func holdsTheNamesOfWhatWasSettled() throws {
        var record = ConnectionRecord(role: .client, peer: Endpoint(host: "a.test", port: 443))
        for parameter in [
            .version(.tls13), .cipherSuite(.aes256GCMSHA384), .group(.x25519MLKEM768), .helloRetryRequest,
            .applicationProtocol(.h2), .serverName("a.test"), .signatureScheme(.ed25519), .resumption(accepted: true),
            .recordSizeLimit(100), .extendedMainSecret(true), .encryptThenMAC,
        ] as [NegotiatedParameter] { record.settle(parameter) }
        let object = try object(record)
        #expect(object["version"] as? String == "TLSv1.3")
        #expect(object["cipherSuite"] as? String == "TLS_AES_256_GCM_SHA384")
        #expect(object["group"] as? String == "X25519MLKEM768")
        #expect(object["alpn"] as? String == "h2")
        #expect(object["serverName"] as? String == "a.test")
        #expect(object["signatureScheme"] as? String == "ed25519")
        #expect(object["helloRetryRequest"] as? Bool == true)
        #expect(object["extendedMasterSecret"] as? Bool == true)
        #expect(object["encryptThenMAC"] as? Bool == true)
        #expect(object["keyExchange"] is NSNull)
        // The handshake did not complete.
        #expect(object["resumed"] as? Bool == false)
    }

    @Test(
        arguments: [
            (.unreachable("x"), .unavailable), (.timedOut(during: "x", seconds: 1), .temporaryFailure),
            (.tls(TLSError(.certificate(CertificateRefusal(.expired, "x")))), .notPermitted),
            (.tls(TLSError(.alertReceived(.unknownCA))), .protocolError),
            (.tls(TLSError(.peerViolation(.badRecordMAC))), .protocolError),
            (.tls(TLSError(.misuse(.invalidConfiguration("x")))), .configurationError),
            (.tls(TLSError(.internalFailure("x"))), .softwareError), (.closedDuringHandshake, .protocolError),
            (.truncated, .protocolError), (.transport("x"), .ioError), (.malformedData("x"), .dataError),
            (.output("x"), .ioError),
        ] as [(ConnectionFailure, waxbill.ExitStatus)])
    func failuresHaveAnExitStatusAndASentence(failure: ConnectionFailure, status: waxbill.ExitStatus) {
        #expect(failure.status == status)
        #expect(!failure.sentence(for: .client).isEmpty)
    }
}

import WaxbillTLS
import WaxbillX509

extension DemoStep {
    /// The steps in order; those of later features come behind.
    static let all = [
        authority, handshake, resumption, impostor, missingCertificate, flippedBit, resumedFile, tamperedBlock,
        repeatedPayment, killedBank,
    ]

    fileprivate static let authority = DemoStep(
        name: "authority", claim: "A certificate authority issues certificates"
    ) { scene in
        let authority = try CertificateAuthority(name: "Waxbill demo")
        _ = try authority.write(into: scene.directory)
        let other = try CertificateAuthority(name: "Somebody else")
        let server = try issue(.server(named: [DemoConversation.serverName]), by: authority, "server", scene)
        let client = try issue(.client(named: DemoBank.customer), by: authority, "client", scene)
        let impostor = try issue(.server(named: [DemoConversation.serverName]), by: other, "impostor", scene)
        var people = [DemoBank.customer: client]
        for name in [DemoBank.payee, DemoBank.teller, DemoBank.auditor] {
            people[name] = try issue(.client(named: name), by: authority, name, scene)
        }
        scene.keep(
            DemoIdentities(
                roots: try TrustRoots(file: AuthorityFiles(directory: scene.directory).certificate), server: server,
                client: client, impostor: impostor, people: people))
        return "a root, a server \"localhost\", \"alice\" and other clients, and an impostor of another authority"
    }

    fileprivate static let handshake = DemoStep(
        name: "mutual-tls", claim: "Server and client prove who they are to each other"
    ) { scene in
        let identities = try scene.identities
        let records = try await DemoConversation(
            client: identities.clientConfiguration(as: identities.client),
            server: identities.serverConfiguration(as: identities.server)
        ).run()
        let summary = try records.completed()
        try expect(summary.verified, "the server's certificate was not verified")
        try expect(summary.clientAuthenticated, "the client was not authenticated")
        try expect(!summary.resumed, "it resumed a session that it cannot have")
        scene.keep(records.client.sessions.last)
        return records.agreement
    }

    fileprivate static let resumption = DemoStep(
        name: "resumption", claim: "A second connection resumes the session without certificates"
    ) { scene in
        let identities = try scene.identities
        guard let session = scene.session else { throw DemoMismatch("the server gave no session ticket") }
        let records = try await DemoConversation(
            client: identities.clientConfiguration(as: identities.client),
            server: identities.serverConfiguration(as: identities.server), session: session
        ).run()
        let summary = try records.completed()
        try expect(summary.resumed, "the session was not resumed")
        try expect(summary.clientAuthenticated, "the client is no longer authenticated")
        return records.agreement
    }

    fileprivate static let impostor = DemoStep(
        name: "impostor", claim: "A server with another authority's certificate is refused"
    ) { scene in
        let identities = try scene.identities
        let records = try await DemoConversation(
            client: identities.clientConfiguration(as: identities.client),
            server: identities.serverConfiguration(as: identities.impostor)
        ).run()
        return try records.refusal(by: .client, with: .unknownCA)
    }

    fileprivate static let missingCertificate = DemoStep(
        name: "no-client-certificate", claim: "A client without a certificate is refused"
    ) { scene in
        let identities = try scene.identities
        let records = try await DemoConversation(
            client: identities.clientConfiguration(as: nil),
            server: identities.serverConfiguration(as: identities.server)
        ).run()
        return try records.refusal(by: .server, with: .certificateRequired)
    }

    fileprivate static let flippedBit = DemoStep(
        name: "flipped-bit", claim: "A record with one bit flipped on its way is refused"
    ) { scene in
        let identities = try scene.identities
        let records = try await DemoConversation(
            client: identities.clientConfiguration(as: identities.client),
            server: identities.serverConfiguration(as: identities.server), relay: FlippingRelay()
        ).run()
        try expect(records.client.summary != nil, "the handshake before it failed")
        return try records.refusal(by: .server, with: .badRecordMAC)
    }

    private static func issue(
        _ subject: LeafSubject, by authority: CertificateAuthority, _ folder: String, _ scene: DemoScene
    ) throws -> Identity {
        let files = try authority.write(try authority.issue(subject), into: "\(scene.directory)/\(folder)")
        return try Identity(certificateFile: files.certificate, keyFile: files.key)
    }
}

/// - Throws: ``DemoMismatch`` where the condition does not hold.
func expect(_ condition: Bool, _ otherwise: String) throws {
    guard condition else { throw DemoMismatch(otherwise) }
}

extension DemoConversation.Records {
    /// What both sides agreed upon.
    /// - Throws: ``DemoMismatch`` where the conversation failed, or they do not agree.
    fileprivate func completed() throws -> ConnectionSummary {
        if let failure = client.failure { throw DemoMismatch(failure.sentence(for: .client)) }
        if let failure = server.failure { throw DemoMismatch(failure.sentence(for: .server)) }
        guard let summary = client.summary, let other = server.summary else {
            throw DemoMismatch("the handshake did not complete")
        }
        try expect(
            summary.cipherSuite == other.cipherSuite && summary.group == other.group
                && summary.resumed == other.resumed, "the two sides disagree about what they agreed upon")
        try expect(other.clientAuthenticated, "the server did not authenticate the client")
        return summary
    }

    /// Version, suite, group, bytes and time.
    fileprivate var agreement: String {
        let parts = [client.version?.description, client.cipherSuite?.description, client.group?.description]
        let time = milliseconds(client.handshakeDuration ?? .zero)
        return parts.compactMap(\.self).joined(separator: ", ") + ", \(client.handshakeBytes) bytes, \(time) ms"
    }

    /// How one side refused the other, with this alert.
    /// - Throws: ``DemoMismatch`` where it did not.
    fileprivate func refusal(by role: Role, with alert: AlertDescription) throws -> String {
        let (refusing, refused) = role == .client ? (client, server) : (server, client)
        guard let failure = refusing.failure else { throw DemoMismatch("it was accepted") }
        guard refusing.alertSent == alert else {
            throw DemoMismatch("\(refusing.alertSent?.description ?? "no alert") was sent instead of \(alert)")
        }
        guard refused.alertReceived == alert else {
            let other = refused.alertReceived?.description ?? "no alert"
            throw DemoMismatch("the other side received \(other) instead of \(alert)")
        }
        guard case .tls(let error) = failure else { return failure.sentence(for: role) }
        return escaped("\(error.sentence); alert \(alert)")
    }
}

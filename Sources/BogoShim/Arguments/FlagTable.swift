import WaxbillTLS

/// Every flag that the shim knows. One that is not here, or that asks for what Waxbill does not have, ends the shim
/// with ``ExitStatus/unimplemented``.
enum FlagTable {
    static let flags: [String: Flag] = [
        harness, exchange, offer, credentials, verification, sessions, expectations, certificateExpectations,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    private static let harness: [String: Flag] = [
        "-port": .number { $0.port = $1 },
        "-shim-id": .number { $0.shimID = $1 },
        "-ipv6": .toggle { $0.usesIPv6 = true },
        "-server": .toggle { $0.isServer = true },
        "-resume-count": .number { $0.resumeCount = $1 },
        "-async": .toggle { $0.isAsync = true },
        // The engine has no call for the handshake: reading drives it.
        "-implicit-handshake": .noOperation,
        // Certificates are chosen when the engine asks, which is after the ClientHello.
        "-use-early-callback": .noOperation,
        "-use-old-client-cert-callback": .noOperation,
        // The suite's certificates are not verified by chain: its roots are read by nobody.
        "-trust-cert": .bytes { _, _ in },
        // Comes with tests that have nothing to do with QUIC.
        "-quic-use-legacy-codepoint": .bytes { _, _ in },
    ]

    private static let exchange: [String: Flag] = [
        "-shim-writes-first": .toggle { $0.writesFirst = true },
        "-shim-initial-write": .bytes { $0.initialWrite = $1 },
        "-repeat-shim-initial-write": .number { $0.initialWriteCount = $1 },
        "-read-with-unfinished-write": .toggle { $0.readsWithUnfinishedWrite = true },
        "-shim-shuts-down": .toggle { $0.shutsDown = true },
        "-check-close-notify": .toggle { $0.checksCloseNotify = true },
        "-write-different-record-sizes": .toggle { $0.writesDifferentRecordSizes = true },
        // Every write is taken whole.
        "-partial-write": .noOperation,
        "-read-size": .number { $0.readSize = $1 },
        "-key-update": .toggle { $0.updatesKeys = true },
        "-handshake-never-done": .toggle { $0.handshakeNeverDone = true },
        "-use-exporter-between-reads": .toggle { $0.exportsBetweenReads = true },
        "-export-keying-material": .number { $0.exportLength = $1 },
        "-export-label": .bytes { $0.exportLabel = $1 },
        "-export-context": .bytes { $0.exportContext = $1 },
        "-use-export-context": .toggle { $0.usesExportContext = true },
        "-export-traffic-secrets": .toggle { $0.exportsTrafficSecrets = true },
        "-resumption-delay": .number { $0.resumptionDelay = $1 },
    ]

    private static let offer: [String: Flag] = [
        "-min-version": .number { $0.minimumVersion = ProtocolVersion(rawValue: $1) },
        "-max-version": .number { $0.maximumVersion = ProtocolVersion(rawValue: $1) },
        "-no-tls1": .toggle { $0.disabledVersions.insert(.tls10) },
        "-no-tls11": .toggle { $0.disabledVersions.insert(.tls11) },
        "-no-tls12": .toggle { $0.disabledVersions.insert(.tls12) },
        "-no-tls13": .toggle { $0.disabledVersions.insert(.tls13) },
        "-cipher": .text {
            $0.cipherList = $1
            $0.prefersServerCiphers = true
        },
        "-server-preference": .toggle { $0.prefersServerCiphers = true },
        "-curves": .number { $0.groups.append(NamedGroup(rawValue: $1)) },
        "-key-shares": .number { $0.keyShareGroups = ($0.keyShareGroups ?? []) + [NamedGroup(rawValue: $1)] },
        "-no-key-shares": .toggle { $0.keyShareGroups = [] },
        "-verify-prefs": .number { $0.verifyPreferences.append(SignatureScheme(rawValue: $1)) },
        "-fallback-scsv": .toggle { $0.isFallback = true },
        "-enable-grease": .toggle { $0.sendsGREASE = true },
        "-host-name": .text { $0.hostName = $1 },
        "-advertise-alpn": .bytes { $0.applicationProtocols = try FlagValue.protocolList($1) },
        "-select-alpn": .bytes { $0.selectedProtocol = ApplicationProtocol(rawValue: $1) },
        "-decline-alpn": .toggle { $0.declinesProtocol = true },
        "-reject-alpn": .toggle { $0.rejectsProtocol = true },
        "-enable-ocsp-stapling": .toggle { $0.requestsOCSPResponse = true },
    ]

    private static let credentials: [String: Flag] = [
        "-new-x509-credential": .toggle { $0.credentials.append(Credential()) },
        "-cert-file": .credential(takesValue: true) { $0.certificateFile = try FlagValue.text($1) },
        "-key-file": .credential(takesValue: true) { $0.keyFile = try FlagValue.text($1) },
        "-signing-prefs": .credential(takesValue: true) {
            $0.signingPreferences.append(SignatureScheme(rawValue: try FlagValue.number($1)))
        },
        "-ocsp-response": .credential(takesValue: true) { $0.ocspResponse = try FlagValue.base64($1) },
        "-must-match-issuer": .credential(takesValue: false) { credential, _ in credential.mustMatchIssuer = true },
    ]

    private static let verification: [String: Flag] = [
        "-require-any-client-certificate": .toggle { $0.requiresClientCertificate = true },
        "-verify-peer": .toggle { $0.verifiesPeer = true },
        "-reverify-on-resume": .toggle { $0.verifiesOnResumption = true },
        "-verify-fail": .toggle { $0.verificationFails = true },
        "-use-custom-verify-callback": .toggle { $0.usesCustomVerifyCallback = true },
        "-use-ocsp-callback": .toggle { $0.usesOCSPCallback = true },
        "-fail-ocsp-callback": .toggle { $0.failsOCSPCallback = true },
        "-decline-ocsp-callback": .toggle { $0.declinesOCSPCallback = true },
        "-set-ocsp-in-callback": .toggle { $0.setsOCSPResponseInCallback = true },
        "-fail-cert-callback": .toggle { $0.refusal = .certificateCallback },
        "-fail-early-callback": .toggle { $0.refusal = .earlyCallback },
        // Refusing is another flag.
        "-install-ddos-callback": .noOperation,
        "-fail-ddos-callback": .toggle { $0.refusal = .denialOfServiceCallback },
        "-use-client-ca-list": .text {
            $0.certificateAuthorities = ["<NULL>", "<EMPTY>"].contains($1) ? [] : try FlagValue.hexadecimalList($1)
        },
        "-max-cert-list": .number { $0.maximumCertificateMessage = $1 },
    ]

    private static let sessions: [String: Flag] = [
        "-no-ticket": .toggle { $0.disablesTickets = true },
        // The server's sessions are in a store of the shim's: that is Waxbill's callback.
        "-use-ticket-callback": .noOperation,
        "-use-ticket-aead-callback": .noOperation,
        // Resumptions by ticket get a new one anyway, which the suite looks for.
        "-renew-ticket": .noOperation,
        "-skip-ticket": .toggle { $0.skipsTicket = true },
    ]

    private static let expectations: [String: Flag] = [
        "-expect-version": .number { $0.expectations.version = ProtocolVersion(rawValue: $1) },
        "-expect-cipher": .number { $0.expectations.cipherSuite = CipherSuite(rawValue: $1) },
        "-expect-curve-id": .number { $0.expectations.group = NamedGroup(rawValue: $1) },
        "-expect-hrr": .toggle { $0.expectations.helloRetryRequest = true },
        "-expect-no-hrr": .toggle { $0.expectations.helloRetryRequest = false },
        "-expect-session-miss": .toggle { $0.expectations.sessionMiss = true },
        "-expect-no-session": .toggle { $0.expectations.noSession = true },
        "-expect-ticket-renewal": .toggle { $0.expectations.ticketRenewal = true },
        "-expect-session-id": .toggle { $0.expectations.sessionID = true },
        "-expect-no-session-id": .toggle { $0.expectations.sessionID = false },
        "-expect-extended-master-secret": .toggle { $0.expectations.extendedMainSecret = true },
        "-expect-alpn": .bytes { $0.expectations.applicationProtocol = ApplicationProtocol(rawValue: $1) },
        "-expect-advertised-alpn": .bytes { $0.expectations.advertisedProtocols = $1 },
        "-expect-server-name": .text { $0.expectations.serverName = $1 },
        "-expect-no-server-name": .toggle { $0.expectations.noServerName = true },
        "-expect-msg-callback": .text { $0.expectations.messageTrace = $1 },
    ]

    private static let certificateExpectations: [String: Flag] = [
        "-expect-peer-signature-algorithm": .number {
            $0.expectations.peerSignatureScheme = SignatureScheme(rawValue: $1)
        },
        "-expect-peer-verify-pref": .number {
            $0.expectations.peerVerifyPreferences.append(SignatureScheme(rawValue: $1))
        },
        "-expect-verify-result": .toggle { $0.expectations.verifyResult = true },
        "-expect-no-peer-cert": .toggle { $0.expectations.noPeerCertificate = true },
        "-expect-peer-cert-file": .text { $0.expectations.peerCertificateFile = $1 },
        "-expect-certificate-types": .base64 {
            $0.expectations.certificateTypes = $1.map(ClientCertificateType.init(rawValue:))
        },
        "-expect-client-ca-list": .text { $0.expectations.certificateAuthorities = try FlagValue.hexadecimalList($1) },
        "-expect-selected-credential": .number { $0.expectations.selectedCredential = $1 },
        "-expect-ocsp-response": .base64 { $0.expectations.ocspResponse = $1 },
    ]
}

import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

/// Chains and keys as OpenSSL writes them.
struct IdentityTests {
    /// A form of key: how OpenSSL makes it, and what a signature with it is called.
    struct KeyForm: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Commands that leave a certificate in `cert.pem` and its key in `key.pem`.
        let commands: [String]
        let scheme: SignatureScheme
        /// The block that the key's file holds.
        let label: String

        init(_ name: String, _ make: String, _ convert: String? = nil, _ scheme: SignatureScheme, _ label: String) {
            testDescription = name
            commands = [
                make, "req -x509 -key first.pem -out cert.pem -days 1 -subj /CN=leaf",
                convert ?? "pkey -in first.pem -out key.pem",
            ]
            self.scheme = scheme
            self.label = label
        }
    }

    static let forms: [KeyForm] =
        [
            ("P-256", SignatureScheme.ecdsaSecp256r1SHA256), ("P-384", .ecdsaSecp384r1SHA384),
            ("P-521", .ecdsaSecp521r1SHA512),
        ].flatMap { curve, scheme in
            let make = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:\(curve) -out first.pem"
            return [
                KeyForm("\(curve) in PKCS#8", make, nil, scheme, "PRIVATE KEY"),
                KeyForm("\(curve) in SEC 1", make, "ec -in first.pem -out key.pem", scheme, "EC PRIVATE KEY"),
                KeyForm(
                    "\(curve) in SEC 1 without the public key", make, "ec -in first.pem -no_public -out key.pem",
                    scheme,
                    "EC PRIVATE KEY"),
            ]
        } + [
            KeyForm(
                "P-256 after its parameters", "ecparam -name prime256v1 -genkey -out first.pem",
                "ecparam -name prime256v1 -in first.pem -out unused.pem", .ecdsaSecp256r1SHA256, "EC PARAMETERS"),
            KeyForm("Ed25519 in PKCS#8", "genpkey -algorithm ED25519 -out first.pem", nil, .ed25519, "PRIVATE KEY"),
            KeyForm(
                "RSA in PKCS#8", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out first.pem", nil,
                .rsaPSSRSAESHA256, "PRIVATE KEY"),
            KeyForm(
                "RSA in PKCS#1", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out first.pem",
                "rsa -in first.pem -traditional -out key.pem", .rsaPSSRSAESHA256, "RSA PRIVATE KEY"),
        ]

    @Test(.needsOpenSSL, arguments: forms)
    func reads(_ form: KeyForm) async throws {
        let openssl = try OpenSSL()
        for command in form.commands { try openssl(command) }
        let keyFile = form.label == "EC PARAMETERS" ? "first.pem" : "key.pem"
        #expect(try openssl.directory.text(keyFile).contains("BEGIN \(form.label)-----"))
        let identity = try Identity(certificateFile: openssl.path("cert.pem"), keyFile: openssl.path(keyFile))
        #expect(identity.signer.signatureSchemes.contains(form.scheme))
        let signature = try await identity.signer.sign([1, 2, 3], with: form.scheme)
        let fields = try #require(identity.certificateChain.first.flatMap(CertificateFields.init(der:)))
        let key = try PublicKey(subjectPublicKeyInfo: fields.subjectPublicKeyInfo)
        #expect(key.isValid(signature: signature, content: [1, 2, 3], scheme: form.scheme))
        #expect(identity.issuers == [fields.issuer])
    }

    @Test func oneFileForBoth() throws {
        let issued = TestPKI.issuedServer()
        let text = "leaf and key\n" + issued.certificatePEM + (try issued.keyPEM())
        let identity = try Identity(certificatePEM: text, keyPEM: text)
        #expect(identity.certificateChain == issued.identity.certificateChain)
        #expect(identity.names == ["localhost", "server.example", "*.wild.example", "127.0.0.1", "::1"])
    }

    @Test func chainKeepsItsOrder() throws {
        let issued = TestPKI.issuedServer()
        let chain = issued.certificatePEM + TestPKI.authority.certificatePEM
        let identity = try Identity(certificatePEM: chain, keyPEM: try issued.keyPEM())
        #expect(identity.certificateChain == [issued.identity.certificateChain[0], TestPKI.authority.certificate])
    }

    @Test func carriageReturnsAndIndentation() throws {
        let issued = TestPKI.issuedServer()
        let text = (issued.certificatePEM + (try issued.keyPEM())).split(separator: "\n").map { " \($0) \r\n" }.joined()
        #expect(try Identity(certificatePEM: text, keyPEM: text).certificateChain.count == 1)
    }
}

/// What is wrong with a chain and its key, in words.
struct IdentityErrorTests {
    private func error(_ certificate: String, _ key: String) -> IdentityError? {
        do throws(IdentityError) {
            _ = try Identity(certificatePEM: certificate, keyPEM: key)
            return nil
        } catch {
            return error
        }
    }

    @Test func anotherKey() throws {
        let issued = TestPKI.issuedServer()
        let error = try #require(error(issued.certificatePEM, try TestPKI.issuedServer(.p384).keyPEM()))
        guard case .keyDoesNotMatch(_, _, _, nil) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.description.contains("CN=localhost"))
    }

    @Test func keyOfALaterCertificate() throws {
        let issued = TestPKI.issuedServer()
        let chain = TestPKI.authority.certificatePEM + issued.certificatePEM
        let error = try #require(error(chain, try issued.keyPEM()))
        guard case .keyDoesNotMatch(_, _, _, 1) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.description.contains("certificate 2; put that one first"))
    }

    @Test func missingParts() throws {
        let issued = TestPKI.issuedServer()
        let key = try issued.keyPEM()
        #expect(error(key, key) == .noCertificate(source: "the certificate"))
        #expect(error("", key) == .noCertificate(source: "the certificate"))
        #expect(error(issued.certificatePEM, issued.certificatePEM) == .noPrivateKey(source: "the key"))
        #expect(error(issued.certificatePEM, key + key) == .severalPrivateKeys(source: "the key"))
    }

    @Test(
        .needsOpenSSL,
        arguments: [
            "-v2 aes-256-cbc", "-v2 aes-128-cbc", "-v2 aes-192-cbc -v2prf hmacWithSHA512",
            "-v2prf hmacWithSHA1 -iter 1",
            "-scrypt", "-v2 aes-256-cbc -iter 600000",
        ])
    func encryptedKey(_ options: String) throws {
        let openssl = try OpenSSL()
        try openssl("req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=leaf")
        try openssl("pkcs8 -topk8 -in key.pem \(options) -passout pass:secret -out locked.pem")
        let (certificate, key) = (openssl.path("cert.pem"), openssl.path("locked.pem"))
        let closed = #expect(throws: IdentityError.self) { try Identity(certificateFile: certificate, keyFile: key) }
        #expect(closed == .encryptedPrivateKey(source: key))
        let wrong = #expect(throws: IdentityError.self) {
            try Identity(certificateFile: certificate, keyFile: key, passphrase: Passphrase("guess"))
        }
        #expect(wrong == .wrongPassphrase(source: key))
        let identity = try Identity(certificateFile: certificate, keyFile: key, passphrase: Passphrase("secret"))
        #expect(identity.certificateChain.count == 1)
    }

    @Test(
        .needsOpenSSL,
        arguments: [
            ("rsa -aes128 -in key.pem -traditional", "OpenSSL's old format"),
            ("pkcs8 -topk8 -in key.pem -v2 des3", "the cipher 1.2.840.113549.3.7"),
            ("pkcs8 -topk8 -in key.pem -v1 PBE-SHA1-3DES", "1.2.840.113549.1.12.1.3"),
        ])
    func keyEncryptedOtherwise(_ command: String, _ reason: String) throws {
        let openssl = try OpenSSL()
        try openssl("req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=leaf")
        try openssl("\(command) -passout pass:secret -out locked.pem")
        let error = #expect(throws: IdentityError.self) {
            try Identity(
                certificateFile: openssl.path("cert.pem"), keyFile: openssl.path("locked.pem"),
                passphrase: Passphrase("secret"))
        }
        guard case .unsupportedKeyEncryption = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains(reason) == true)
        #expect(error?.description.contains("openssl pkcs8 -topk8 -in") == true)
    }

    @Test(.needsOpenSSL, arguments: KeyKind.allCases) func ourEncryptedKeysAreForOpenSSL(_ kind: KeyKind) throws {
        let openssl = try OpenSSL()
        let issued = TestPKI.issuedServer(kind)
        let key = try issued.keyPEM(passphrase: Passphrase("correct horse"))
        try openssl.directory.write(key, to: "key.pem")
        try openssl.directory.write("correct horse\n", to: "passphrase")
        let text = try openssl("pkey -in key.pem -passin file:passphrase")
        let certificate = issued.certificatePEM
        _ = try Identity(certificatePEM: certificate, keyPEM: text)
        _ = try Identity(
            certificatePEM: certificate, keyPEM: key, passphrase: Passphrase(file: openssl.path("passphrase")))
    }

    @Test func damagedEncryptedKeysDoNotTrap() throws {
        // Few rounds, since there are many damages: PBKDF2 with one round of HMAC-SHA-1.
        let text = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MEwwRgYJKoZIhvcNAQUNMDkwGwYJKoZIhvcNAQUMMA4ECAECAwQFBgcIAgEBMBoG
            CSqGSIb3DQEHBgQEAQIDBAIAAAAAAAAA
            -----END ENCRYPTED PRIVATE KEY-----
            """
        let block = try #require(try PEM.blocks(in: Array(text.utf8)).first)
        for index in block.contents.indices {
            for value: UInt8 in [0x00, 0x7F, 0x80, 0xFF] {
                var damaged = block.contents
                damaged[index] = value
                #expect(throws: PasswordDecryptionFailure.self) {
                    try PasswordEncryption.decrypt(damaged, with: Passphrase("secret"))
                }
            }
            #expect(throws: PasswordDecryptionFailure.self) {
                try PasswordEncryption.decrypt(Array(block.contents[..<index]), with: Passphrase("secret"))
            }
        }
    }

    @Test func passphraseFiles() throws {
        let directory = try TemporaryDirectory()
        #expect(try Passphrase(file: directory.write("secret\r\nmore\n", to: "a")) == Passphrase("secret"))
        #expect(throws: PassphraseError.empty(source: directory.path("b"))) {
            try Passphrase(file: directory.write("\n", to: "b"))
        }
        let long = try directory.write(String(repeating: "x", count: 2000), to: "c")
        #expect(throws: PassphraseError.tooLong(source: long)) { try Passphrase(file: long) }
        #expect("\(Passphrase("secret"))" == "Passphrase")
    }

    @Test(
        .needsOpenSSL,
        arguments: [
            ("genpkey -algorithm ED448 -out key.pem", "Ed448"), ("genpkey -algorithm X25519 -out key.pem", "X25519"),
            ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out key.pem", "secp256k1"),
        ])
    func unsupportedKey(_ command: String, _ name: String) throws {
        let openssl = try OpenSSL()
        try openssl(command)
        let error = try #require(error(TestPKI.issuedServer().certificatePEM, try openssl.directory.text("key.pem")))
        guard case .unsupportedPrivateKey = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.description.contains(name))
    }

    @Test(.needsOpenSSL) func smallRSAKey() throws {
        let openssl = try OpenSSL()
        try openssl("genrsa -out key.pem 1024")
        let error = error(TestPKI.issuedServer().certificatePEM, try openssl.directory.text("key.pem"))
        #expect(error == .weakPrivateKey(source: "the key", bits: 1024))
    }

    @Test func missingFile() throws {
        let error = #expect(throws: IdentityError.self) {
            try Identity(certificateFile: "/nowhere/cert.pem", keyFile: "/nowhere/key.pem")
        }
        #expect(error?.description == "cannot read /nowhere/cert.pem: No such file or directory")
    }

    @Test(arguments: ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"])
    func damagedKeysDoNotTrap(_ label: String) throws {
        let block = try #require(try PEM.blocks(in: Array(try TestPKI.issuedServer().keyPEM().utf8)).first)
        let certificate = TestPKI.issuedServer().certificatePEM
        for index in block.contents.indices {
            #expect(error(certificate, PEM.text(label, Array(block.contents[..<index]))) != nil)
            var damaged = block.contents
            damaged[index] ^= 0xFF
            _ = error(certificate, PEM.text(label, damaged))
        }
    }
}

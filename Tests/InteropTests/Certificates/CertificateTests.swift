import Foundation
import Testing
import WaxbillTLS
import WaxbillX509

extension Interop {
    /// The certificates of Waxbill's authority before verifiers of others, and our own.
    @Suite struct Certificates {
        /// Root, intermediate and leaf with keys of one kind.
        @Test(arguments: Judged.all(KeyKind.allCases).filter(\.isKnown)) func good(_ judged: Judged<KeyKind>)
            async throws
        {
            try await cell(judged.stack, .server, .verifiedCertificates) { bench in
                // Chromium's TLS has no P-521.
                let leaf = judged.stack == .chromium && judged.subject == .p521 ? .p256 : judged.subject
                let chain = try JudgedAuthority.of(judged.subject).judged(key: leaf)
                let objection = try await bench.objection(of: judged.stack, to: chain)
                try #require(objection == nil)
                try #require(Self.violation(of: chain) == nil)
            }
        }

        @Test(arguments: Judged.all(KeyKind.allCases, [.openSSL3, .go, .gnuTLS]))
        func client(_ judged: Judged<KeyKind>) async throws {
            try await cell(judged.stack, .client, .verifiedCertificates) { bench in
                // Go wants a host in every URI below name constraints, of whatever kind; a client's has none.
                let authority = try JudgedAuthority.of(judged.subject, isConstrained: judged.stack != .go)
                let issued = try authority.issue(.client(named: "alice"), key: judged.subject)
                let chain = JudgedChain(root: authority.certificatePEM, issued: issued, purpose: .client)
                let objection = try await bench.objection(of: judged.stack, to: chain)
                try #require(objection == nil)
                try #require(Self.violation(of: chain) == nil)
            }
        }

        /// Wildcards and addresses.
        @Test(arguments: Judged.all(["a.wild.example", "10.0.0.1"], [.openSSL3, .go, .gnuTLS]))
        func name(_ judged: Judged<String>) async throws {
            try await cell(judged.stack, .server, .verifiedCertificates) { bench in
                var chain = try JudgedAuthority.of(.p256).judged()
                chain.name = judged.subject
                let objection = try await bench.objection(of: judged.stack, to: chain)
                try #require(objection == nil)
                try #require(Self.violation(of: chain) == nil)
            }
        }

        @Test(arguments: Judged.all(WrongCertificate.allCases).filter { $0.verdict != nil })
        func wrong(_ judged: Judged<WrongCertificate>) async throws {
            let expected = try #require(judged.verdict)
            let role: OurRole = judged.subject == .serverAsClient ? .client : .server
            try await cell(judged.stack, role, .refusedCertificates) { bench in
                let objection = try await bench.objection(of: judged.stack, to: judged.subject.chain())
                switch expected {
                case .accepted: try #require(objection == nil)
                case .refused(let why): try #require(objection?.contains(why) == true, "\(objection ?? "accepted")")
                }
            }
        }

        @Test(arguments: WrongCertificate.allCases) func ours(_ wrong: WrongCertificate) throws {
            let violation = try Self.violation(of: wrong.chain())
            #expect(violation?.rule == wrong.rule, "\(violation?.description ?? "accepted")")
        }

        /// What our own validator says.
        private static func violation(of chain: JudgedChain) throws -> ValidationRefusal? {
            let roots = try TrustRoots(pem: chain.root)
            let now = CertificateTime(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
            var options = ValidationOptions(time: now)
            options.purpose = chain.purpose
            options.keyUsage = .digitalSignature
            if chain.purpose == .server { options.names = [try ReferenceName(host: chain.name)] }
            do throws(ValidationRefusal) {
                _ = try PathValidator(roots: roots).validate(chain.issued.chain, options)
                return nil
            } catch {
                return error
            }
        }
    }
}

/// Something to judge, and who does.
struct Judged<Subject: Sendable>: Sendable, CustomTestStringConvertible {
    let subject: Subject
    let stack: Stack

    var testDescription: String { "\(subject), \(stack)" }

    /// Everything by each verifier that is here. In CI all have to be here.
    static func all(_ subjects: [Subject], _ stacks: [Stack] = Stack.verifiers) -> [Judged] {
        stacks.filter { $0.isPresent || Stack.allAreRequired }
            .flatMap { stack in subjects.map { Judged(subject: $0, stack: stack) } }
    }
}

extension Judged<KeyKind> {
    /// Chromium knows no Ed25519.
    fileprivate var isKnown: Bool { stack != .chromium || subject != .ed25519 }
}

extension Judged<WrongCertificate> {
    /// What is expected; nil: the verifier is not asked.
    fileprivate var verdict: Verdict? { subject.verdicts[stack] }
}

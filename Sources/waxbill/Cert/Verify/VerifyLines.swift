import Foundation
import WaxbillX509

/// `cert verify --jsonl`: a verdict for each line of standard input, as soon as the line is there.
struct VerifyLines {
    /// The most bytes of a line.
    static let lineLimit = 64 << 20

    private var texts = CertificateTexts()
    private var validators = ValidatorCache()

    /// Answers every line, and ends where they do. No line ends it before.
    mutating func run() {
        var reader = LineReader(limit: Self.lineLimit)
        while let line = reader.next() {
            switch line {
            case .whole(let bytes):
                guard bytes.contains(where: { !Self.isBlank($0) }) else { continue }
                answer(bytes)
            case .tooLong(let beginning):
                write(
                    LineIdentifier.guess(beginning),
                    .failure("the line has more than \(Self.lineLimit >> 20) MiB"))
            }
        }
    }

    /// What is said about one line.
    enum Verdict: Equatable {
        case success(String)
        case failure(String)
    }

    private mutating func answer(_ bytes: [UInt8]) {
        do throws(MalformedLine) {
            let line = try RequestedVerification(parsing: bytes)
            write(line.id.text, verdict(line))
        } catch {
            write(error.id, .failure(error.reason))
        }
    }

    /// Verifies what a line asks for.
    mutating func verdict(_ line: RequestedVerification) -> Verdict {
        do throws(TextFailure) {
            let leaf = try texts.certificates([line.leaf], field: "leaf", indexed: false)
            let others = try texts.certificates(line.intermediates ?? [], field: "intermediates")
            let anchors = try texts.certificates(line.trust ?? [], field: "trust")
            let options = try line.options(time: line.time ?? .now, lists: texts.lists(line.crls ?? []))
            guard !anchors.isEmpty else {
                return .failure("there is no trust anchor to end at (RFC 5280, Section 6.1.1 (d))")
            }
            let validator = try validators.validator(line.trust ?? [], anchors)
            return Self.verdict(validator, leaf + others, options)
        } catch {
            return .failure(error.reason)
        }
    }

    private static func verdict(
        _ validator: PathValidator, _ chain: [[UInt8]], _ options: ValidationOptions
    ) -> Verdict {
        do throws(ValidationRefusal) {
            let path = try validator.validate(chain, options)
            return .success(path.summaries.map { "\"\($0.subject)\"" }.joined(separator: " < "))
        } catch {
            return .failure(error.description)
        }
    }

    private func write(_ id: String, _ verdict: Verdict) {
        let (word, reason) =
            switch verdict {
            case .success(let reason): ("SUCCESS", reason)
            case .failure(let reason): ("FAILURE", reason)
            }
        StandardOutput.writeLine("\(escaped(id, limit: .max))\t\(word)\t\(escaped(reason, limit: 4000))")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}

/// A line asks for what cannot be had.
struct TextFailure: Error, Equatable {
    let reason: String
}

/// The PEM texts of lines, read once each: most lines have the same ones as those before.
struct CertificateTexts {
    private static let capacity = 512

    private var known: [String: [[UInt8]]] = [:]
    private var knownLists: [String: [CertificateRevocationList]] = [:]

    /// The DER certificates of all texts, in their order. Each text holds certificates and nothing else.
    mutating func certificates(
        _ texts: [String], field: String, indexed: Bool = true
    ) throws(TextFailure) -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        for (index, text) in texts.enumerated() {
            let name = indexed ? "\(field)[\(index)]" : field
            if let known = known[text] {
                certificates += known
            } else {
                certificates += try read(text, name)
            }
        }
        return certificates
    }

    /// The lists of all texts.
    mutating func lists(_ texts: [String]) throws(TextFailure) -> [CertificateRevocationList] {
        var lists: [CertificateRevocationList] = []
        for (index, text) in texts.enumerated() {
            if let known = knownLists[text] {
                lists += known
                continue
            }
            do throws(RevocationListError) {
                let read = try CertificateRevocationList.lists(pem: Array(text.utf8))
                if knownLists.count >= Self.capacity { knownLists = [:] }
                knownLists[text] = read
                lists += read
            } catch {
                throw TextFailure(reason: "the field \"crls[\(index)]\" cannot be read: \(error)")
            }
        }
        return lists
    }

    private mutating func read(_ text: String, _ name: String) throws(TextFailure) -> [[UInt8]] {
        let blocks: [PEMBlock]
        do throws(PEMError) {
            blocks = try PEM.blocks(in: Array(text.utf8))
        } catch {
            throw TextFailure(reason: "the field \"\(name)\" is not PEM: \(error)")
        }
        guard !blocks.isEmpty else { throw TextFailure(reason: "the field \"\(name)\" has no PEM certificate") }
        var certificates: [[UInt8]] = []
        for block in blocks {
            guard case .certificate(let der) = X509Object(block) else {
                throw TextFailure(reason: "the field \"\(name)\" has a block \"\(block.label)\", not a certificate")
            }
            certificates.append(der)
        }
        if known.count >= Self.capacity { known = [:] }
        known[text] = certificates
        return certificates
    }
}

/// Validators by the texts of their trust anchors.
struct ValidatorCache {
    private static let capacity = 64

    private var known: [[String]: PathValidator] = [:]

    /// A validator that trusts the anchors that can be used.
    /// - Throws: ``TextFailure`` where none can.
    mutating func validator(_ texts: [String], _ anchors: [[UInt8]]) throws(TextFailure) -> PathValidator {
        if let validator = known[texts] { return validator }
        let validator = PathValidator(roots: try Self.roots(anchors))
        if known.count >= Self.capacity { known = [:] }
        known[texts] = validator
        return validator
    }

    private static func roots(_ anchors: [[UInt8]]) throws(TextFailure) -> TrustRoots {
        if let roots = try? TrustRoots(der: anchors) { return roots }
        // One that cannot be used does not make the others untrusted.
        let usable = anchors.filter { (try? TrustRoots(der: [$0])) != nil }
        do throws(TrustRootsError) {
            return try TrustRoots(der: usable.isEmpty ? anchors : usable)
        } catch {
            throw TextFailure(reason: "no trust anchor can be used: \(error)")
        }
    }
}

extension RequestedVerification {
    /// What the path has to be good for.
    fileprivate func options(
        time: VerificationTime, lists: [CertificateRevocationList]
    ) throws(TextFailure) -> ValidationOptions {
        var options = ValidationOptions(time: CertificateTime(secondsSinceEpoch: time.seconds))
        options.purpose =
            switch purpose {
            case .server: .server
            case .client: .client
            case .any, nil: .any
            }
        options.names = references
        options.profile = profile == .webpki ? .webPKI : .rfc5280
        // Whoever asks chooses the certificates. How long they are tried is bounded all the same.
        options.limits.certificateCount = 256
        if let maxDepth { options.limits.depth = maxDepth.count }
        for policy in policies?.initial ?? [] where !PolicyOption.isIdentifier(policy) {
            throw TextFailure(reason: "the field \"policies.initial\" has \"\(policy)\", which is no object identifier")
        }
        options.policies = PolicyParameters(
            initialPolicies: policies?.initial.map(Set.init), requireExplicitPolicy: policies?.requireExplicit ?? false,
            inhibitPolicyMapping: policies?.inhibitMapping ?? false, inhibitAnyPolicy: policies?.inhibitAny ?? false)
        options.revocationLists = lists
        // Who gives lists wants to know of each certificate.
        if !lists.isEmpty { options.revocation = .required }
        return options
    }
}

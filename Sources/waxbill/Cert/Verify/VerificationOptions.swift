import ArgumentParser
import WaxbillX509

/// `--name`: a name and its kind.
enum NameOption {
    static func parse(_ text: String) throws -> ReferenceName {
        do {
            for (prefix, read) in kinds where text.hasPrefix(prefix) {
                return try read(String(text.dropFirst(prefix.count)))
            }
            return try ReferenceName(host: text)
        } catch let error as ReferenceNameError {
            throw ValidationError("\(escaped(error.description)).")
        }
    }

    private static let kinds: [(String, @Sendable (String) throws -> ReferenceName)] = [
        ("dns:", { try ReferenceName(dns: $0) }), ("ip:", { try ReferenceName(ip: $0) }),
        ("email:", { try ReferenceName(email: $0) }), ("uri:", { try ReferenceName(uri: $0) }),
    ]
}

/// What is asked about certificate policies (RFC 5280, Section 6.1.1).
struct PolicyOption: ParsableArguments {
    @Option(help: ArgumentHelp("A policy that is good enough; default: any.", valueName: "oid"))
    var policy: [String] = []

    @Flag(help: "The path must be valid for one of the policies.")
    var requireExplicitPolicy = false

    @Flag(help: "No certificate may map one policy to another.")
    var inhibitPolicyMapping = false

    @Flag(help: "anyPolicy in a certificate stands for no policy.")
    var inhibitAnyPolicy = false

    mutating func validate() throws {
        for policy in policy where !Self.isIdentifier(policy) {
            throw ValidationError("\"\(escaped(policy))\" is not an object identifier like 2.23.140.1.2.1.")
        }
    }

    /// Whether nothing is asked.
    var isEmpty: Bool { policy.isEmpty && !requireExplicitPolicy && !inhibitPolicyMapping && !inhibitAnyPolicy }

    var parameters: PolicyParameters {
        PolicyParameters(
            initialPolicies: policy.isEmpty ? nil : Set(policy), requireExplicitPolicy: requireExplicitPolicy,
            inhibitPolicyMapping: inhibitPolicyMapping, inhibitAnyPolicy: inhibitAnyPolicy)
    }

    /// Whether the text is numbers with dots between, two at least.
    static func isIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (part.count == 1 || part.first != "0")
            }
    }
}

/// Where revocations are looked up.
struct RevocationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Revocation lists, PEM or DER; deltas too. What one names is refused, and see --revocation.",
            valueName: "file"))
    var crl: [String] = []

    @Option(help: ArgumentHelp("An OCSP response about the leaf (DER), which has to find it good.", valueName: "file"))
    var ocsp: String?

    @Option(
        help: ArgumentHelp(
            "About which certificates --crl and --ocsp have to know something: the leaf, the whole chain, or none.",
            valueName: "whose"))
    var revocation = Required.leaf

    /// The values of `--revocation`.
    enum Required: String, ExpressibleByArgument, CaseIterable {
        case leaf
        case chain
        case none

        fileprivate var policy: RevocationPolicy {
            switch self {
            case .leaf: .leafRequired
            case .chain: .required
            case .none: .ifKnown
            }
        }
    }

    mutating func validate() throws {
        guard revocation == .leaf || !isEmpty else { throw ValidationError("--revocation needs --crl or --ocsp.") }
    }

    /// Whether nothing is named.
    var isEmpty: Bool { crl.isEmpty && ocsp == nil }

    /// Reads the files.
    func apply(to options: inout ValidationOptions) throws {
        var lists: [CertificateRevocationList] = []
        for file in crl {
            do {
                lists += try CertificateRevocationList.lists(file: file)
            } catch RevocationListError.unreadable(let error) {
                throw error
            } catch {
                throw CommandFailure(.dataError, escaped(error.description))
            }
        }
        options.revocationLists = lists
        options.revocation = isEmpty ? .ifKnown : revocation.policy
        guard let ocsp else { return }
        do {
            options.ocspResponse = try OCSPResponse(file: ocsp).der
        } catch OCSPResponseError.unreadable(let error) {
            throw error
        } catch {
            throw CommandFailure(.dataError, "\(ocsp): \(escaped(error.description))")
        }
    }
}

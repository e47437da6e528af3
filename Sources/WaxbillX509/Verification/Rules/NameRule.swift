import SwiftASN1
import WaxbillTLS
import X509

/// A server's certificate has the name that was asked for among its subjectAltNames; the common name is never looked at
/// (RFC 9525, Section 6). A client's needs no name.
struct NameRule: ChainRule {
    let purpose: CertificateVerificationRequest.Purpose

    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        guard case .server(let reference) = purpose else { return }
        let names: SubjectAlternativeNames?
        do {
            names = try path.leaf.extensions.subjectAlternativeNames
        } catch {
            throw .malformedExtension("subjectAltName", path.leaf)
        }
        guard !(names ?? SubjectAlternativeNames()).contains(where: { Self.matches($0, reference) }) else { return }
        throw CertificateRefusal(
            .nameMismatch,
            "certificate \(path.leaf.quotedSubject) is not for \(reference): \(Self.list(path.leaf)) (RFC 9525, Section 6)"
        )
    }

    private static func matches(_ name: GeneralName, _ reference: ServerName) -> Bool {
        switch (name, reference) {
        case (.dnsName(let pattern), .dnsName(let name)): DNSNamePattern.matches(pattern, name)
        // RFC 9525, Section 6.5: byte for byte.
        case (.ipAddress(let presented), .ipAddress(let address)): presented.bytes.elementsEqual(address)
        default: false
        }
    }

    private static func list(_ certificate: Certificate) -> String {
        let names = certificate.hostNames
        guard !names.isEmpty else {
            return "it has no DNS name or IP address in subjectAltName, and the common name does not count"
        }
        let shown = names.prefix(8).joined(separator: ", ")
        return "it is for \(shown)\(names.count > 8 ? " and \(names.count - 8) more" : "")"
    }
}

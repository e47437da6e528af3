import Foundation
import WaxbillTestSupport

/// What one line is about: a chain of drafts and what is asked of it. As it begins, nothing is wrong with it.
struct LineScene {
    /// Who signs a CRL.
    enum Signer {
        case root
        /// Counted from the root down.
        case authority(Int)
        case leaf
        case other(DraftedCertificate)
    }

    var root = CertificateDraft.authority("Root")
    /// From the root down.
    var authorities = [CertificateDraft.authority("Intermediate")]
    var leaf = CertificateDraft.leaf()
    /// The CRLs, empty where revocation is not asked about.
    var crls: [(draft: RevocationListDraft, signer: Signer)] = []
    /// The fields of the line that are no certificates.
    var fields: [String: Any] = [
        "time": "2026-06-01T00:00:00Z", "name": ["dns": "server.example"], "purpose": "server", "profile": "rfc5280",
    ]
    /// Trusted besides the root.
    var otherTrust: [DraftedCertificate] = []
    /// Presented before the authorities.
    var otherIntermediates: [DraftedCertificate] = []
    var trustsRoot = true
    var presentsAuthorities = true

    /// The only authority in between.
    var authority: CertificateDraft {
        get { authorities[0] }
        set { authorities[0] = newValue }
    }

    /// Leaves one field out or puts it in.
    subscript(field: String) -> Any? {
        get { fields[field] }
        set { fields[field] = newValue }
    }

    /// Adds an empty CRL of each issuer in the chain.
    mutating func checkRevocation() {
        crls = [(RevocationListDraft(), .root)]
        crls += authorities.indices.map { (RevocationListDraft(), .authority($0)) }
    }

    /// The line.
    func json(id: String) throws -> String {
        let signedRoot = try root.signed()
        var signed: [DraftedCertificate] = []
        for draft in authorities { signed.append(try draft.signed(by: signed.last ?? signedRoot)) }
        let signedLeaf = try leaf.signed(by: signed.last ?? signedRoot)
        var object = fields
        object["id"] = id
        object["trust"] = ((trustsRoot ? [signedRoot] : []) + otherTrust).map(\.pem)
        object["intermediates"] = (otherIntermediates + (presentsAuthorities ? signed.reversed() : [])).map(\.pem)
        object["leaf"] = fields["leaf"] ?? signedLeaf.pem
        if !crls.isEmpty {
            object["crls"] = try crls.map { crl in
                let signer =
                    switch crl.signer {
                    case .root: signedRoot
                    case .authority(let index): signed[index]
                    case .leaf: signedLeaf
                    case .other(let certificate): certificate
                    }
                return DraftPEM.text("X509 CRL", try crl.draft.signed(by: signer))
            }
        }
        for (name, value) in fields where value is NSNull { object[name] = nil }
        return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }
}

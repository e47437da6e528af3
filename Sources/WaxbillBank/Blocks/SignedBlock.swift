import TLSWire
import WaxbillProofs
import WaxbillTLS
import WaxbillX509

/// A block's statement with the bank's signature over it: SignedBlock of docs/BANK.md.
///
/// Statement and certificates belong together; whether the signature is good, and who made it, is what ``verify(by:)`` says.
package struct SignedBlock: Sendable, Hashable {
    package let statement: BlockStatement
    /// The statement with signature and certificates.
    let signed: SignedStatement

    /// Reads what ``encoded`` gave.
    /// - Throws: `malformed`, `otherCertificates`.
    package init(decoding bytes: [UInt8]) throws(BlockError) {
        do throws(DecodingFailure) {
            var reader = WireReader(bytes.span.bytes, "SignedBlock")
            let contents = try reader.bytes("statement", count: BlockStatement.byteCount)
            let scheme = try reader.codePoint("signature_scheme", as: SignatureScheme.self)
            let signature = try reader.vector("signature", length: .uint16, in: 1...65_535)
            var list = try reader.list("certificates", length: .uint24, in: 1...Self.mostCertificateBytes)
            var certificates: [[UInt8]] = []
            while !list.isAtEnd {
                certificates.append(
                    try list.vector("certificate", length: .uint24, in: 1...Self.mostCertificateBytes))
            }
            try reader.finish()
            statement = try BlockStatement(decoding: contents)
            signed = SignedStatement(
                contents: contents, scheme: scheme, signature: signature, certificates: certificates)
        } catch {
            throw .malformed(error)
        }
        guard statement.certificates == Self.hash(of: signed.certificates) else { throw .otherCertificates }
    }

    /// Reads a block as it is stored.
    /// - Throws: `malformed`, `certificatesMissing`, `otherCertificates`.
    package init(_ block: SealedBlock) throws(BlockError) {
        guard !block.certificates.isEmpty else { throw .certificatesMissing }
        try self.init(decoding: block.statement + block.certificates)
    }

    /// Signs a statement that names the identity's certificates.
    /// - Throws: `statement`.
    init(signing statement: BlockStatement, with identity: Identity) async throws(BlockError) {
        self.statement = statement
        do throws(StatementError) {
            signed = try await SignedStatement(
                signing: statement.encoded, in: BlockStatement.context, with: identity)
        } catch {
            throw .statement(error)
        }
    }

    /// What receipts hold.
    package var encoded: [UInt8] { encodedStatement + encodedCertificates }

    /// All of it in front of the certificates.
    var encodedStatement: [UInt8] {
        var writer = WireWriter(reservingCapacity: 512)
        writer.write(signed.contents)
        writer.write(signed.scheme)
        writer.writeVector(signed.signature, length: .uint16)
        return writer.bytes
    }

    /// The certificates, their length included.
    var encodedCertificates: [UInt8] { Self.encoded(signed.certificates) }

    /// What the statement says about the certificates.
    static func hash(of certificates: [[UInt8]]) -> MerkleHash { MerkleHash(leaf: encoded(certificates)) }

    /// The certificate of whom the block says that it signed.
    package var claimedSigner: CertificateSummary? {
        signed.certificates.first.flatMap { CertificateSummary(der: $0) }
    }

    /// Verifies signature and signer.
    /// - Throws: `statement`.
    @discardableResult
    package func verify(by verifier: StatementVerifier) throws(BlockError) -> StatementSigner {
        do throws(StatementError) {
            return try verifier.verify(signed, in: BlockStatement.context)
        } catch {
            throw .statement(error)
        }
    }

    /// Verifies that the key of the certificate that comes with the block signed it, whoever that is.
    /// - Throws: `statement`.
    func verifySignature() throws(BlockError) {
        do throws(StatementError) {
            // Nobody is believed here: it only says that statement, signature and certificate have not been damaged.
            try StatementSigner(verifiedPeer: signed.certificates).verify(signed, in: BlockStatement.context)
        } catch {
            throw .statement(error)
        }
    }

    private static let mostCertificateBytes = 1 << 18

    private static func encoded(_ certificates: [[UInt8]]) -> [UInt8] {
        var writer = WireWriter(reservingCapacity: 2048)
        writer.writeVector(length: .uint24) { writer in
            for certificate in certificates { writer.writeVector(certificate, length: .uint24) }
        }
        return writer.bytes
    }
}

/// Why a block is not believed.
package enum BlockError: Error, Sendable, Hashable, CustomStringConvertible {
    case malformed(DecodingFailure)
    /// The certificates are not those that the statement names.
    case otherCertificates
    /// The certificates that the statement names are not there.
    case certificatesMissing
    /// It could not be signed, or the signature or the signer is refused.
    case statement(StatementError)

    /// A sentence without its full stop.
    package var description: String {
        switch self {
        case .malformed(let failure): "the block is malformed: \(failure)"
        case .otherCertificates: "the block's certificates are not those that its statement names"
        case .certificatesMissing: "the certificates of the block's signer are missing"
        case .statement(let error): error.description
        }
    }
}

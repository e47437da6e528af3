import WaxbillTLS
import WaxbillX509

/// Whether those who trust the authority will accept what it issued: the constraints of an intermediate bind it, too.
enum IssuedChainCheck {
    /// Says on standard error why a chain will be refused, if it will. The time is not looked at: one may issue ahead.
    /// - Parameters:
    ///   - chain: DER certificates, the leaf first.
    ///   - root: the file of the authority's root.
    static func warn(about chain: [[UInt8]], root: String) throws {
        let seconds = Int64(clamping: SystemClock().millisecondsSinceEpoch / 1000)
        let validator = PathValidator(roots: try TrustRoots(file: root))
        do throws(ValidationRefusal) {
            _ = try validator.validate(chain, ValidationOptions(time: CertificateTime(secondsSinceEpoch: seconds)))
        } catch {
            guard error.rule != .validity else { return }
            StandardError.writeLine("waxbill: warning: verifiers will refuse it: \(escaped(error.description))")
        }
    }
}

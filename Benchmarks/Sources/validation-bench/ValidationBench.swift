import Crypto
import Foundation
import SwiftASN1
import ThreadTime
import WaxbillX509
import X509

/// `validation-bench`: what the validation of a chain of three costs, against its two signature checks alone.
///
/// All take turns on one thread; each figure is the median of the rounds, in the thread's processor time.
@main
struct ValidationBench {
    static let rounds = 9
    static let count = 2000

    static func main() throws {
        let chain = try ChainOfThree()
        let presented = [try chain.leaf.der, try chain.intermediate.der]
        let roots = try TrustRoots(der: [try chain.root.der])
        var options = ValidationOptions(
            time: CertificateTime(secondsSinceEpoch: Int64(ChainOfThree.time.timeIntervalSince1970)))
        options.purpose = .server
        options.names = [.dns("server.example")]
        let validator = PathValidator(roots: roots)
        let subjects: [(name: String, run: () throws -> Void)] = [
            ("two signature checks (P256, swift-crypto)", signatureChecks(chain)),
            ("validation, certificates met before", { _ = try validator.validate(presented, options) }),
            (
                "validation, certificates never met",
                { _ = try PathValidator(roots: roots).validate(presented, options) }
            ),
        ]
        var samples = [[Double]](repeating: [], count: subjects.count)
        for _ in 0..<rounds {
            for (index, subject) in subjects.enumerated() { samples[index].append(try microseconds(subject.run)) }
        }
        let medians = samples.map { $0.sorted()[rounds / 2] }
        for (subject, median) in zip(subjects, medians) {
            let name = subject.name.padding(toLength: 44, withPad: " ", startingAt: 0)
            print(name, String(format: "%7.1f µs  %5.2f", median, median / medians[0]))
        }
    }

    /// Both signatures of the path as swift-crypto alone checks them, hashing included.
    private static func signatureChecks(_ chain: ChainOfThree) -> () throws -> Void {
        let checks = [(chain.leaf, chain.intermediate), (chain.intermediate, chain.root)].map { subject, issuer in
            (issuer.publicKey, subject)
        }
        return {
            for (key, subject) in checks where !key.isValidSignature(subject.signature, for: subject) {
                throw WrongSignature()
            }
        }
    }

    private struct WrongSignature: Error {}

    /// The mean of many runs.
    private static func microseconds(_ run: () throws -> Void) rethrows -> Double {
        let clock = ThreadClock()
        let start = clock.now
        for _ in 0..<count { try run() }
        return (clock.now - start) / .microseconds(1) / Double(count)
    }
}

extension Certificate {
    fileprivate var der: [UInt8] { get throws { try serializeAsPEM().derBytes } }
}

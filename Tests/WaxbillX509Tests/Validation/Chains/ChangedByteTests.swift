import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// A good chain with one byte changed, at each place: it is refused, and nothing traps.
struct ChangedByteTests {
    static let chain = Result {
        try DraftedChain { scene in
            scene.authorities[0].set(.nameConstraints(permitted: [.dns("example"), .email("example.com")]))
            scene.authorities[0].set(.certificatePolicies("1.3.6.1.4.1.32473.1"))
            scene.authorities[0].set(.policyConstraints(requireExplicit: 3))
            scene.leaf.set(.certificatePolicies("1.3.6.1.4.1.32473.1"))
        }
    }

    @Test func unchangedIsAccepted() throws {
        #expect(try Self.chain.get().refusal() == nil)
    }

    @Test(arguments: [0x01, 0x20, 0x80, 0xff] as [UInt8], [0, 1])
    func changed(_ difference: UInt8, _ position: Int) throws {
        let chain = try Self.chain.get()
        for index in chain.presented[position].indices {
            var presented = chain.presented
            presented[position][index] ^= difference
            #expect(chain.refusal(presenting: presented) != nil, "byte \(index)")
        }
    }

    @Test(arguments: [0, 1])
    func truncated(_ position: Int) throws {
        let chain = try Self.chain.get()
        for count in chain.presented[position].indices {
            var presented = chain.presented
            presented[position] = Array(presented[position].prefix(count))
            #expect(chain.refusal(presenting: presented) != nil, "\(count) bytes")
        }
    }

    /// The anchor is trusted for its name and key, whatever else of it changed: it must only not trap.
    @Test func changedAnchor() throws {
        let chain = try Self.chain.get()
        for index in chain.root.der.indices {
            var anchor = chain.root.der
            anchor[index] ^= 0x41
            _ = DraftedChain.refusal(presenting: chain.presented, trusting: [anchor])
        }
    }
}

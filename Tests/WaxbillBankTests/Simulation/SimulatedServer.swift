import NIOPosix
import WaxbillTLS

@testable import WaxbillBank

/// A server: its store, its clock, and what waits. The simulation does one thing at a time, on whatever thread.
final class SimulatedServer: @unchecked Sendable {
    let store: SimulatedStore
    /// How far its clock is off, in milliseconds.
    var skew: Int64
    var waiting: [(client: Int, request: LedgerRequest)] = []
    var isRestarting = false
    let signer = SimulatedSigner()
    /// What the sealer takes for the time.
    let clock = SettableClock()
    private(set) var sealer: BlockSealer

    // Others may block the usual threads.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        return threads
    }()

    init(_ store: SimulatedStore, skew: Int64) {
        self.store = store
        self.skew = skew
        sealer = Self.sealer(store, clock, signer)
    }

    /// Comes up after a crash, and knows nothing.
    func restart() {
        store.isDown = false
        isRestarting = false
        sealer = Self.sealer(store, clock, signer)
    }

    private static func sealer(_ store: SimulatedStore, _ clock: SettableClock, _ signer: SimulatedSigner)
        -> BlockSealer
    {
        let identity = Identity(certificateChain: [[1]], signer: signer)
        return BlockSealer(store: store, clock: clock, pool: threads) { identity }
    }
}

/// Signs nothing, and lets something happen meanwhile: signatures are tested elsewhere, and take time.
final class SimulatedSigner: Signer, @unchecked Sendable {
    let signatureSchemes: [SignatureScheme] = [.ed25519]
    var meanwhile: (@Sendable () async -> Void)?

    func sign(_ content: [UInt8], with scheme: SignatureScheme) async -> [UInt8] {
        let meanwhile = meanwhile
        self.meanwhile = nil
        await meanwhile?()
        return [0]
    }
}

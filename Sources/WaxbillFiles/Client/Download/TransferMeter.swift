import Synchronization

/// How far a transfer is, for those who show it while it goes on.
public final class TransferMeter: Sendable {
    private let sizeCount = Atomic<UInt64>(0)
    private let movedCount = Atomic<UInt64>(0)
    private let presentCount = Atomic<UInt64>(0)
    private let checkedCount = Atomic<UInt64>(0)
    private let checking = Atomic(false)

    public init() {}

    /// The file's size in bytes; 0 until it is known.
    public var size: UInt64 { sizeCount.load(ordering: .relaxed) }
    /// How many bytes went over the network.
    public var moved: UInt64 { movedCount.load(ordering: .relaxed) }
    /// How many bytes were there already.
    public var present: UInt64 { presentCount.load(ordering: .relaxed) }
    /// How many bytes of what is there have been read and hashed.
    public var checked: UInt64 { checkedCount.load(ordering: .relaxed) }
    /// Whether what is there is being checked, so that nothing is transferred.
    public var isChecking: Bool { checking.load(ordering: .relaxed) }

    func set(size: UInt64) { sizeCount.store(size, ordering: .relaxed) }
    func set(present: UInt64) { presentCount.store(present, ordering: .relaxed) }
    func set(isChecking: Bool) { checking.store(isChecking, ordering: .relaxed) }
    func add(moved: Int) { movedCount.wrappingAdd(UInt64(clamping: moved), ordering: .relaxed) }
    func add(checked: Int) { checkedCount.wrappingAdd(UInt64(clamping: checked), ordering: .relaxed) }
}

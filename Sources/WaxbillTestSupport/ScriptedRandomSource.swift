import Synchronization
import WaxbillTLS

/// Gives what a trace says was random, value by value, then seeded bytes.
public final class ScriptedRandomSource: RandomSource {
    private let values: Mutex<[[UInt8]]>
    private let rest = SeededRandomSource(seed: 1)

    /// - Parameter values: each is given once, to the next caller who wants as many bytes.
    public init(_ values: [[UInt8]]) { self.values = Mutex(values) }

    public func bytes(_ count: Int) -> [UInt8] {
        let scripted = values.withLock { values in
            values.firstIndex { $0.count == count }.map { values.remove(at: $0) }
        }
        return scripted ?? rest.bytes(count)
    }
}

extension [UInt8] {
    /// Appends what `write` writes into at most `capacity` bytes behind the array's end.
    mutating func append<Failure: Error>(
        capacity: Int, _ write: (inout OutputRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        try append(addingCapacity: capacity) { (span: inout OutputSpan<UInt8>) throws(Failure) in
            try unsafe span.withUnsafeMutableBufferPointer { (buffer, count) throws(Failure) in
                let free = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
                try write(&output)
                count += unsafe output.finalize(for: free)
            }
        }
    }
}

import Testing

/// What `body` appends to an output with three bytes in it and `capacity` more free. Checks that the three stay, that nothing
/// behind is touched, and that nothing is appended where `body` throws.
func appended(capacity: Int, _ body: (inout OutputRawSpan) throws -> Void) throws -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 3 + capacity + 1, alignment: 1)
    defer { buffer.deallocate() }
    buffer.initializeMemory(as: UInt8.self, repeating: 0xee)
    let writable = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(3 + capacity)])
    var output = OutputRawSpan(buffer: writable, initializedCount: 3)
    defer { #expect(buffer[0..<3].elementsEqual([0xee, 0xee, 0xee]) && buffer.last == 0xee) }
    do {
        try body(&output)
    } catch {
        #expect(output.byteCount == 3)
        throw error
    }
    return [UInt8](writable[3..<output.finalize(for: writable)])
}

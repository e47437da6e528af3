/// Reads what is needed next from the socket: a record's header, then its fragment, so that the engine never gets a
/// record before what came of the last one was dealt with. Asynchronous tests get single bytes.
struct RecordFeed {
    let isByteByByte: Bool
    private var header: [UInt8] = []
    private var fragmentLength = 0
    private var buffered: ArraySlice<UInt8> = []

    init(isByteByByte: Bool) { self.isByteByByte = isByteByByte }

    /// The next bytes; none at the end of the stream.
    mutating func next(_ socket: borrowing Socket) throws -> [UInt8] {
        if buffered.isEmpty { buffered = try socket.read(atMost: 16_384)[...] }
        let wanted = isByteByByte ? 1 : fragmentLength > 0 ? fragmentLength : 5 - header.count
        let bytes = Array(buffered.prefix(wanted))
        buffered = buffered.dropFirst(bytes.count)
        follow(bytes)
        return bytes
    }

    private mutating func follow(_ bytes: [UInt8]) {
        guard !isByteByByte else { return }
        if fragmentLength > 0 {
            fragmentLength -= bytes.count
        } else {
            header += bytes
            guard header.count == 5 else { return }
            fragmentLength = Int(header[3]) << 8 | Int(header[4])
            header = []
        }
    }
}

import WaxbillTLS

/// The secrets that protect application data, as the runner reads them.
struct TrafficSecrets {
    private let reading: [UInt8]
    private let writing: [UInt8]

    init(_ keys: [KeyLogEntry], _ settings: ShimSettings) throws {
        guard let client = keys.last(where: { $0.label == "CLIENT_TRAFFIC_SECRET_0" }),
            let server = keys.last(where: { $0.label == "SERVER_TRAFFIC_SECRET_0" })
        else { throw ShimFailure.expectation("there are no traffic secrets") }
        reading = settings.isServer ? client.secret : server.secret
        writing = settings.isServer ? server.secret : client.secret
    }

    /// The length of one in two bytes, the lower first, then both.
    func encoded() -> [UInt8] {
        [UInt8(truncatingIfNeeded: reading.count), UInt8(truncatingIfNeeded: reading.count >> 8)] + reading + writing
    }
}

import ArgumentParser
import CAllocations
import NIOCore
import ThreadTime

/// What is measured.
enum Measurement: String, CaseIterable, ExpressibleByArgument {
    case handshake
    case hybridHandshake = "hybrid-handshake"
    case resumption
    case handshake12ECDSA = "tls12-ecdsa-handshake"
    case handshake12RSA = "tls12-rsa-handshake"
    case resumption12ECDSA = "tls12-ecdsa-resumption"
    case resumption12RSA = "tls12-rsa-resumption"
    case bulk16 = "bulk-16k"
    case bulk1 = "bulk-1k"
    case bulk1Flushed = "bulk-1k-flushed"
    case handshakeAllocations = "handshake-allocations"
    case recordAllocations = "record-allocations"
    case idleHeap = "idle-heap"

    var title: String {
        switch self {
        case .handshake: "full handshakes, X25519"
        case .hybridHandshake: "full handshakes, X25519MLKEM768"
        case .resumption: "resumed by waxbill, X25519"
        case .handshake12ECDSA: "full handshakes, 1.2, ECDHE-ECDSA"
        case .handshake12RSA: "full handshakes, 1.2, ECDHE-RSA"
        case .resumption12ECDSA: "resumed by waxbill, 1.2, ECDSA"
        case .resumption12RSA: "resumed by waxbill, 1.2, RSA"
        case .bulk16: "bulk, writes of 16 KiB"
        case .bulk1: "bulk, writes of 1 KiB"
        case .bulk1Flushed: "the same, each flushed"
        case .handshakeAllocations: "allocations a full handshake"
        case .recordAllocations: "allocations a record of 16 KiB"
        case .idleHeap: "heap of an idle pair"
        }
    }

    var unit: String {
        switch self {
        case .handshake, .hybridHandshake, .resumption, .handshake12ECDSA, .handshake12RSA, .resumption12ECDSA,
            .resumption12RSA:
            "/s"
        case .bulk16, .bulk1, .bulk1Flushed: "GB/s"
        case .handshakeAllocations, .recordAllocations: ""
        case .idleHeap: "KB"
        }
    }

    /// Whether one round gives the whole truth.
    var isExact: Bool { self == .handshakeAllocations || self == .recordAllocations || self == .idleHeap }

    /// What Waxbill's figure divided by swift-nio-ssl's has to reach: at least, or at most.
    var goal: (ratio: Double, isFloor: Bool)? {
        switch self {
        case .handshake, .hybridHandshake: (0.8, true)
        case .bulk16: (1.2, true)
        case .bulk1: (1.5, true)
        case .idleHeap: (1.0 / 3, false)
        case .resumption, .handshake12ECDSA, .handshake12RSA, .resumption12ECDSA, .resumption12RSA, .bulk1Flushed,
            .handshakeAllocations, .recordAllocations:
            nil
        }
    }

    /// What the libraries have to do.
    private var setting: Setting {
        switch self {
        case .hybridHandshake: Setting(group: .x25519MLKEM768)
        case .resumption: Setting(isResuming: true)
        case .handshake12ECDSA: Setting(version: .tls12)
        case .handshake12RSA: Setting(version: .tls12, serverKey: .rsa)
        case .resumption12ECDSA: Setting(version: .tls12, isResuming: true)
        case .resumption12RSA: Setting(version: .tls12, serverKey: .rsa, isResuming: true)
        default: Setting()
        }
    }

    func libraries(_ certificates: TestCertificates) throws -> [Library] {
        [try .waxbill(certificates, setting), try .nioSSL(certificates, setting)]
    }

    func run(_ library: Library, for duration: Duration) throws -> Double {
        switch self {
        case .handshake, .hybridHandshake, .resumption, .handshake12ECDSA, .handshake12RSA, .resumption12ECDSA,
            .resumption12RSA:
            try handshakesPerSecond(library, duration)
        case .bulk16: try gigabytesPerSecond(library, duration, writeSize: 16_384, writesAFlush: 16)
        case .bulk1: try gigabytesPerSecond(library, duration, writeSize: 1_024, writesAFlush: 16)
        case .bulk1Flushed: try gigabytesPerSecond(library, duration, writeSize: 1_024, writesAFlush: 1)
        case .handshakeAllocations: try allocationsPerHandshake(library)
        case .recordAllocations: try allocationsPerRecord(library)
        case .idleHeap: try idlePairHeap(library)
        }
    }
}

private func handshakesPerSecond(_ library: Library, _ duration: Duration) throws -> Double {
    let clock = ThreadClock()
    var spent = Duration.zero
    var count = 0
    // The first ones warm up, and leave a session to resume.
    for warmUp in [true, false] {
        spent = .zero
        count = 0
        while spent < (warmUp ? duration / 10 : duration) {
            let pair = try Pair()
            let start = clock.now
            try pair.shakeHands(library)
            spent += clock.now - start
            count += 1
            pair.finish()
        }
    }
    return Double(count) / (spent / .seconds(1))
}

private func gigabytesPerSecond(
    _ library: Library, _ duration: Duration, writeSize: Int, writesAFlush: Int
) throws -> Double {
    let clock = ThreadClock()
    let pair = try Pair()
    try pair.shakeHands(library)
    let data = ByteBuffer(repeating: 0x5A, count: writeSize)
    let flushes = (1 << 20) / writeSize / writesAFlush
    func sendBatch() {
        for _ in 0..<flushes { pair.send(data, times: writesAFlush) }
    }
    for _ in 0..<4 { sendBatch() }
    let before = pair.received
    var sent = 0
    let start = clock.now
    while clock.now - start < duration {
        sendBatch()
        sent += 1 << 20
    }
    let spent = clock.now - start
    guard pair.received - before == sent else { throw BenchFailure.bytesLost }
    pair.finish()
    return Double(sent) / 1e9 / (spent / .seconds(1))
}

private func allocationsPerHandshake(_ library: Library) throws -> Double {
    var count: UInt64 = 0
    let rounds = 200
    for round in 0..<(rounds + 10) {
        let pair = try Pair()
        let before = waxbill_allocation_count()
        try pair.shakeHands(library)
        if round >= 10 { count += waxbill_allocation_count() - before }
        pair.finish()
    }
    return Double(count) / Double(rounds)
}

private func allocationsPerRecord(_ library: Library) throws -> Double {
    let pair = try Pair()
    try pair.shakeHands(library)
    let data = ByteBuffer(repeating: 0x5A, count: 16_384)
    for _ in 0..<100 { pair.send(data, times: 1) }
    let rounds = 10_000
    let before = waxbill_allocation_count()
    for _ in 0..<rounds { pair.send(data, times: 1) }
    let count = waxbill_allocation_count() - before
    pair.finish()
    return Double(count) / Double(rounds)
}

/// The heap that an idle pair's TLS takes, in kilobytes: channels are not counted.
private func idlePairHeap(_ library: Library) throws -> Double {
    let count = 300
    var pairs: [Pair] = []
    pairs.reserveCapacity(count + 20)
    func add(_ number: Int, withTLS: Bool) throws {
        for _ in 0..<number {
            let pair = try Pair()
            if withTLS { try pair.shakeHands(library) }
            pairs.append(pair)
        }
    }
    // What is made once is not an idle pair's.
    try add(20, withTLS: true)
    let start = waxbill_heap_bytes()
    try add(count, withTLS: true)
    let withTLS = waxbill_heap_bytes() - start
    for pair in pairs { pair.finish() }
    pairs.removeAll(keepingCapacity: true)
    try add(20, withTLS: false)
    let bareStart = waxbill_heap_bytes()
    try add(count, withTLS: false)
    let bare = waxbill_heap_bytes() - bareStart
    for pair in pairs { pair.finish() }
    return (Double(withTLS) - Double(bare)) / Double(count) / 1000
}

import TLSCrypto
import Testing

@Suite struct RecordAEADTests {
    @Test(arguments: AEADVector.all, Backend.allCases)
    func knownAnswer(vector: AEADVector, backend: Backend) throws {
        #expect(try backend.seal(vector) == vector.sealed)
        #expect(try backend.open(vector.sealed, like: vector) == vector.plaintext + vector.extra)
    }

    @Test(arguments: AEADAlgorithm.allCases, Backend.allCases)
    func everyChangedByteIsRefused(algorithm: AEADAlgorithm, backend: Backend) throws {
        let vector = try AEADVector.record(algorithm)
        for index in vector.sealed.indices {
            var sealed = vector.sealed
            sealed[index] ^= 0x80
            expectRefusal(try backend.open(sealed, like: vector))
        }
        for length in vector.sealed.indices {
            expectRefusal(try backend.open([UInt8](vector.sealed.prefix(length)), like: vector))
        }
        expectRefusal(try backend.open(vector.sealed + [0], like: vector))
        for index in vector.additionalData.indices {
            var additionalData = vector.additionalData
            additionalData[index] ^= 1
            expectRefusal(try backend.open(vector.sealed, like: vector, additionalData: additionalData))
        }
        expectRefusal(try backend.open(vector.sealed, like: vector, additionalData: []))
        for bit in 0..<64 {
            expectRefusal(
                try backend.open(vector.sealed, like: vector, sequenceNumber: vector.sequenceNumber ^ 1 << UInt64(bit)))
        }
    }

    /// Sizes around the blocks that implementations work in, up to the longest TLSInnerPlaintext with padding.
    @Test(arguments: AEADAlgorithm.allCases)
    func backendsAgree(algorithm: AEADAlgorithm) throws {
        let lengths = [0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1000, 4096, 16384]
        for length in lengths {
            for extraLength in [0, 1, 17, 300] {
                let record = try AEADVector.record(algorithm)
                let plaintext = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                let extra = [UInt8](repeating: 0x17, count: extraLength)
                let sealed = try Backend.publicAPI.seal(record, plaintext: plaintext, extra: extra)
                for backend in Backend.allCases {
                    #expect(try backend.seal(record, plaintext: plaintext, extra: extra) == sealed)
                    #expect(try backend.open(sealed, like: record) == plaintext + extra)
                }
            }
        }
    }

    @Test(arguments: AEADAlgorithm.allCases, Backend.allCases)
    func outputsMustHaveRoom(algorithm: AEADAlgorithm, backend: Backend) throws {
        let vector = try AEADVector.record(algorithm)
        #expect(throws: CryptoFailure.outputTooSmall) {
            try backend.seal(vector, capacity: vector.sealed.count - 1)
        }
        #expect(throws: CryptoFailure.outputTooSmall) {
            try backend.seal(vector, capacity: 0)
        }
        #expect(throws: CryptoFailure.outputTooSmall) {
            try backend.open(vector.sealed, like: vector, capacity: vector.sealed.count - 17)
        }
        #expect(try backend.seal(vector, capacity: vector.sealed.count) == vector.sealed)
        #expect(try backend.open(vector.sealed, like: vector, capacity: vector.sealed.count - 16).count > 0)
    }

    @Test(arguments: AEADAlgorithm.allCases, Backend.allCases)
    func keysMustFit(algorithm: AEADAlgorithm, backend: Backend) {
        for (key, iv) in [
            (algorithm.keyLength - 1, 12), (algorithm.keyLength + 1, 12), (0, 12), (algorithm.keyLength, 11),
            (algorithm.keyLength, 13), (algorithm.keyLength, 0),
        ] {
            #expect(throws: CryptoFailure.invalidKeyLength) {
                try backend.make(algorithm, key: Secret(zeros: key), iv: Secret(zeros: iv))
            }
        }
    }

    private func expectRefusal(
        _ opened: @autoclosure () throws -> [UInt8], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: CryptoFailure.authenticationFailed, sourceLocation: sourceLocation) { try opened() }
    }
}

extension AEADVector {
    /// A vector of this algorithm with a plaintext of some bytes.
    static func record(_ algorithm: AEADAlgorithm) throws -> AEADVector {
        try #require(self.recordsOfOpenSSL.first { $0.algorithm == algorithm && $0.plaintext.count > 1 })
    }
}

/// An implementation of the record AEAD.
enum Backend: CaseIterable, Sendable {
    #if BoringSSL
    case boringSSL
    #endif
    case publicAPI

    func make(_ algorithm: AEADAlgorithm, key: Secret, iv: Secret) throws {
        switch self {
        #if BoringSSL
        case .boringSSL: _ = try BoringSSLRecordAEAD(algorithm, key: key, iv: iv)
        #endif
        case .publicAPI: _ = try PublicAPIRecordAEAD(algorithm, key: key, iv: iv)
        }
    }

    /// Seals with the vector's keys: its own plaintext unless another is given.
    @discardableResult
    func seal(
        _ vector: AEADVector, plaintext: [UInt8]? = nil, extra: [UInt8]? = nil, capacity: Int? = nil
    ) throws -> [UInt8] {
        let (key, iv) = (Secret(copying: vector.key), Secret(copying: vector.iv))
        let (plaintext, extra) = (plaintext ?? vector.plaintext, extra ?? vector.extra)
        return try appended(capacity: capacity ?? plaintext.count + extra.count + 16) { output in
            switch self {
            #if BoringSSL
            case .boringSSL:
                try BoringSSLRecordAEAD(vector.algorithm, key: key, iv: iv).seal(
                    plaintext.span.bytes, extra: extra.span.bytes, sequenceNumber: vector.sequenceNumber,
                    additionalData: vector.additionalData.span.bytes, into: &output)
            #endif
            case .publicAPI:
                try PublicAPIRecordAEAD(vector.algorithm, key: key, iv: iv).seal(
                    plaintext.span.bytes, extra: extra.span.bytes, sequenceNumber: vector.sequenceNumber,
                    additionalData: vector.additionalData.span.bytes, into: &output)
            }
        }
    }

    /// Opens with the vector's keys, sequence number and additional data unless others are given.
    @discardableResult
    func open(
        _ sealed: [UInt8], like vector: AEADVector, sequenceNumber: UInt64? = nil, additionalData: [UInt8]? = nil,
        capacity: Int? = nil
    ) throws -> [UInt8] {
        let (key, iv) = (Secret(copying: vector.key), Secret(copying: vector.iv))
        let sequenceNumber = sequenceNumber ?? vector.sequenceNumber
        let additionalData = additionalData ?? vector.additionalData
        return try appended(capacity: capacity ?? sealed.count) { output in
            switch self {
            #if BoringSSL
            case .boringSSL:
                try BoringSSLRecordAEAD(vector.algorithm, key: key, iv: iv).open(
                    sealed.span.bytes, sequenceNumber: sequenceNumber, additionalData: additionalData.span.bytes,
                    into: &output)
            #endif
            case .publicAPI:
                try PublicAPIRecordAEAD(vector.algorithm, key: key, iv: iv).open(
                    sealed.span.bytes, sequenceNumber: sequenceNumber, additionalData: additionalData.span.bytes,
                    into: &output)
            }
        }
    }
}

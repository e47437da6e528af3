import SwiftASN1

@testable import WaxbillX509

/// DER of names, byte by byte, so that wrong ones can be made too.
enum NameDER {
    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        let count = contents.count
        let length: [UInt8] =
            switch count {
            case ..<0x80: [UInt8(count)]
            case ..<0x100: [0x81, UInt8(count)]
            case ..<0x1_0000: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
            default: [0x83, UInt8(count >> 16), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
            }
        return [tag] + length + contents
    }

    static func sequence(_ parts: [[UInt8]]) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

    /// The last byte of an attribute type below 2.5.4.
    static let commonName: UInt8 = 3
    static let country: UInt8 = 6
    static let organization: UInt8 = 10

    static func attribute(_ type: UInt8, _ tag: UInt8, _ value: [UInt8]) -> [UInt8] {
        sequence([element(0x06, [0x55, 0x04, type]), element(tag, value)])
    }

    static func attribute(_ type: UInt8, _ text: String, _ tag: UInt8 = 0x0C) -> [UInt8] {
        attribute(type, tag, Array(text.utf8))
    }

    static func emailAddress(_ text: String) -> [UInt8] {
        sequence([
            element(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01]), element(0x16, Array(text.utf8)),
        ])
    }

    /// A Name of these sets of attributes.
    static func name(_ sets: [[UInt8]]...) -> [UInt8] {
        sequence(sets.map { element(0x31, $0.flatMap { $0 }) })
    }

    static func general(_ kind: General) -> [UInt8] {
        switch kind {
        case .dns(let name): element(0x82, Array(name.utf8))
        case .email(let address): element(0x81, Array(address.utf8))
        case .uri(let uri): element(0x86, Array(uri.utf8))
        case .ip(let bytes): element(0x87, bytes)
        case .directory(let name): element(0xA4, name)
        case .other: element(0xA0, element(0x06, [0x2A, 0x03]) + element(0xA0, [0x05, 0x00]))
        case .registeredID: element(0x88, [0x2A, 0x03])
        case .x400: element(0xA3, [0x30, 0x00])
        case .raw(let bytes): bytes
        }
    }

    static func alternativeNames(_ names: [General]) -> [UInt8] { sequence(names.map(general)) }

    static func constraints(permitted: [General] = [], excluded: [General] = []) -> [UInt8] {
        func list(_ tag: UInt8, _ bases: [General]) -> [UInt8] {
            bases.isEmpty ? [] : element(tag, bases.flatMap { sequence([general($0)]) })
        }
        return sequence([list(0xA0, permitted), list(0xA1, excluded)])
    }

    enum General: Sendable {
        case dns(String)
        case email(String)
        case uri(String)
        case ip([UInt8])
        case directory([UInt8])
        case other
        case registeredID
        case x400
        case raw([UInt8])
    }
}

extension CertificateNames {
    init(_ names: [NameDER.General], subject: [UInt8] = NameDER.name()) throws {
        let names = names.isEmpty ? nil : NameDER.alternativeNames(names)[...]
        try self.init(subject: subject[...], subjectAlternativeName: names)
    }
}

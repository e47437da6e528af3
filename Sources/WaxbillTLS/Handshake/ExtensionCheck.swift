import TLSWire

/// Which extensions may stand in a message of the peer (RFC 9846, Section 4.3).
enum ExtensionCheck {
    /// Checks extensions that answer an offer: each must have been offered, and may stand in this message.
    static func response(
        _ block: ExtensionBlock, to offered: [ExtensionType], in message: HandshakeType,
        _ placement: ExtensionPlacement,
        limits: PeerLimits
    ) throws(TLSError) {
        try count(block, limits)
        for type in block.types {
            // RFC 8701, Section 3.1: reserved values are offered, but nobody may take them.
            guard offered.contains(type), !GREASE.isGREASE(type.rawValue) else {
                throw .violation(.extensionNotOffered(type, in: message))
            }
            try place(type, in: message, placement)
        }
    }

    /// Checks extensions that answer nothing: unknown ones are ignored, misplaced ones are not.
    static func offer(
        _ block: ExtensionBlock, in message: HandshakeType, _ placement: ExtensionPlacement, limits: PeerLimits
    ) throws(TLSError) {
        try count(block, limits)
        for type in block.types { try place(type, in: message, placement) }
    }

    private static func count(_ block: ExtensionBlock, _ limits: PeerLimits) throws(TLSError) {
        guard block.count <= limits.extensionCount else { throw .violation(.tooManyExtensions(block.count)) }
    }

    /// RFC 9846, Section 4.3: a known extension in a message where it is not specified is an illegal_parameter.
    private static func place(
        _ type: ExtensionType, in message: HandshakeType, _ placement: ExtensionPlacement
    ) throws(TLSError) {
        guard ExtensionPlacement.isAllowed(type, in: placement) != false else {
            throw .violation(.extensionMisplaced(type, in: message))
        }
    }
}

extension ExtensionBlock {
    /// Decodes an extension with the engine's error.
    func extract<Extension: TLSExtension>(_ type: Extension.Type) throws(TLSError) -> Extension? {
        do throws(DecodingFailure) {
            return try decode(type)
        } catch {
            throw .malformed(error)
        }
    }
}

import ArgumentParser
import NIOCore

enum LibraryName: String, CaseIterable, ExpressibleByArgument {
    case waxbill
    case nioSSL = "nio-ssl"
}

/// A TLS library, configured: it makes the handlers of both ends.
struct Library {
    let name: LibraryName
    let makeClient: () throws -> any ChannelHandler
    let makeServer: () throws -> any ChannelHandler
}

/// The key exchange to measure.
enum KeyExchange {
    case x25519
    case x25519MLKEM768
}

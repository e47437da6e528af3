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

/// What both libraries are configured to do.
struct Setting {
    enum Version {
        case tls13
        case tls12
    }

    enum Group {
        case x25519
        case x25519MLKEM768
    }

    /// A P-256 or a 2,048-bit RSA key.
    enum ServerKey {
        case ecdsa
        case rsa
    }

    var version = Version.tls13
    var group = Group.x25519
    var serverKey = ServerKey.ecdsa
    var isResuming = false
}

/// `server_name` of a ClientHello: the name of the server that the client wants (RFC 6066, Section 3).
package struct ServerNameList: TLSExtension {
    package static let type = ExtensionType.serverName

    /// A name of one form.
    package struct ServerName: Hashable, Sendable {
        package var nameType: NameType
        package var name: [UInt8]

        package init(nameType: NameType, name: [UInt8]) {
            self.nameType = nameType
            self.name = name
        }
    }

    package var serverNameList: [ServerName]

    package init(serverNameList: [ServerName]) { self.serverNameList = serverNameList }

    /// A list of one DNS name: ASCII, without a trailing dot.
    package init(hostName: [UInt8]) {
        self.init(serverNameList: [ServerName(nameType: .hostName, name: hostName)])
    }

    /// The DNS name, as it was sent, if there is one.
    package var hostName: [UInt8]? { self.serverNameList.first { $0.nameType == .hostName }?.name }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.serverNameList = []
        var list = try reader.list("server_name_list", length: .uint16, in: 1...0xffff)
        while !list.isAtEnd {
            let nameType: NameType = try list.codePoint("name_type")
            // RFC 6066, Section 3: no more than one name of a type.
            if self.serverNameList.contains(where: { $0.nameType == nameType }) {
                throw list.failure(.invalidValue, "name_type")
            }
            // RFC 6066, Section 3: names of types to come have a length of two bytes as well.
            let name = try list.vector("name", length: .uint16, in: 1...0xffff)
            self.serverNameList.append(ServerName(nameType: nameType, name: name))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for serverName in self.serverNameList {
                list.write(serverName.nameType)
                list.writeVector(serverName.name, length: .uint16)
            }
        }
    }
}

/// `server_name` of a server: it has used the client's name (RFC 6066, Section 3).
package struct ServerNameAcknowledgement: EmptyExtension {
    package static let type = ExtensionType.serverName

    package init() {}
}

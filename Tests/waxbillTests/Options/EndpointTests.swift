import ArgumentParser
import Testing

@testable import waxbill

@Suite struct EndpointTests {
    @Test(arguments: [
        ("example.com", "example.com", 443, "example.com:443"),
        ("example.com:8443", "example.com", 8443, "example.com:8443"),
        ("127.0.0.1:1", "127.0.0.1", 1, "127.0.0.1:1"),
        ("[::1]", "::1", 443, "[::1]:443"),
        ("[::1]:65535", "::1", 65535, "[::1]:65535"),
        ("2001:db8::1", "2001:db8::1", 443, "[2001:db8::1]:443"),
    ])
    func readsHostsAndPorts(text: String, host: String, port: Int, description: String) throws {
        let endpoint = try Endpoint.parse(text, defaultPort: 443)
        #expect(endpoint == Endpoint(host: host, port: port))
        #expect(endpoint.description == description)
    }

    @Test(arguments: [
        "", ":443", "example.com:", "example.com:0", "example.com:65536", "example.com:-1", "example.com:https",
        "https://example.com/", "example.com/path", "[::1", "[::1]443", "[example.com]:443", "bad host", "-a.test",
        "example.com:٤٤٣",
    ])
    func refusesWhatIsNoEndpoint(text: String) {
        #expect(throws: ValidationError.self) { try Endpoint.parse(text, defaultPort: 443) }
    }

    @Test(arguments: [
        ("8443", "127.0.0.1", 8443), ("0", "127.0.0.1", 0), ("0.0.0.0:443", "0.0.0.0", 443), ("[::]:0", "::", 0),
        ("localhost:9", "localhost", 9),
    ])
    func readsWhereToListen(text: String, host: String, port: Int) throws {
        #expect(try Endpoint.parseListening(text) == Endpoint(host: host, port: port))
    }

    @Test(arguments: ["", "localhost", "65536", "localhost:", "::1", "[::1]"])
    func refusesToListenWithoutPort(text: String) {
        #expect(throws: ValidationError.self) { try Endpoint.parseListening(text) }
    }

    @Test func readsTargets() throws {
        #expect(try ConnectTarget.parse("-") == .list)
        #expect(try ConnectTarget.parse("a.test:1") == .endpoint(Endpoint(host: "a.test", port: 1)))
    }
}

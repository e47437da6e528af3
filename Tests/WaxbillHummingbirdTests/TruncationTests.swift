import NIOCore
import Testing
import WaxbillHummingbird
import WaxbillTLS

/// A body that ends before its end is an error for who reads it, however the connection ends.
struct TruncationTests {
    enum Ending: CaseIterable, Sendable {
        /// The transport ends without close_notify.
        case cut
        case closeNotify
        case reset
    }

    @Test(arguments: [ApplicationProtocol.http11, .h2], Ending.allCases)
    func aShortBodyIsAnError(applicationProtocol: ApplicationProtocol, ending: Ending) async throws {
        try await TestApplication.run { application in
            try await RawClient.run(application, applicationProtocol) { client in
                if applicationProtocol == .h2 {
                    try await client.send(.preface, .request("/count", post: true, ends: false), .data(5_000))
                } else {
                    let body = String(repeating: "x", count: 5_000)
                    try await client.send(
                        "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n" + body)
                }
                await application.notes.wait(for: "began")
                switch ending {
                case .cut: try await client.cut()
                case .closeNotify: try await client.channel.close(mode: .output)
                case .reset where applicationProtocol == .h2: try await client.send(.reset(stream: 1))
                case .reset: try await client.cut()
                }
                await application.notes.wait(for: "ended")
            }
            #expect(application.notes.all.contains { $0.hasPrefix("failed: ") }, "\(application.notes.all)")
            #expect(!application.notes.all.contains { $0.hasPrefix("complete") })
        }
    }
}

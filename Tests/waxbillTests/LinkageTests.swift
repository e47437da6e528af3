import Foundation
import Testing

/// What is linked into the program, and what is not.
struct LinkageTests {
    @Test func itHasOneBoringSSL() throws {
        let program = try Data(contentsOf: URL(fileURLWithPath: Programs.waxbill), options: .alwaysMapped)
        // swift-crypto's is there, by the prefix of its symbols; swift-nio-ssl's is for the tests.
        #expect(program.range(of: Data("CCryptoBoringSSL_".utf8)) != nil)
        #expect(program.range(of: Data("CNIOBoringSSL_".utf8)) == nil)
        #expect(program.range(of: Data("NIOSSLContext".utf8)) == nil)
    }

    /// `make release` checks the same of the program that it builds.
    @Test(.enabled(if: !Programs.isGiven, "WAXBILL_PROGRAM names a program built in another way"))
    func itHasLibPQOnlyWithTheTrait() throws {
        let program = try Data(contentsOf: URL(fileURLWithPath: Programs.waxbill), options: .alwaysMapped)
        #if PostgreSQL
        let expected = true
        #else
        let expected = false
        #endif
        #expect((program.range(of: Data("PQconnect".utf8)) != nil) == expected)
    }
}

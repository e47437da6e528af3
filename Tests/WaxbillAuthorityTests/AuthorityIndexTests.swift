import Testing

@testable import WaxbillAuthority

@Suite struct AuthorityIndexTests {
    @Test func isInMemory() throws {
        _ = try AuthorityIndex(path: ":memory:")
    }
}

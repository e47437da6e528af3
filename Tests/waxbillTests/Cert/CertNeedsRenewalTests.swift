import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// `waxbill cert needs-renewal`.
struct CertNeedsRenewalTests {
    let scene: CertScene

    init() throws { scene = try CertScene() }

    @Test(arguments: [
        ("30d", RenewalMargin.seconds(2_592_000)), ("12h", .seconds(43_200)), ("90m", .seconds(5400)),
        ("5s", .seconds(5)),
        ("1/3", .fraction(1.0 / 3)), ("0d", .seconds(0)), ("1/1", .fraction(1)),
    ])
    func margins(_ text: String, _ margin: RenewalMargin) { #expect(RenewalMargin(text) == margin) }

    @Test(arguments: ["", "d", "30", "1/0", "4/3", "-1d", "1/2/3", "30 d", "1e3d", "99999999999d", "٣d", "/", "1/"])
    func badMargins(_ text: String) { #expect(RenewalMargin(text) == nil) }

    @Test func usualMargin() {
        let start = Date(timeIntervalSince1970: 0)
        let day = 86_400.0
        #expect(RenewalMargin.usual.start(notBefore: start, notAfter: start + 6 * day) == start + 4 * day)
        #expect(RenewalMargin.usual.start(notBefore: start, notAfter: start + 365 * day) == start + 335 * day)
        // An end before the beginning is no reason to wait.
        #expect(RenewalMargin.fraction(0.5).start(notBefore: start + day, notAfter: start) == start)
    }

    @Test func cronConvention() async throws {
        // Issued for a year.
        let certificate = try scene.authority.server().certificate
        let good = try await scene.cert(["needs-renewal", certificate, scene.authority.root])
        #expect(good.status == 0)
        #expect(good.output == "")
        let soon = try await scene.cert(["needs-renewal", "--within", "366d", certificate, scene.authority.root])
        #expect(soon.status == 1)
        #expect(soon.output.contains("\(certificate): CN=localhost ends "))
        #expect(soon.output.contains("364 days left"))
        #expect(!soon.output.contains("Test ca"))
        #expect(try await scene.cert(["needs-renewal", "--within", "1/1", certificate]).status == 1)
    }

    @Test func failuresWin() async throws {
        let certificate = try scene.authority.server().certificate
        let missing = try await scene.cert([
            "needs-renewal", "--within", "1/1", scene.scratch.file("none"), certificate,
        ])
        #expect(missing.status == 66)
        #expect(missing.output.contains("CN=localhost"))
        #expect(try await scene.cert(["needs-renewal", "--within", "soon", certificate]).status == 64)
        let key = try scene.authority.server(folder: "again").key
        #expect(try await scene.cert(["needs-renewal", key]).status == 65)
    }

    @Test func json() async throws {
        let certificate = try scene.authority.server().certificate
        let ending = try await scene.cert(["needs-renewal", "--within", "10d", certificate, "--json"])
        #expect(ending.status == 0)
        let list = try #require(try scene.object(ending)["certificates"] as? [[String: Any]])
        #expect(list.count == 1)
        #expect(list[0]["needsRenewal"] as? Bool == false)
        #expect(list[0]["expired"] as? Bool == false)
        #expect((list[0]["renewFrom"] as? String)?.hasSuffix("Z") == true)
    }
}

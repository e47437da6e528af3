import Testing
import WaxbillTLS

@testable import BogoShim

@Suite struct ShimArgumentsTests {
    @Test(arguments: [["-no-such-flag"], ["-server", "-enable-early-data"], ["-on-retry-enable-ech-grease"]])
    func unknownFlagsAreNotImplemented(arguments: [String]) async {
        #expect(await BogoShim.run(arguments.map { Array($0.utf8) }) == ExitStatus.unimplemented)
    }

    /// Nothing listens there: a connection would be a failure of another status.
    @Test(arguments: [["-curves", "514"], ["-verify-prefs", "2308"], ["-cipher", "ALL:3DES"]])
    func missingFeaturesAreNotImplemented(arguments: [String]) async {
        let arguments = (["-port", "1"] + arguments).map { Array($0.utf8) }
        #expect(await BogoShim.run(arguments) == ExitStatus.unimplemented)
    }

    @Test func prefixesSayWhichConnectionAFlagIsFor() throws {
        let arguments = try ShimArguments(
            [
                "-server", "-on-initial-curves", "29", "-on-shim-on-resume-curves", "23", "-on-handshaker-curves", "24",
                "-on-resume-shim-writes-first",
            ].map { Array($0.utf8) })
        #expect(arguments.initial.isServer && arguments.resumed.isServer)
        #expect(arguments.initial.groups == [.x25519])
        #expect(arguments.resumed.groups == [.secp256r1])
        #expect(!arguments.initial.writesFirst && arguments.resumed.writesFirst)
    }

    @Test func flagsOfACredentialFollowItsStart() throws {
        let arguments = try ShimArguments(
            ["-cert-file", "a", "-new-x509-credential", "-cert-file", "b", "-signing-prefs", "1027"]
                .map { Array($0.utf8) })
        #expect(arguments.initial.defaultCredential.certificateFile == "a")
        #expect(arguments.initial.credentials.map(\.certificateFile) == ["b"])
        #expect(arguments.initial.credentials.first?.signingPreferences == [.ecdsaSecp256r1SHA256])
    }
}

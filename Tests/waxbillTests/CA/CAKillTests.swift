import Foundation
import Testing
import WaxbillAuthority
import WaxbillTLS
import WaxbillX509

/// `waxbill ca issue` ended with SIGKILL at any moment, two at a time.
struct CAKillTests {
    private static let rounds = 30

    @Test func survivesBeingKilled() async throws {
        let scratch = try Scratch()
        let pki = scratch.file("pki")
        try #require(try await Program.runWaxbill(["ca", "init", "--dir", pki]).status == 0)
        var finished = 0
        for round in 0..<Self.rounds {
            let programs = try ["a", "b"].map { side in
                try Program.waxbill(["ca", "issue", "client", "\(side)\(round)", "--dir", pki])
            }
            // From before the program runs until after it has ended, in small steps.
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...120)))
            for program in programs { program.interrupt(with: SIGKILL) }
            for program in programs where try await program.ending().status == 0 { finished += 1 }
        }
        let folder = try AuthorityFolder(directory: pki)
        try folder.check()
        let records = try folder.records()
        #expect(Set(records.map(\.serial)).count == records.count)
        let issued = Set(records.compactMap { $0.der.map { [UInt8]($0) } })
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(pki)/issued")) ?? []
        let whole = names.filter { !$0.hasPrefix(".") }
        #expect(whole.count >= finished)
        for name in whole {
            let files = IssuedFiles(directory: "\(pki)/issued/\(name)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: "\(pki)/issued/\(name)").sorted()
                    == ["ca.pem", "cert.pem", "key.pem"])
            let identity = try Identity(certificateFile: files.certificate, keyFile: files.key)
            #expect(issued.contains(identity.certificateChain[0]))
        }
        let next = try await Program.runWaxbill(["ca", "issue", "client", "after", "--dir", pki])
        #expect(next.status == 0, "\(next.error)")
    }

    @Test func severalProcessesIssueAtOnce() async throws {
        let scratch = try Scratch()
        let pki = scratch.file("pki")
        try #require(try await Program.runWaxbill(["ca", "init", "--dir", pki]).status == 0)
        let programs = try (0..<6).map { try Program.waxbill(["ca", "issue", "client", "c\($0)", "--dir", pki]) }
        for program in programs { #expect(try await program.ending().status == 0) }
        let records = try AuthorityFolder(directory: pki).records()
        #expect(records.count == 8)
        #expect(Set(records.map(\.serial)).count == 8)
        #expect(records.allSatisfy { $0.der != nil })
    }

    /// Of several that make the same folder, one does.
    @Test func severalProcessesMakeOneAuthority() async throws {
        let scratch = try Scratch()
        let programs = try (0..<4).map { _ in try Program.waxbill(["ca", "init", "--dir", scratch.file("pki")]) }
        var endings: [Int32] = []
        for program in programs { endings.append(try await program.ending().status) }
        #expect(endings.sorted() == [0, 73, 73, 73])
        #expect(try AuthorityFolder(directory: scratch.file("pki")).records().count == 2)
    }
}

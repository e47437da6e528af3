import CLibFuzzer
import Crypto
import Foundation
import WaxbillX509

/// What all inputs have in common.
struct Stage {
    let root: FuzzedChain.Root
    let keys = [P256.Signing.PrivateKey(), P256.Signing.PrivateKey()]
    let validator: PathValidator
    let options: ValidationOptions

    init() throws {
        root = try FuzzedChain.Root()
        validator = PathValidator(roots: try TrustRoots(der: [root.der]))
        // 2026-06-01
        var options = ValidationOptions(time: CertificateTime(secondsSinceEpoch: 1_780_272_000))
        options.purpose = .server
        options.names = [try ReferenceName(dns: "server.example")]
        self.options = options
    }

    func run(_ input: UnsafeBufferPointer<UInt8>) {
        guard let chain = try? FuzzedChain(input, root: root, keys: keys) else { return }
        _ = try? validator.validate(chain.presented, options)
    }
}

let stage = try Stage()

// An input that is accepted is where the fuzzer starts from.
let seed = FuzzedChain.seed(root: stage.root, keys: stage.keys)
try seed.withUnsafeBufferPointer { input in
    let chain = try FuzzedChain(input, root: stage.root, keys: stage.keys)
    _ = try stage.validator.validate(chain.presented, stage.options)
}
if let corpus = CommandLine.arguments.dropFirst().first(where: { !$0.hasPrefix("-") }) {
    try FileManager.default.createDirectory(atPath: corpus, withIntermediateDirectories: true)
    try Data(seed).write(to: URL(fileURLWithPath: corpus).appendingPathComponent("good-chain"))
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        stage.run(UnsafeBufferPointer(start: data, count: size))
        return 0
    })

// swift-tools-version: 6.2
import PackageDescription

// Built with `-sanitize=fuzzer`, which `make fuzz` passes for every target, so that coverage is that of the library.
let package = Package(
    name: "waxbill-fuzz",
    platforms: [.macOS("26.0")],
    dependencies: [
        .package(name: "waxbill", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto.git", .upToNextMinor(from: "4.5.2")),
    ],
    targets: [
        .target(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz-validator",
            dependencies: [
                "CLibFuzzer",
                .product(name: "WaxbillTLS", package: "waxbill"),
                .product(name: "WaxbillX509", package: "waxbill"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

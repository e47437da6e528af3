// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "waxbill-benchmarks",
    platforms: [.macOS("26.0")],
    dependencies: [
        .package(name: "waxbill", path: ".."),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto.git", .upToNextMinor(from: "4.5.2")),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift.git", .upToNextMinor(from: "0.2.0")),
    ],
    targets: [
        .target(name: "CAllocations"),
        .target(name: "ThreadTime"),
        .target(
            name: "MeasuredPrograms",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
        .executableTarget(
            name: "waxbill-bench",
            dependencies: [
                "CAllocations", "ThreadTime",
                .product(name: "WaxbillNIO", package: "waxbill"),
                .product(name: "WaxbillTLS", package: "waxbill"),
                .product(name: "WaxbillX509", package: "waxbill"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
        .executableTarget(
            name: "validation-bench",
            dependencies: [
                "ThreadTime",
                .product(name: "WaxbillX509", package: "waxbill"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
        .executableTarget(
            name: "files-bench",
            dependencies: ["MeasuredPrograms"],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
        .executableTarget(
            name: "bank-bench",
            dependencies: [
                "MeasuredPrograms",
                .product(name: "WaxbillNIO", package: "waxbill"),
                .product(name: "WaxbillTLS", package: "waxbill"),
                .product(name: "WaxbillX509", package: "waxbill"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

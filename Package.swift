// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// What the engine's targets are compiled with besides: every unsafe construct is marked where it stands, and
/// the codec's cursors cannot outlive the bytes they read.
let engineSettings: [SwiftSetting] =
    swiftSettings + [
        .strictMemorySafety(),
        .enableExperimentalFeature("Lifetimes"),
    ]

let package = Package(
    name: "waxbill",
    platforms: [.macOS("26.0")],
    products: [
        .library(name: "WaxbillTLS", targets: ["WaxbillTLS"]),
        .library(name: "WaxbillX509", targets: ["WaxbillX509"]),
        .library(name: "WaxbillNIO", targets: ["WaxbillNIO"]),
        .library(name: "WaxbillHummingbird", targets: ["WaxbillHummingbird"]),
        .library(name: "WaxbillAuthority", targets: ["WaxbillAuthority"]),
        .library(name: "WaxbillProofs", targets: ["WaxbillProofs"]),
        .library(name: "WaxbillFiles", targets: ["WaxbillFiles"]),
        .library(name: "WaxbillBank", targets: ["WaxbillBank"]),
        .executable(name: "waxbill", targets: ["waxbill"]),
    ],
    traits: [
        .trait(
            name: "BoringSSL",
            description: "Use the BoringSSL inside swift-crypto for record protection and ML-KEM; off: the public API."
        ),
        .trait(
            name: "PostgreSQL",
            description: "Let the bank keep its ledger in PostgreSQL, through libpq, which has to be installed."
        ),
        .default(enabledTraits: ["BoringSSL"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto.git", .upToNextMinor(from: "4.5.2")),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        // A peer of the tests only.
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    ],
    targets: [
        .target(name: "TLSWire", swiftSettings: engineSettings),
        .target(
            name: "CTLSCrypto",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "TLSCrypto",
            dependencies: [
                "TLSWire",
                .target(name: "CTLSCrypto", condition: .when(traits: ["BoringSSL"])),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: engineSettings
        ),
        .target(name: "WaxbillTLS", dependencies: ["TLSWire", "TLSCrypto"], swiftSettings: engineSettings),
        .target(
            name: "WaxbillX509",
            dependencies: [
                "WaxbillTLS", "TLSCrypto",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillNIO",
            dependencies: [
                "WaxbillTLS", "WaxbillX509",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillHummingbird",
            dependencies: [
                "WaxbillTLS", "WaxbillX509", "WaxbillNIO",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillProofs",
            dependencies: [
                "TLSCrypto", "WaxbillTLS", "WaxbillX509",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillHTTPClient",
            dependencies: [
                "WaxbillTLS", "WaxbillX509", "WaxbillNIO",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillFiles",
            dependencies: [
                "TLSWire", "WaxbillTLS", "WaxbillX509", "WaxbillNIO", "WaxbillHummingbird", "WaxbillHTTPClient",
                "WaxbillProofs",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .target(
            name: "WaxbillBank",
            dependencies: [
                "TLSWire", "WaxbillTLS", "WaxbillX509", "WaxbillNIO", "WaxbillHummingbird", "WaxbillHTTPClient",
                "WaxbillProofs",
                .target(name: "CLibPQ", condition: .when(traits: ["PostgreSQL"])),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillAuthority",
            dependencies: [
                "WaxbillTLS", "WaxbillX509",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "waxbill",
            dependencies: [
                "TLSWire", "WaxbillTLS", "WaxbillX509", "WaxbillNIO", "WaxbillAuthority", "WaxbillHummingbird",
                "WaxbillFiles", "WaxbillHTTPClient", "WaxbillBank",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(name: "LedgerLoader", dependencies: ["WaxbillBank"], swiftSettings: swiftSettings),
        .executableTarget(
            name: "BogoShim",
            dependencies: [
                "TLSWire", "WaxbillTLS", "WaxbillX509",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WaxbillTestSupport",
            dependencies: [
                "TLSWire", "TLSCrypto", "WaxbillTLS", "WaxbillX509",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings + [.enableExperimentalFeature("Lifetimes")]
        ),
        .testTarget(name: "TLSWireTests", dependencies: ["TLSWire"], swiftSettings: engineSettings),
        .testTarget(
            name: "TLSCryptoTests",
            dependencies: [
                "TLSCrypto", "TLSWire",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings + [.enableExperimentalFeature("Lifetimes")]
        ),
        .testTarget(
            name: "WaxbillTLSTests",
            dependencies: ["WaxbillTLS", "TLSWire", "TLSCrypto", "WaxbillX509", "WaxbillTestSupport"],
            swiftSettings: swiftSettings + [.enableExperimentalFeature("Lifetimes")]
        ),
        .testTarget(
            name: "WaxbillX509Tests",
            dependencies: [
                "WaxbillX509", "WaxbillTLS", "WaxbillTestSupport",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WaxbillAuthorityTests",
            dependencies: ["WaxbillAuthority", "WaxbillX509", "WaxbillTLS", "WaxbillTestSupport"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WaxbillNIOTests",
            dependencies: [
                "WaxbillNIO", "WaxbillTLS", "WaxbillX509", "WaxbillTestSupport",
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WaxbillHummingbirdTests",
            dependencies: [
                "WaxbillHummingbird", "WaxbillNIO", "WaxbillTLS", "WaxbillX509", "WaxbillTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WaxbillProofsTests",
            dependencies: [
                "WaxbillProofs", "WaxbillTLS", "WaxbillX509", "WaxbillTestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WaxbillFilesTests",
            dependencies: [
                "WaxbillFiles", "WaxbillHummingbird", "WaxbillHTTPClient", "WaxbillProofs", "WaxbillNIO", "WaxbillTLS",
                "WaxbillX509", "WaxbillTestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WaxbillBankTests",
            dependencies: [
                "WaxbillBank", "TLSWire", "WaxbillProofs", "WaxbillHTTPClient", "WaxbillHummingbird", "WaxbillNIO",
                "WaxbillTLS", "WaxbillX509", "WaxbillTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "waxbillTests",
            dependencies: [
                "waxbill", "TLSWire", "WaxbillTLS", "WaxbillX509", "WaxbillNIO", "WaxbillAuthority",
                "WaxbillTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(name: "BogoShimTests", dependencies: ["BogoShim", "WaxbillTLS"], swiftSettings: swiftSettings),
        .testTarget(
            name: "InteropTests",
            dependencies: [
                "WaxbillNIO", "WaxbillTLS", "WaxbillX509", "WaxbillTestSupport", "TLSWire", "TLSCrypto",
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["Peers"],
            swiftSettings: swiftSettings
        ),
    ],
    swiftLanguageModes: [.v6]
)

import Testing

/// curl against an application.
@Suite(.enabled(if: Curl.isInstalled, "curl is not installed"))
struct CurlTests {
    @Test(arguments: [("--http1.1", "http/1.1"), ("--http2", "h2"), ("--no-alpn", "none")])
    func itIsAnswered(option: String, applicationProtocol: String) async throws {
        let curl = try Curl()
        try await TestApplication.run { application in
            let base = "https://localhost:\(application.port)"
            let hello = try await curl.run(option, base + "/hello")
            #expect(hello == .init(0, "hello"))
            let selected = try await curl.run(option, base + "/protocol").output
            #expect(selected == applicationProtocol)
        }
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func aHandlerKnowsTheClient(option: String) async throws {
        let curl = try Curl()
        try await TestApplication.run { application in
            let url = "https://localhost:\(application.port)/who"
            let known = try await curl.run(option, url, with: curl.certificate)
            #expect(known == .init(0, "alice"))
            let unknown = try await curl.run(option, url)
            #expect(unknown == .init(0, "nobody"))
        }
    }

    @Test(arguments: ["--http1.1", "--http2"], [0, 1, 100_000, 20_000_000])
    func bodiesArriveWhole(option: String, count: Int) async throws {
        let curl = try Curl()
        let format = ["-o", "/dev/null", "-w", "%{size_download}"]
        try await TestApplication.run { application in
            let base = "https://localhost:\(application.port)"
            let received = try await curl.run(option, "\(base)/bytes/\(count)", with: format)
            #expect(received == .init(0, "\(count)"))
        }
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func anUploadIsCounted(option: String) async throws {
        let curl = try Curl()
        try await TestApplication.run { application in
            let url = "https://localhost:\(application.port)/count"
            // Above 1 MiB curl waits for 100 Continue.
            for size in [0, 10_000, 3_000_000] {
                let counted = try await curl.upload(size, option, url)
                #expect(counted == .init(0, "\(size)"))
            }
        }
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func aRefusedUploadIsNotAnError(option: String) async throws {
        let curl = try Curl()
        try await TestApplication.run { application in
            let url = "https://localhost:\(application.port)/refuse"
            let format = ["-w", "%{http_code}"]
            let refused = try await curl.upload(3_000_000, option, url, with: format)
            #expect(refused == .init(0, "403"))
            let unasked = try await curl.upload(3_000_000, option, "-H", "Expect:", url, with: format)
            #expect(unasked == .init(0, "403"))
            let twice = try await curl.upload(10_000, option, url, url, with: format)
            #expect(twice == .init(0, "403403"))
        }
    }
}

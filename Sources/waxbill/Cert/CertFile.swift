import WaxbillX509

/// A file about certificates, or standard input, read.
struct CertFile: Sendable {
    /// The path as the user gave it, or "standard input".
    let source: String
    let objects: [X509Object]

    /// - Parameter path: "-" is standard input.
    /// - Throws: `FileError` where it cannot be read; ``CommandFailure`` where nothing of the kind is in it.
    init(_ path: String) throws {
        let contents = path == "-" ? try FileContents.readStandardInput() : try FileContents.read(path)
        source = path == "-" ? "standard input" : path
        do {
            objects = try X509Object.objects(in: contents)
        } catch {
            throw CommandFailure(.dataError, "\(source): \(escaped(error.description))")
        }
        guard !objects.isEmpty else {
            throw CommandFailure(.dataError, "\(source): there is no certificate in it, neither PEM nor DER")
        }
    }

    /// The DER certificates.
    /// - Throws: ``CommandFailure`` where there are none.
    func certificates() throws -> [[UInt8]] {
        let certificates = objects.compactMap { object in
            if case .certificate(let der) = object { der } else { nil }
        }
        guard !certificates.isEmpty else {
            throw CommandFailure(.dataError, "\(source): there is no certificate in it")
        }
        return certificates
    }
}

/// What failed among several inputs: each failure is told when it comes, the first decides about the exit status.
struct InputFailures {
    private(set) var first: ExitStatus?

    /// Runs `body`, and tells its failure if there is one.
    /// - Throws: errors that are none of an input.
    mutating func collect(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            guard let status = ExitStatus(error) else { throw error }
            note((error as? CommandFailure) ?? CommandFailure(status, "\(error)"))
        }
    }

    mutating func note(_ failure: CommandFailure) {
        StandardError.writeLine(failure.text)
        first = first ?? failure.status
    }
}

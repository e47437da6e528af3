import WaxbillX509

/// What is told of a certificate that was issued for a key that is not new, or somebody else's.
struct ChainReport: Encodable {
    let schema = 1
    let command: String
    let certificate: CertificateSummary
    /// The paths written.
    let files: [String]

    init(command: String, chain: [[UInt8]], files: [String]) {
        self.command = command
        certificate = CertificateSummary(issued: chain.first ?? [])
        self.files = files
    }

    init(command: String, chain: [[UInt8]], files: IssuedFiles, key: String?) {
        self.init(
            command: command, chain: chain,
            files: [files.certificate, files.authority] + (key == nil ? [] : [files.key]))
    }

    func show(json: Bool) throws {
        if json { try JSONOutput.write(self) } else { print(text) }
    }

    private var text: String {
        """
        certificate  \(certificate.subject), \(certificate.publicKey), until \(certificate.notAfter)
        serial       \(certificate.serial)
        names        \(certificate.sans.joined(separator: ", "))
        issuer       \(certificate.issuer)
        written      \(files.joined(separator: "\n             "))
        """
    }
}

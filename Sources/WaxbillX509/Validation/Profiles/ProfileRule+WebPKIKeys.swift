extension ProfileRule {
    /// Which keys the Baseline Requirements allow.
    static let webPKIKeys: [ProfileRule] = [
        ProfileRule("key-algorithm", .keySize, "Baseline Requirements, Section 6.1.5") { form, _ in
            guard let fields = CertificateFields(der: form.der) else { return nil }
            switch fields.publicKeyAlgorithm {
            case .rsaEncryption: return fields.rsaModulusSize.flatMap(rsaBreach) ?? exponentBreach(form)
            case .ecPublicKey:
                guard let curve = fields.curve else { return "has an EC key without a named curve" }
                return [.secp256r1, .secp384r1, .secp521r1].contains(curve)
                    ? nil : "has a key on the curve \(curve), which is not allowed on the public Internet"
            default: return "has a key of \(fields.publicKeyAlgorithm), which is not allowed on the public Internet"
            }
        }
    ]

    private static func rsaBreach(_ bits: Int) -> String? {
        if bits < KeyStrength.rsaMinimum {
            return "has an RSA key of \(bits) bits, less than \(KeyStrength.rsaMinimum)"
        }
        return bits % 8 == 0 ? nil : "has an RSA key of \(bits) bits, which is no multiple of 8"
    }

    /// Baseline Requirements, Section 6.1.6.
    private static func exponentBreach(_ form: CertificateForm) -> String? {
        var info = form.publicKey
        guard info.next(.derSequence) != nil, let bits = info.next(.derBitString) else { return nil }
        var key = DERCursor(form.der, bits.contents.dropFirst())
        guard var numbers = key.enter(.derSequence), numbers.next(.derInteger) != nil,
            let exponent = numbers.next(.derInteger)
        else { return nil }
        let magnitude = form.der[exponent.contents].drop { $0 == 0 }
        guard let last = magnitude.last, last & 1 == 1, magnitude.count > 1 || last >= 3 else {
            return "has an RSA key whose exponent is even or less than 3"
        }
        return nil
    }
}

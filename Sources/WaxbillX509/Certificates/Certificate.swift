import X509

/// In this module a certificate is X.509's, not the TLS message of that name.
typealias Certificate = X509.Certificate

#ifndef CTLS_RSA_H
#define CTLS_RSA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    /// The length in bytes of an MD5 digest followed by a SHA-1 digest.
    CTLS_MD5_SHA1_LENGTH = 36,
};

/// Whether `signature` is the PKCS#1 v1.5 signature, without a DigestInfo, over an MD5 digest followed by a SHA-1 digest
/// (RFC 4346, Section 4.7). `public_key` is a DER-encoded RSAPublicKey (RFC 8017, Appendix A.1.1).
bool ctls_rsa_is_valid_md5_sha1(
    const uint8_t *public_key, size_t public_key_length,
    const uint8_t digests[CTLS_MD5_SHA1_LENGTH],
    const uint8_t *signature, size_t signature_length);

#ifdef __cplusplus
}
#endif

#endif

#ifndef CTLS_AEAD_H
#define CTLS_AEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The record AEADs of TLS 1.3 (RFC 9846, Section 5.2) over BoringSSL's EVP_AEAD, which swift-crypto links.
///
/// A context holds the expanded key and the static IV; it is immutable once made, so that threads may share it.

typedef struct ctls_aead ctls_aead;

typedef enum {
    CTLS_AEAD_AES_128_GCM,
    CTLS_AEAD_AES_256_GCM,
    CTLS_AEAD_CHACHA20_POLY1305,
} ctls_aead_algorithm;

enum {
    /// The length of the IV and of the nonce in bytes, for every algorithm.
    CTLS_AEAD_IV_LENGTH = 12,
    /// The length of the authentication tag in bytes, for every algorithm.
    CTLS_AEAD_TAG_LENGTH = 16,
};

/// A context with copies of `key` and `iv`, or NULL where a length does not fit or memory is short.
ctls_aead *ctls_aead_new(
    ctls_aead_algorithm algorithm, const uint8_t *key, size_t key_length, const uint8_t *iv, size_t iv_length);

/// Wipes and releases `aead`; NULL is allowed.
void ctls_aead_free(ctls_aead *aead);

/// Encrypts `in` followed by `extra` and writes ciphertext and tag: `in_length + extra_length + CTLS_AEAD_TAG_LENGTH`
/// bytes. Returns whether that was done; where not, `out` holds nothing of use.
bool ctls_aead_seal(
    const ctls_aead *aead, uint64_t sequence_number,
    uint8_t *out, size_t out_capacity,
    const uint8_t *in, size_t in_length,
    const uint8_t *extra, size_t extra_length,
    const uint8_t *additional_data, size_t additional_data_length);

/// Decrypts `in`, ciphertext and tag, and writes `in_length - CTLS_AEAD_TAG_LENGTH` bytes. `out` may be `in`, and must
/// not overlap it otherwise. Returns whether the tag was right; where not, `out` holds nothing of use.
bool ctls_aead_open(
    const ctls_aead *aead, uint64_t sequence_number,
    uint8_t *out, size_t out_capacity,
    const uint8_t *in, size_t in_length,
    const uint8_t *additional_data, size_t additional_data_length);

#ifdef __cplusplus
}
#endif

#endif

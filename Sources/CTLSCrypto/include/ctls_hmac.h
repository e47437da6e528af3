#ifndef CTLS_HMAC_H
#define CTLS_HMAC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// HMAC (RFC 2104) over BoringSSL's hash functions: swift-crypto's keep each state on the heap, these lie on the stack.

/// The authentication code of `message` under `key` with SHA-256.
void ctls_hmac_sha256(
    uint8_t code[32], const uint8_t *key, size_t key_length, const uint8_t *message, size_t message_length);

/// The authentication code of `message` under `key` with SHA-384.
void ctls_hmac_sha384(
    uint8_t code[48], const uint8_t *key, size_t key_length, const uint8_t *message, size_t message_length);

#ifdef __cplusplus
}
#endif

#endif

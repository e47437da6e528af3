#ifndef CTLS_CBC_H
#define CTLS_CBC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The records of TLS 1.2 and before with AES in CBC mode and HMAC (RFC 5246, Section 6.2.3.2; RFC 7366).
///
/// A context is for one direction, and changes as it is used: one thread at a time.

typedef struct ctls_cbc ctls_cbc;

typedef enum {
    CTLS_CBC_SHA1,
    CTLS_CBC_SHA256,
    CTLS_CBC_SHA384,
} ctls_cbc_mac;

enum {
    /// The length of a block and of an IV in bytes.
    CTLS_CBC_BLOCK_LENGTH = 16,
    /// What the MAC covers before the record's length: sequence number, content type, version.
    CTLS_CBC_HEADER_LENGTH = 11,
    /// The most bytes that a record takes or gives.
    CTLS_CBC_MAXIMUM_LENGTH = 0x8000,
};

/// A context with copies of the keys, or NULL where a length does not fit or memory is short.
///
/// `chained_iv` is the IV of the first record in TLS 1.0, whose other records use the last block before them; NULL from
/// TLS 1.1 on, where each record brings its own. `encrypt_then_mac` is RFC 7366's order.
ctls_cbc *ctls_cbc_new(
    ctls_cbc_mac mac, bool encrypt_then_mac, bool is_sealing,
    const uint8_t *key, size_t key_length,
    const uint8_t *mac_key, size_t mac_key_length,
    const uint8_t *chained_iv);

/// Wipes and releases `cbc`; NULL is allowed.
void ctls_cbc_free(ctls_cbc *cbc);

/// The length of the record that seals `length` bytes: IV, if each record has one, ciphertext and MAC.
size_t ctls_cbc_sealed_length(const ctls_cbc *cbc, size_t length);

/// Writes the record that seals `in`, `ctls_cbc_sealed_length` bytes. `iv` is the record's, which nobody may be able to
/// predict; it counts only where each record has one. `out` must not overlap `in`. Returns whether that was done.
bool ctls_cbc_seal(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH], const uint8_t iv[CTLS_CBC_BLOCK_LENGTH],
    uint8_t *out, size_t out_capacity,
    const uint8_t *in, size_t in_length);

/// Opens the record `in` and writes its plaintext, `*out_length` bytes, for which `out` needs room for `in_length` bytes
/// all the same. `out` must not overlap `in`. Returns whether padding and MAC were right; where not, nothing tells
/// which was wrong, neither the result nor the time it took, and `out` holds nothing of use.
bool ctls_cbc_open(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH],
    uint8_t *out, size_t out_capacity, size_t *out_length,
    const uint8_t *in, size_t in_length);

/// How often `cbc` has called a compression function of its own to compute a MAC in constant time. For tests: the number
/// must depend on the lengths of the records only. Stays zero where BoringSSL has the whole construction.
size_t ctls_cbc_compressions(const ctls_cbc *cbc);

#ifdef __cplusplus
}
#endif

#endif

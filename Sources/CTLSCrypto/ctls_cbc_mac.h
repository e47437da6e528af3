#ifndef CTLS_CBC_MAC_H
#define CTLS_CBC_MAC_H

#include "ctls_cbc.h"

#include <CCryptoBoringSSL.h>

/// HMAC over a message whose length is secret, and the padding that makes it so (Lucky 13).
///
/// Memory is read, and compression functions are called, as the public lengths alone say.

enum { CTLS_CBC_MAXIMUM_MAC_LENGTH = 48 };

typedef struct {
    ctls_cbc_mac mac;
    uint8_t key[CTLS_CBC_MAXIMUM_MAC_LENGTH];
    size_t compressions;
} ctls_cbc_mac_key;

/// Whether `decrypted`, `length` bytes of plaintext, MAC and padding, has the right padding and the right MAC over
/// `header`, the plaintext's length and the plaintext. `*plaintext_length` is what remains then, and nothing that may be
/// used otherwise. False at once where `length` is too short for a MAC and padding of any length, which is no secret.
bool ctls_cbc_check_mac_and_padding(
    ctls_cbc_mac_key *key, const uint8_t header[CTLS_CBC_HEADER_LENGTH], const uint8_t *decrypted, size_t length,
    size_t *plaintext_length);

/// All bits set where the padding at the end of `decrypted` is right and leaves `mac_length` bytes at least, none where
/// not. `*unpadded_length` is `length` less the padding, or `length` where the padding is wrong. Neither may be branched on.
size_t ctls_cbc_check_padding(
    const uint8_t *decrypted, size_t length, size_t mac_length, size_t *unpadded_length);

/// The length of a MAC, and of its key, in bytes.
size_t ctls_cbc_mac_length(ctls_cbc_mac mac);

#endif

#ifndef CTLS_MLKEM768_H
#define CTLS_MLKEM768_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// ML-KEM-768 (FIPS 203) over BoringSSL's: swift-crypto's public API hashes and encodes the encapsulation key again with
/// each private key, which is a third of the work.

typedef struct ctls_mlkem768_key ctls_mlkem768_key;

enum {
    /// The length of the seed of a decapsulation key in bytes.
    CTLS_MLKEM768_SEED_LENGTH = 64,
    /// The length of an encapsulation key in bytes.
    CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH = 1184,
    /// The length of a ciphertext in bytes.
    CTLS_MLKEM768_CIPHERTEXT_LENGTH = 1088,
    /// The length of a shared secret in bytes.
    CTLS_MLKEM768_SHARED_SECRET_LENGTH = 32,
};

/// The decapsulation key that the seed makes, and its encapsulation key in `encapsulation_key`. NULL where memory is
/// short.
ctls_mlkem768_key *ctls_mlkem768_new(
    const uint8_t seed[CTLS_MLKEM768_SEED_LENGTH],
    uint8_t encapsulation_key[CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH]);

/// Wipes and releases `key`; NULL is allowed.
void ctls_mlkem768_free(ctls_mlkem768_key *key);

/// The secret in `ciphertext`, which is another one that looks random where `ciphertext` is not sound: implicit
/// rejection. `key` does not change, so that threads may share it.
bool ctls_mlkem768_decapsulate(
    const ctls_mlkem768_key *key,
    const uint8_t ciphertext[CTLS_MLKEM768_CIPHERTEXT_LENGTH],
    uint8_t shared_secret[CTLS_MLKEM768_SHARED_SECRET_LENGTH]);

/// A fresh secret and its ciphertext for the owner of `encapsulation_key`. Returns whether that key passes FIPS 203's
/// check; where not, nothing is written.
bool ctls_mlkem768_encapsulate(
    const uint8_t encapsulation_key[CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH],
    uint8_t ciphertext[CTLS_MLKEM768_CIPHERTEXT_LENGTH],
    uint8_t shared_secret[CTLS_MLKEM768_SHARED_SECRET_LENGTH]);

#ifdef __cplusplus
}
#endif

#endif

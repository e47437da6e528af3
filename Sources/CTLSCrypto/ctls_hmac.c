#include "ctls_hmac.h"

#include <CCryptoBoringSSL.h>

#include <string.h>

// The padded key that RFC 2104, Section 2, calls K XOR opad is K XOR ipad XOR this.
enum { INNER_PAD = 0x36, OUTER_PAD = 0x5c };

static void fill_pad(uint8_t *pad, size_t block_length, const uint8_t *key, size_t key_length) {
    memset(pad, INNER_PAD, block_length);
    for (size_t i = 0; i < key_length; i++) {
        pad[i] ^= key[i];
    }
}

static void turn_pad(uint8_t *pad, size_t block_length) {
    for (size_t i = 0; i < block_length; i++) {
        pad[i] ^= INNER_PAD ^ OUTER_PAD;
    }
}

void ctls_hmac_sha256(
    uint8_t code[32], const uint8_t *key, size_t key_length, const uint8_t *message, size_t message_length) {
    uint8_t key_hash[SHA256_DIGEST_LENGTH];
    if (key_length > SHA256_CBLOCK) {
        SHA256(key, key_length, key_hash);
        key = key_hash;
        key_length = sizeof(key_hash);
    }
    uint8_t pad[SHA256_CBLOCK];
    SHA256_CTX state;
    fill_pad(pad, sizeof(pad), key, key_length);
    SHA256_Init(&state);
    SHA256_Update(&state, pad, sizeof(pad));
    SHA256_Update(&state, message, message_length);
    SHA256_Final(code, &state);
    turn_pad(pad, sizeof(pad));
    SHA256_Init(&state);
    SHA256_Update(&state, pad, sizeof(pad));
    SHA256_Update(&state, code, SHA256_DIGEST_LENGTH);
    SHA256_Final(code, &state);
    OPENSSL_cleanse(pad, sizeof(pad));
    OPENSSL_cleanse(key_hash, sizeof(key_hash));
    OPENSSL_cleanse(&state, sizeof(state));
}

void ctls_hmac_sha384(
    uint8_t code[48], const uint8_t *key, size_t key_length, const uint8_t *message, size_t message_length) {
    uint8_t key_hash[SHA384_DIGEST_LENGTH];
    if (key_length > SHA384_CBLOCK) {
        SHA384(key, key_length, key_hash);
        key = key_hash;
        key_length = sizeof(key_hash);
    }
    uint8_t pad[SHA384_CBLOCK];
    SHA512_CTX state;
    fill_pad(pad, sizeof(pad), key, key_length);
    SHA384_Init(&state);
    SHA384_Update(&state, pad, sizeof(pad));
    SHA384_Update(&state, message, message_length);
    SHA384_Final(code, &state);
    turn_pad(pad, sizeof(pad));
    SHA384_Init(&state);
    SHA384_Update(&state, pad, sizeof(pad));
    SHA384_Update(&state, code, SHA384_DIGEST_LENGTH);
    SHA384_Final(code, &state);
    OPENSSL_cleanse(pad, sizeof(pad));
    OPENSSL_cleanse(key_hash, sizeof(key_hash));
    OPENSSL_cleanse(&state, sizeof(state));
}

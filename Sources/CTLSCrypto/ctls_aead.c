#include "ctls_aead.h"

#include <CCryptoBoringSSL.h>
#include <string.h>

struct ctls_aead {
    EVP_AEAD_CTX context;
    uint8_t iv[CTLS_AEAD_IV_LENGTH];
};

static const EVP_AEAD *aead_of(ctls_aead_algorithm algorithm) {
    switch (algorithm) {
    case CTLS_AEAD_AES_128_GCM:
        return EVP_aead_aes_128_gcm();
    case CTLS_AEAD_AES_256_GCM:
        return EVP_aead_aes_256_gcm();
    case CTLS_AEAD_CHACHA20_POLY1305:
        return EVP_aead_chacha20_poly1305();
    }
    return NULL;
}

/// RFC 9846, Section 5.3: the sequence number in network byte order, padded on the left, XORed with the IV.
static void make_nonce(const ctls_aead *aead, uint64_t sequence_number, uint8_t nonce[CTLS_AEAD_IV_LENGTH]) {
    memcpy(nonce, aead->iv, CTLS_AEAD_IV_LENGTH);
    for (size_t i = 0; i < sizeof(sequence_number); i++) {
        nonce[CTLS_AEAD_IV_LENGTH - 1 - i] ^= (uint8_t)(sequence_number >> (8 * i));
    }
}

ctls_aead *ctls_aead_new(
    ctls_aead_algorithm algorithm, const uint8_t *key, size_t key_length, const uint8_t *iv, size_t iv_length) {
    const EVP_AEAD *method = aead_of(algorithm);
    if (method == NULL || key_length != EVP_AEAD_key_length(method) || iv_length != CTLS_AEAD_IV_LENGTH) {
        return NULL;
    }
    ctls_aead *aead = OPENSSL_malloc(sizeof(ctls_aead));
    if (aead == NULL) {
        return NULL;
    }
    if (!EVP_AEAD_CTX_init(&aead->context, method, key, key_length, CTLS_AEAD_TAG_LENGTH, NULL)) {
        ERR_clear_error();
        OPENSSL_free(aead);
        return NULL;
    }
    memcpy(aead->iv, iv, CTLS_AEAD_IV_LENGTH);
    return aead;
}

void ctls_aead_free(ctls_aead *aead) {
    if (aead == NULL) {
        return;
    }
    EVP_AEAD_CTX_cleanup(&aead->context);
    OPENSSL_free(aead);  // Wipes what it frees.
}

bool ctls_aead_seal(
    const ctls_aead *aead, uint64_t sequence_number,
    uint8_t *out, size_t out_capacity,
    const uint8_t *in, size_t in_length,
    const uint8_t *extra, size_t extra_length,
    const uint8_t *additional_data, size_t additional_data_length) {
    if (out_capacity < in_length || out_capacity - in_length < CTLS_AEAD_TAG_LENGTH ||
        out_capacity - in_length - CTLS_AEAD_TAG_LENGTH < extra_length) {
        return false;
    }
    uint8_t nonce[CTLS_AEAD_IV_LENGTH];
    make_nonce(aead, sequence_number, nonce);
    size_t tag_length = 0;
    const size_t expected = extra_length + CTLS_AEAD_TAG_LENGTH;
    if (!EVP_AEAD_CTX_seal_scatter(
            &aead->context, out, out + in_length, &tag_length, expected, nonce, sizeof(nonce), in, in_length, extra,
            extra_length, additional_data, additional_data_length)) {
        ERR_clear_error();
        return false;
    }
    return tag_length == expected;
}

bool ctls_aead_open(
    const ctls_aead *aead, uint64_t sequence_number,
    uint8_t *out, size_t out_capacity,
    const uint8_t *in, size_t in_length,
    const uint8_t *additional_data, size_t additional_data_length) {
    if (in_length < CTLS_AEAD_TAG_LENGTH || out_capacity < in_length - CTLS_AEAD_TAG_LENGTH) {
        return false;
    }
    uint8_t nonce[CTLS_AEAD_IV_LENGTH];
    make_nonce(aead, sequence_number, nonce);
    const size_t length = in_length - CTLS_AEAD_TAG_LENGTH;
    if (!EVP_AEAD_CTX_open_gather(
            &aead->context, out, nonce, sizeof(nonce), in, length, in + length, CTLS_AEAD_TAG_LENGTH, additional_data,
            additional_data_length)) {
        ERR_clear_error();
        return false;
    }
    return true;
}

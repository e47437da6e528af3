#include "ctls_cbc.h"

#include "ctls_cbc_mac.h"

#include <CCryptoBoringSSL.h>
#include <string.h>

struct ctls_cbc {
    bool is_sealing;
    bool encrypts_then_macs;
    bool has_explicit_iv;
    /// The last block of ciphertext, where the next record continues the chain.
    uint8_t iv[CTLS_CBC_BLOCK_LENGTH];
    AES_KEY key;
    HMAC_CTX hmac;
    ctls_cbc_mac_key mac_key;
    /// Opens MAC-then-encrypt where BoringSSL has cipher and hash: it needs neither of the keys above.
    bool has_aead;
    EVP_AEAD_CTX aead;
};

static const EVP_MD *digest_of(ctls_cbc_mac mac) {
    switch (mac) {
    case CTLS_CBC_SHA1:
        return EVP_sha1();
    case CTLS_CBC_SHA256:
        return EVP_sha256();
    case CTLS_CBC_SHA384:
        return EVP_sha384();
    }
    return NULL;
}

/// BoringSSL's construction of MAC-then-encrypt, whose opening takes constant time; NULL where it has none.
static const EVP_AEAD *aead_of(ctls_cbc_mac mac, size_t key_length, bool has_explicit_iv) {
    if (mac == CTLS_CBC_SHA1) {
        if (key_length == 16) {
            return has_explicit_iv ? EVP_aead_aes_128_cbc_sha1_tls() : EVP_aead_aes_128_cbc_sha1_tls_implicit_iv();
        }
        return has_explicit_iv ? EVP_aead_aes_256_cbc_sha1_tls() : EVP_aead_aes_256_cbc_sha1_tls_implicit_iv();
    }
    return mac == CTLS_CBC_SHA256 && key_length == 16 && has_explicit_iv ? EVP_aead_aes_128_cbc_sha256_tls() : NULL;
}

/// Gives `cbc` BoringSSL's construction, whose key is MAC key, key and, if they are chained, IV.
static bool init_aead(
    ctls_cbc *cbc, const EVP_AEAD *method, const uint8_t *key, size_t key_length, const uint8_t *mac_key,
    size_t mac_key_length) {
    uint8_t keys[CTLS_CBC_MAXIMUM_MAC_LENGTH + 32 + CTLS_CBC_BLOCK_LENGTH];
    size_t length = mac_key_length + key_length;
    memcpy(keys, mac_key, mac_key_length);
    memcpy(keys + mac_key_length, key, key_length);
    if (!cbc->has_explicit_iv) {
        memcpy(keys + length, cbc->iv, CTLS_CBC_BLOCK_LENGTH);
        length += CTLS_CBC_BLOCK_LENGTH;
    }
    cbc->has_aead = EVP_AEAD_CTX_init_with_direction(
        &cbc->aead, method, keys, length, EVP_AEAD_DEFAULT_TAG_LENGTH, evp_aead_open);
    OPENSSL_cleanse(keys, sizeof(keys));
    return cbc->has_aead;
}

ctls_cbc *ctls_cbc_new(
    ctls_cbc_mac mac, bool encrypt_then_mac, bool is_sealing,
    const uint8_t *key, size_t key_length,
    const uint8_t *mac_key, size_t mac_key_length,
    const uint8_t *chained_iv) {
    const EVP_MD *digest = digest_of(mac);
    if (digest == NULL || (key_length != 16 && key_length != 32) || mac_key_length != ctls_cbc_mac_length(mac)) {
        return NULL;
    }
    // Zeroed, which is the empty state of a context that is cleaned up before it was initialised.
    ctls_cbc *cbc = OPENSSL_zalloc(sizeof(ctls_cbc));
    if (cbc == NULL) {
        return NULL;
    }
    cbc->is_sealing = is_sealing;
    cbc->encrypts_then_macs = encrypt_then_mac;
    cbc->has_explicit_iv = chained_iv == NULL;
    if (chained_iv != NULL) {
        memcpy(cbc->iv, chained_iv, CTLS_CBC_BLOCK_LENGTH);
    }
    cbc->mac_key.mac = mac;
    memcpy(cbc->mac_key.key, mac_key, mac_key_length);
    HMAC_CTX_init(&cbc->hmac);
    EVP_AEAD_CTX_zero(&cbc->aead);
    const EVP_AEAD *method =
        is_sealing || encrypt_then_mac ? NULL : aead_of(mac, key_length, cbc->has_explicit_iv);
    bool is_ready;
    if (method != NULL) {
        is_ready = init_aead(cbc, method, key, key_length, mac_key, mac_key_length);
    } else {
        const unsigned bits = (unsigned)key_length * 8;
        is_ready = HMAC_Init_ex(&cbc->hmac, mac_key, mac_key_length, digest, NULL) &&
                   (is_sealing ? AES_set_encrypt_key(key, bits, &cbc->key)
                               : AES_set_decrypt_key(key, bits, &cbc->key)) == 0;
    }
    if (!is_ready) {
        ERR_clear_error();
        ctls_cbc_free(cbc);
        return NULL;
    }
    return cbc;
}

void ctls_cbc_free(ctls_cbc *cbc) {
    if (cbc == NULL) {
        return;
    }
    HMAC_CTX_cleanse(&cbc->hmac);
    EVP_AEAD_CTX_cleanup(&cbc->aead);
    OPENSSL_free(cbc);  // Wipes what it frees.
}

size_t ctls_cbc_compressions(const ctls_cbc *cbc) { return cbc->mac_key.compressions; }

// MARK: Sealing

static size_t iv_length(const ctls_cbc *cbc) { return cbc->has_explicit_iv ? CTLS_CBC_BLOCK_LENGTH : 0; }

/// The length of the ciphertext alone. RFC 5246, Section 6.2.3.2: at least one byte of padding, to a whole block.
static size_t ciphertext_length(const ctls_cbc *cbc, size_t length) {
    const size_t padded = cbc->encrypts_then_macs ? length : length + ctls_cbc_mac_length(cbc->mac_key.mac);
    return (padded / CTLS_CBC_BLOCK_LENGTH + 1) * CTLS_CBC_BLOCK_LENGTH;
}

size_t ctls_cbc_sealed_length(const ctls_cbc *cbc, size_t length) {
    return iv_length(cbc) + ciphertext_length(cbc, length) +
           (cbc->encrypts_then_macs ? ctls_cbc_mac_length(cbc->mac_key.mac) : 0);
}

/// The MAC over header, length and `in`. For messages whose length is no secret.
static bool write_mac(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH], const uint8_t *in, size_t in_length, uint8_t *mac) {
    const uint8_t length[2] = {(uint8_t)(in_length >> 8), (uint8_t)in_length};
    return HMAC_Init_ex(&cbc->hmac, NULL, 0, NULL, NULL) && HMAC_Update(&cbc->hmac, header, CTLS_CBC_HEADER_LENGTH) &&
           HMAC_Update(&cbc->hmac, length, sizeof(length)) && HMAC_Update(&cbc->hmac, in, in_length) &&
           HMAC_Final(&cbc->hmac, mac, NULL);
}

bool ctls_cbc_seal(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH], const uint8_t iv[CTLS_CBC_BLOCK_LENGTH],
    uint8_t *out, size_t out_capacity,
    const uint8_t *in, size_t in_length) {
    if (!cbc->is_sealing || in_length > CTLS_CBC_MAXIMUM_LENGTH || out_capacity < ctls_cbc_sealed_length(cbc, in_length)) {
        return false;
    }
    if (cbc->has_explicit_iv) {
        memcpy(cbc->iv, iv, CTLS_CBC_BLOCK_LENGTH);
        memcpy(out, iv, CTLS_CBC_BLOCK_LENGTH);
    }
    uint8_t *const ciphertext = out + iv_length(cbc);
    const size_t total = ciphertext_length(cbc, in_length);
    const size_t mac_length = ctls_cbc_mac_length(cbc->mac_key.mac);
    if (in_length > 0) {
        memcpy(ciphertext, in, in_length);
    }
    size_t length = in_length;
    if (!cbc->encrypts_then_macs) {
        if (!write_mac(cbc, header, in, in_length, ciphertext + length)) {
            return false;
        }
        length += mac_length;
    }
    memset(ciphertext + length, (int)(total - length - 1), total - length);
    AES_cbc_encrypt(ciphertext, ciphertext, total, &cbc->key, cbc->iv, AES_ENCRYPT);
    // RFC 7366, Section 3: the MAC covers IV and ciphertext, and their length.
    return !cbc->encrypts_then_macs || write_mac(cbc, header, out, iv_length(cbc) + total, ciphertext + total);
}

// MARK: Opening

/// Decrypts `in`, whose length is a number of whole blocks.
static void decrypt(ctls_cbc *cbc, const uint8_t *iv, uint8_t *out, const uint8_t *in, size_t in_length) {
    if (cbc->has_explicit_iv) {
        memcpy(cbc->iv, iv, CTLS_CBC_BLOCK_LENGTH);
    }
    AES_cbc_encrypt(in, out, in_length, &cbc->key, cbc->iv, AES_DECRYPT);
}

static bool open_encrypt_then_mac(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH], uint8_t *out, size_t *out_length, const uint8_t *in,
    size_t in_length) {
    const size_t mac_length = ctls_cbc_mac_length(cbc->mac_key.mac);
    const size_t explicit_length = iv_length(cbc);
    if (in_length < explicit_length + CTLS_CBC_BLOCK_LENGTH + mac_length) {
        return false;
    }
    const size_t covered = in_length - mac_length;
    const size_t length = covered - explicit_length;
    uint8_t mac[EVP_MAX_MD_SIZE];
    // RFC 7366, Section 3: nothing is decrypted before the MAC is known to be right.
    if (!write_mac(cbc, header, in, covered, mac) || CRYPTO_memcmp(mac, in + covered, mac_length) != 0 ||
        length % CTLS_CBC_BLOCK_LENGTH != 0) {
        return false;
    }
    decrypt(cbc, in, out, in + explicit_length, length);
    return ctls_cbc_check_padding(out, length, 0, out_length) != 0;
}

static bool open_mac_then_encrypt(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH], uint8_t *out, size_t out_capacity, size_t *out_length,
    const uint8_t *in, size_t in_length) {
    const size_t explicit_length = iv_length(cbc);
    const size_t length = in_length - explicit_length;
    if (in_length < explicit_length || length == 0 || length % CTLS_CBC_BLOCK_LENGTH != 0) {
        return false;
    }
    if (cbc->has_aead) {
        return EVP_AEAD_CTX_open(
            &cbc->aead, out, out_length, out_capacity, in, explicit_length, in + explicit_length, length, header,
            CTLS_CBC_HEADER_LENGTH);
    }
    decrypt(cbc, in, out, in + explicit_length, length);
    return ctls_cbc_check_mac_and_padding(&cbc->mac_key, header, out, length, out_length);
}

bool ctls_cbc_open(
    ctls_cbc *cbc, const uint8_t header[CTLS_CBC_HEADER_LENGTH],
    uint8_t *out, size_t out_capacity, size_t *out_length,
    const uint8_t *in, size_t in_length) {
    if (cbc->is_sealing || in_length > CTLS_CBC_MAXIMUM_LENGTH || out_capacity < in_length) {
        return false;
    }
    const bool is_opened =
        cbc->encrypts_then_macs ? open_encrypt_then_mac(cbc, header, out, out_length, in, in_length)
                                : open_mac_then_encrypt(cbc, header, out, out_capacity, out_length, in, in_length);
    if (!is_opened) {
        ERR_clear_error();
        OPENSSL_cleanse(out, in_length);
    }
    return is_opened;
}

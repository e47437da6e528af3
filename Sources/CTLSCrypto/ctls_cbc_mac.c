#include "ctls_cbc_mac.h"

#include <string.h>

// MARK: Masks: all bits set for yes, none for no. The barrier keeps the compiler from turning them into branches.

static size_t barrier(size_t value) {
    __asm__("" : "+r"(value));
    return value;
}

static size_t mask_of_top_bit(size_t value) { return (size_t)0 - barrier(value >> (sizeof(value) * 8 - 1)); }

static size_t mask_is_zero(size_t value) { return mask_of_top_bit(~value & (value - 1)); }

static size_t mask_is_equal(size_t left, size_t right) { return mask_is_zero(left ^ right); }

/// Both are lengths, far below the top bit.
static size_t mask_is_less(size_t left, size_t right) { return mask_of_top_bit(left - right); }

size_t ctls_cbc_mac_length(ctls_cbc_mac mac) {
    switch (mac) {
    case CTLS_CBC_SHA1:
        return SHA_DIGEST_LENGTH;
    case CTLS_CBC_SHA256:
        return SHA256_DIGEST_LENGTH;
    case CTLS_CBC_SHA384:
        return SHA384_DIGEST_LENGTH;
    }
    return 0;
}

// MARK: Padding

size_t ctls_cbc_check_padding(
    const uint8_t *decrypted, size_t length, size_t mac_length, size_t *unpadded_length) {
    const size_t padding_length = decrypted[length - 1];
    size_t good = ~mask_is_less(length, mac_length + 1 + padding_length);
    // RFC 5246, Section 6.2.3.2: each byte of the padding holds its length. As many are looked at as there could be.
    const size_t window = length < 256 ? length : 256;
    size_t difference = 0;
    for (size_t i = 0; i < window; i++) {
        const size_t is_padding = ~mask_is_less(padding_length, i);
        difference |= is_padding & (padding_length ^ decrypted[length - 1 - i]);
    }
    good &= mask_is_zero(difference);
    *unpadded_length = length - (good & (padding_length + 1));
    return good;
}

// MARK: Hash functions, one block at a time

typedef struct {
    ctls_cbc_mac mac;
    size_t block_length;
    /// The bytes at the end of the last block that hold the message's length in bits.
    size_t length_length;
    union {
        SHA256_CTX sha256;
        SHA512_CTX sha512;
    } state;
    size_t *compressions;
} block_hash;

static void start(block_hash *hash, ctls_cbc_mac mac, size_t *compressions) {
    hash->mac = mac;
    hash->compressions = compressions;
    if (mac == CTLS_CBC_SHA384) {
        hash->block_length = SHA384_CBLOCK;
        hash->length_length = 16;
        SHA384_Init(&hash->state.sha512);
    } else {
        hash->block_length = SHA256_CBLOCK;
        hash->length_length = 8;
        SHA256_Init(&hash->state.sha256);
    }
}

static void compress(block_hash *hash, const uint8_t *block) {
    *hash->compressions += 1;
    if (hash->mac == CTLS_CBC_SHA384) {
        SHA512_Transform(&hash->state.sha512, block);
    } else {
        SHA256_Transform(&hash->state.sha256, block);
    }
}

static void write_digest(const block_hash *hash, uint8_t *digest) {
    if (hash->mac == CTLS_CBC_SHA384) {
        for (size_t i = 0; i < SHA384_DIGEST_LENGTH; i++) {
            digest[i] = (uint8_t)(hash->state.sha512.h[i / 8] >> (56 - 8 * (i % 8)));
        }
    } else {
        for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
            digest[i] = (uint8_t)(hash->state.sha256.h[i / 4] >> (24 - 8 * (i % 4)));
        }
    }
}

/// Compresses the first block of HMAC's inner or outer message: the key, padded (RFC 2104).
static void compress_key(block_hash *hash, const ctls_cbc_mac_key *key, uint8_t pad) {
    uint8_t block[SHA384_CBLOCK];
    memset(block, pad, sizeof(block));
    for (size_t i = 0; i < ctls_cbc_mac_length(key->mac); i++) {
        block[i] ^= key->key[i];
    }
    compress(hash, block);
    OPENSSL_cleanse(block, sizeof(block));
}

// MARK: HMAC

/// The message of the inner hash: header and length, 13 bytes, and the plaintext. How much of `data` is plaintext is
/// secret; what follows it is MAC and padding.
typedef struct {
    uint8_t head[CTLS_CBC_HEADER_LENGTH + 2];
    const uint8_t *data;
    size_t data_length;
} inner_message;

/// Where the last block of a padded message starts. A division would take a time of its own for each length.
static size_t last_block_start(const block_hash *hash, size_t message_length) {
    return (message_length + hash->length_length) & ~(hash->block_length - 1);
}

/// Fills `block` with the block that starts at `position` of a padded message of `message_length` bytes, a secret.
static void make_block(
    const block_hash *hash, const inner_message *message, size_t message_length, size_t position, uint8_t *block) {
    const size_t is_last = mask_is_equal(position, last_block_start(hash, message_length));
    // The blocks before the message count as well: one, the key.
    const size_t bit_length = (hash->block_length + message_length) * 8;
    for (size_t i = 0; i < hash->block_length; i++) {
        const size_t at = position + i;
        size_t byte = 0;
        if (at < sizeof(message->head)) {
            byte = message->head[at];
        } else if (at - sizeof(message->head) < message->data_length) {
            byte = message->data[at - sizeof(message->head)];
        }
        byte &= mask_is_less(at, message_length);
        byte |= 0x80 & mask_is_equal(at, message_length);
        const size_t from_end = hash->block_length - 1 - i;
        if (from_end < 4) {
            byte |= is_last & (bit_length >> (8 * from_end));
        }
        block[i] = (uint8_t)byte;
    }
}

/// Copies `source` to `target` where `mask` says so.
static void copy_state(block_hash *target, const block_hash *source, size_t mask) {
    uint8_t *to = (uint8_t *)&target->state;
    const uint8_t *from = (const uint8_t *)&source->state;
    for (size_t i = 0; i < sizeof(target->state); i++) {
        to[i] = (uint8_t)((to[i] & ~mask) | (from[i] & mask));
    }
}

/// HMAC over `message`, whose plaintext has at least `minimum_length` and at most `maximum_length` bytes.
static void hmac(
    ctls_cbc_mac_key *key, const inner_message *message, size_t plaintext_length, size_t minimum_length,
    size_t maximum_length, uint8_t *code) {
    const size_t head_length = sizeof(message->head);
    const size_t message_length = head_length + plaintext_length;
    block_hash running, result;
    uint8_t block[SHA384_CBLOCK];
    start(&running, key->mac, &key->compressions);
    const size_t block_length = running.block_length;
    const size_t last_start = last_block_start(&running, message_length);
    const size_t end = last_block_start(&running, head_length + maximum_length);
    compress_key(&running, key, 0x36);
    result = running;
    for (size_t position = 0; position <= end; position += block_length) {
        // Before the shortest message ends, each block is plaintext, and none can be the last.
        const bool is_public = position + block_length <= head_length + minimum_length;
        if (is_public && position >= head_length) {
            compress(&running, message->data + (position - head_length));
            continue;
        }
        make_block(&running, message, message_length, position, block);
        compress(&running, block);
        if (!is_public) {
            copy_state(&result, &running, mask_is_equal(position, last_start));
        }
    }
    block_hash outer;
    start(&outer, key->mac, &key->compressions);
    compress_key(&outer, key, 0x5c);
    memset(block, 0, sizeof(block));
    write_digest(&result, block);
    const size_t digest_length = ctls_cbc_mac_length(key->mac);
    block[digest_length] = 0x80;
    const size_t bit_length = (block_length + digest_length) * 8;
    block[block_length - 2] = (uint8_t)(bit_length >> 8);
    block[block_length - 1] = (uint8_t)bit_length;
    compress(&outer, block);
    write_digest(&outer, code);
    OPENSSL_cleanse(&running, sizeof(running));
    OPENSSL_cleanse(&result, sizeof(result));
    OPENSSL_cleanse(&outer, sizeof(outer));
    OPENSSL_cleanse(block, sizeof(block));
}

// MARK: The record

/// Copies the MAC that starts at `start`, a secret between `minimum_start` and `maximum_start`, out of the record.
static void copy_mac(
    const uint8_t *decrypted, size_t start, size_t minimum_start, size_t maximum_start, size_t mac_length,
    uint8_t *mac) {
    memset(mac, 0, mac_length);
    for (size_t at = minimum_start; at <= maximum_start; at++) {
        const uint8_t is_start = (uint8_t)mask_is_equal(at, start);
        for (size_t i = 0; i < mac_length; i++) {
            mac[i] |= decrypted[at + i] & is_start;
        }
    }
}

bool ctls_cbc_check_mac_and_padding(
    ctls_cbc_mac_key *key, const uint8_t header[CTLS_CBC_HEADER_LENGTH], const uint8_t *decrypted, size_t length,
    size_t *plaintext_length) {
    const size_t mac_length = ctls_cbc_mac_length(key->mac);
    if (length < mac_length + 1 || length > CTLS_CBC_MAXIMUM_LENGTH) {
        return false;
    }
    size_t unpadded_length = 0;
    size_t good = ctls_cbc_check_padding(decrypted, length, mac_length, &unpadded_length);
    // RFC 5246, Section 6.2.3.2: where the padding is wrong, the MAC is computed as if there were none.
    const size_t secret_length = unpadded_length - mac_length;
    const size_t maximum_length = length - mac_length;
    const size_t minimum_length = maximum_length > 256 ? maximum_length - 256 : 0;

    inner_message message = {.data = decrypted, .data_length = length};
    memcpy(message.head, header, CTLS_CBC_HEADER_LENGTH);
    message.head[CTLS_CBC_HEADER_LENGTH] = (uint8_t)(secret_length >> 8);
    message.head[CTLS_CBC_HEADER_LENGTH + 1] = (uint8_t)secret_length;
    uint8_t expected[CTLS_CBC_MAXIMUM_MAC_LENGTH], received[CTLS_CBC_MAXIMUM_MAC_LENGTH];
    hmac(key, &message, secret_length, minimum_length, maximum_length, expected);
    copy_mac(decrypted, secret_length, minimum_length, maximum_length, mac_length, received);
    good &= mask_is_zero((size_t)CRYPTO_memcmp(expected, received, mac_length));
    OPENSSL_cleanse(expected, sizeof(expected));
    // From here on it is known whether the record is good.
    *plaintext_length = secret_length;
    return barrier(good) != 0;
}

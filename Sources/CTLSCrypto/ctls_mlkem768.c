#include "ctls_mlkem768.h"

#include <CCryptoBoringSSL.h>

_Static_assert(CTLS_MLKEM768_SEED_LENGTH == MLKEM_SEED_BYTES, "seed");
_Static_assert(CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH == MLKEM768_PUBLIC_KEY_BYTES, "encapsulation key");
_Static_assert(CTLS_MLKEM768_CIPHERTEXT_LENGTH == MLKEM768_CIPHERTEXT_BYTES, "ciphertext");
_Static_assert(CTLS_MLKEM768_SHARED_SECRET_LENGTH == MLKEM_SHARED_SECRET_BYTES, "shared secret");

struct ctls_mlkem768_key {
    struct MLKEM768_private_key decapsulation_key;
};

ctls_mlkem768_key *ctls_mlkem768_new(
    const uint8_t seed[CTLS_MLKEM768_SEED_LENGTH],
    uint8_t encapsulation_key[CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH]) {
    ctls_mlkem768_key *key = OPENSSL_malloc(sizeof(ctls_mlkem768_key));
    if (key == NULL) {
        return NULL;
    }
    // Deriving the key computes its public half too, which costs next to nothing to take out and encode.
    struct MLKEM768_public_key public_key;
    CBB encoded;
    size_t length = 0;
    if (!MLKEM768_private_key_from_seed(&key->decapsulation_key, seed, CTLS_MLKEM768_SEED_LENGTH) ||
        !CBB_init_fixed(&encoded, encapsulation_key, CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH)) {
        OPENSSL_free(key);
        return NULL;
    }
    MLKEM768_public_from_private(&public_key, &key->decapsulation_key);
    const bool is_encoded =
        MLKEM768_marshal_public_key(&encoded, &public_key) && CBB_finish(&encoded, NULL, &length);
    CBB_cleanup(&encoded);
    if (!is_encoded || length != CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH) {
        ERR_clear_error();
        OPENSSL_free(key);
        return NULL;
    }
    return key;
}

void ctls_mlkem768_free(ctls_mlkem768_key *key) {
    OPENSSL_free(key);  // Wipes what it frees.
}

bool ctls_mlkem768_decapsulate(
    const ctls_mlkem768_key *key,
    const uint8_t ciphertext[CTLS_MLKEM768_CIPHERTEXT_LENGTH],
    uint8_t shared_secret[CTLS_MLKEM768_SHARED_SECRET_LENGTH]) {
    return MLKEM768_decap(
        shared_secret, ciphertext, CTLS_MLKEM768_CIPHERTEXT_LENGTH, &key->decapsulation_key);
}

bool ctls_mlkem768_encapsulate(
    const uint8_t encapsulation_key[CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH],
    uint8_t ciphertext[CTLS_MLKEM768_CIPHERTEXT_LENGTH],
    uint8_t shared_secret[CTLS_MLKEM768_SHARED_SECRET_LENGTH]) {
    struct MLKEM768_public_key public_key;
    CBS encoded;
    CBS_init(&encoded, encapsulation_key, CTLS_MLKEM768_ENCAPSULATION_KEY_LENGTH);
    if (!MLKEM768_parse_public_key(&public_key, &encoded)) {
        ERR_clear_error();
        return false;
    }
    MLKEM768_encap(ciphertext, shared_secret, &public_key);
    return true;
}

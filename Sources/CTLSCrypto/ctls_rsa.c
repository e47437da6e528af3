#include "ctls_rsa.h"

#include <CCryptoBoringSSL.h>

bool ctls_rsa_is_valid_md5_sha1(
    const uint8_t *public_key, size_t public_key_length,
    const uint8_t digests[CTLS_MD5_SHA1_LENGTH],
    const uint8_t *signature, size_t signature_length) {
    RSA *rsa = RSA_public_key_from_bytes(public_key, public_key_length);
    const bool is_valid =
        rsa != NULL &&
        RSA_verify(NID_md5_sha1, digests, CTLS_MD5_SHA1_LENGTH, signature, signature_length, rsa) == 1;
    RSA_free(rsa);
    ERR_clear_error();
    return is_valid;
}

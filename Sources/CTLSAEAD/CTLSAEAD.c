#include "CTLSAEAD.h"
#include <CCryptoBoringSSL.h>
int ctlsaead_overhead(void) { return (int)EVP_AEAD_max_overhead(EVP_aead_aes_128_gcm()); }

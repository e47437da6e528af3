#ifndef CTLSCRYPTO_H
#define CTLSCRYPTO_H

/// What TLS needs of BoringSSL, which swift-crypto links, and swift-crypto's public API does not give, or not as fast.

#include "ctls_aead.h"
#include "ctls_hmac.h"
#include "ctls_cbc.h"
#include "ctls_mlkem768.h"
#include "ctls_rsa.h"

#endif

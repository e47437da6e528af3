#!/usr/bin/env python3
"""A small TLS client and server over OpenSSL 4 (pyOpenSSL), for Waxbill's interoperability tests.

A client sends a line, expects it back, half-closes and waits for the server's close_notify. A server says
"ready PORT" and echoes lines. Both print one line of JSON a connection.
"""

import argparse
import json
import os
import socket
import sys
import threading

from cryptography.x509.oid import NameOID
from OpenSSL import SSL

# Groups and the question whether a session was resumed have no public call; these are OpenSSL's own.
_openssl = SSL._lib

GROUPS = {
    "x25519mlkem768": "X25519MLKEM768",
    "x25519": "x25519",
    "secp256r1": "secp256r1",
    "secp384r1": "secp384r1",
    "secp521r1": "secp521r1",
}


VERSIONS = {"1.0": SSL.TLS1_VERSION, "1.1": SSL.TLS1_1_VERSION, "1.2": SSL.TLS1_2_VERSION, "1.3": SSL.TLS1_3_VERSION}

# SSL_OP_NO_EXTENDED_MASTER_SECRET and SSL_OP_NO_ENCRYPT_THEN_MAC, which pyOpenSSL does not name.
NO_EXTENDED_MASTER_SECRET = 1 << 0
NO_ENCRYPT_THEN_MAC = 1 << 19


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("role", choices=["client", "server"])
    parser.add_argument("--address", default="127.0.0.1", help="address to connect to or to listen on")
    parser.add_argument("--port", type=int, default=0, help="port; 0 lets a server pick one")
    parser.add_argument("--ca", help="client: trust roots (PEM); without them nothing is verified")
    parser.add_argument("--cert", help="certificate chain (PEM)")
    parser.add_argument("--key", help="private key (PEM)")
    parser.add_argument("--client-ca", help="server: require a client certificate from these roots (PEM)")
    parser.add_argument("--server-name", help="client: name to ask for (it is not compared with the certificate)")
    parser.add_argument("--group", help="groups, by preference, with commas between")
    parser.add_argument("--tls", default="1.3", help="version, or oldest-newest")
    parser.add_argument("--cipher", help="cipher suites by OpenSSL's names, by preference, with commas between")
    parser.add_argument("--keylog", help="file for the secrets")
    parser.add_argument("--export", help="label of keying material to print, without a context and in \"context\"")
    parser.add_argument("--no-tickets", action="store_true", help="neither give nor take session tickets")
    parser.add_argument("--no-ems", action="store_true", help="no extended master secret (RFC 7627)")
    parser.add_argument("--no-etm", action="store_true", help="no encrypt-then-MAC (RFC 7366)")
    parser.add_argument("--alpn", help="application protocols, by preference, with commas between")
    parser.add_argument("--connections", type=int, default=1, help="how many connections to make or to serve")
    parser.add_argument("--expect-resumed", action="store_true", help="fail unless each connection but the first is resumed")
    parser.add_argument("--timeout", type=float, default=30, help="give up after this many seconds")
    return parser.parse_args()


def context(options) -> SSL.Context:
    client = options.role == "client"
    made = SSL.Context(SSL.TLS_CLIENT_METHOD if client else SSL.TLS_SERVER_METHOD)
    versions = options.tls.split("-")
    made.set_min_proto_version(VERSIONS[versions[0]])
    made.set_max_proto_version(VERSIONS[versions[-1]])
    if options.no_tickets:
        made.set_options(SSL.OP_NO_TICKET)
    if options.no_ems:
        made.set_options(NO_EXTENDED_MASTER_SECRET)
    if options.no_etm:
        made.set_options(NO_ENCRYPT_THEN_MAC)
    if options.keylog:
        made.set_keylog_callback(lambda _, line: append(options.keylog, line))
    if options.group:
        names = ":".join(GROUPS[name.lower()] for name in options.group.split(","))
        if _openssl.SSL_CTX_set1_curves_list(made._context, names.encode()) != 1:
            sys.exit(f"openssl4 peer: unknown group in {names}")
    suites = options.cipher.split(",") if options.cipher else []
    if any(suite.startswith("TLS_") for suite in suites):
        made.set_tls13_ciphersuites(":".join(suite for suite in suites if suite.startswith("TLS_")).encode())
    old = [suite for suite in suites if not suite.startswith("TLS_")] or ["ALL"]
    if versions[0] != "1.3":
        # SHA-1 and RSA without forward secrecy are below its level of security.
        made.set_cipher_list(":".join(old + ["@SECLEVEL=0"]).encode())
    if options.cert:
        made.use_certificate_chain_file(options.cert)
        made.use_privatekey_file(options.key)
    roots = options.ca if client else options.client_ca
    if roots:
        made.load_verify_locations(roots)
        made.set_verify(SSL.VERIFY_PEER | (0 if client else SSL.VERIFY_FAIL_IF_NO_PEER_CERT))
    if not client:
        made.set_session_id(b"waxbill")
        if options.client_ca:
            made.load_client_ca(options.client_ca.encode())
    if options.alpn:
        protocols = [name.encode() for name in options.alpn.split(",")]
        if client:
            made.set_alpn_protos(protocols)
        else:
            made.set_alpn_select_callback(lambda _, offered: next((p for p in protocols if p in offered), SSL.NO_OVERLAPPING_PROTOCOLS))
    return made


def append(file, line):
    with open(file, "ab") as log:
        log.write(line + b"\n")


def report(options, number, connection, clean, error):
    line = {"peer": "openssl4", "role": options.role, "connection": number, "closedCleanly": clean}
    if connection.get_cipher_name():
        certificate = connection.get_peer_certificate(as_cryptography=True)
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME) if certificate else []
        group = connection.get_group_name() or ""
        line |= {
            "version": connection.get_protocol_version_name(),
            "cipherSuite": connection.get_cipher_name(),
            "group": GROUPS.get(group.lower(), group),
            "resumed": bool(_openssl.SSL_session_reused(connection._ssl)),
            "alpn": connection.get_alpn_proto_negotiated().decode(),
            "peerCertificate": names[0].value if names else "",
        }
        # Before TLS 1.3, a server does not tell it of a resumed session.
        if name := connection.get_servername():
            line["serverName"] = name.decode()
        elif not line["resumed"]:
            line["serverName"] = ""
        if options.export:
            label = options.export.encode()
            line["exported"] = connection.export_keying_material(label, 48).hex()
            line["exportedInContext"] = connection.export_keying_material(label, 48, b"context").hex()
    if error:
        line["error"] = error
    print(json.dumps(line), flush=True)


def describe(error) -> str:
    """OpenSSL's errors are lists of (library, function, reason)."""
    if isinstance(error, SSL.Error) and error.args and isinstance(error.args[0], list):
        return "; ".join(reason for _, _, reason in error.args[0])
    return str(error) or type(error).__name__


def read_to_end(connection) -> bool:
    """Whether what is left ends with close_notify."""
    try:
        while connection.recv(4096):
            pass
    except SSL.ZeroReturnError:
        return True
    except SSL.Error:
        return False
    return False


def ping(connection) -> bool:
    connection.do_handshake()
    connection.sendall(b"ping\n")
    answer = b""
    while not answer.endswith(b"\n"):
        answer += connection.recv(4096)
    if answer != b"ping\n":
        raise ValueError(f"sent b'ping\\n', got {answer!r} back")
    connection.shutdown()
    return read_to_end(connection)


def echo(connection) -> bool:
    connection.do_handshake()
    clean = False
    try:
        while data := connection.recv(4096):
            connection.sendall(data)
    except SSL.ZeroReturnError:
        clean = True
    connection.shutdown()
    return clean


def converse(options, number, connection, conversation) -> bool:
    """One connection and its report; whether it did what it should."""
    clean, error = False, None
    try:
        clean = conversation(connection)
        if options.expect_resumed and number > 1 and not _openssl.SSL_session_reused(connection._ssl):
            error = f"connection {number} was not resumed"
    except (SSL.Error, OSError, ValueError) as caught:
        error = describe(caught)
    report(options, number, connection, clean, error)
    return error is None


def connect(options, tls) -> bool:
    session = None
    for number in range(1, options.connections + 1):
        with socket.create_connection((options.address, options.port)) as plain:
            connection = SSL.Connection(tls, plain)
            connection.set_connect_state()
            if options.server_name:
                connection.set_tlsext_host_name(options.server_name.encode())
            if session:
                connection.set_session(session)
            if not converse(options, number, connection, ping):
                return False
            session = connection.get_session()
    return True


def serve(options, tls) -> bool:
    good = True
    with socket.create_server((options.address, options.port)) as listener:
        print("ready", listener.getsockname()[1], flush=True)
        for number in range(1, options.connections + 1):
            plain, _ = listener.accept()
            with plain:
                connection = SSL.Connection(tls, plain)
                connection.set_accept_state()
                good = converse(options, number, connection, echo) and good
    return good


def give_up():
    print("openssl4 peer: timed out", file=sys.stderr, flush=True)
    os._exit(1)


def main() -> int:
    options = parse()
    watch = threading.Timer(options.timeout, give_up)
    watch.daemon = True
    watch.start()
    run = connect if options.role == "client" else serve
    return 0 if run(options, context(options)) else 1


if __name__ == "__main__":
    sys.exit(main())

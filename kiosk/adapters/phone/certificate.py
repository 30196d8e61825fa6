"""The shop's certificate and its key: what encryption they make possible."""

from __future__ import annotations

import ssl


def encryption_of(certificate: str | None, key: str | None) -> ssl.SSLContext | None:
    """What the shop's certificate makes possible; None without one. Raises OSError, SSLError."""
    if certificate is None:
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    # A password would have to be asked for, and nobody is there to answer.
    made.load_cert_chain(certificate, key, password="")
    return made

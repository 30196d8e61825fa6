"""Certificates for loopback, made for a test: signed by themselves, or by an authority of its."""

import base64
import datetime
import hashlib
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "kiosk.lakeside.example"
_AUTHORITY = "Authority of a test"


@dataclass(frozen=True)
class Issued:
    """``certificate`` holds its authority's as well; ``fingerprint`` is of the authority's key."""

    certificate: Path
    key: Path
    authority: Path
    fingerprint: str


def make(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for NAME and its key into the folder, over what was there."""
    key = ec.generate_private_key(ec.SECP256R1())
    signed = _for_name(_named(NAME)).public_key(key.public_key()).sign(key, hashes.SHA256())
    return _kept(folder / "certificate.pem", signed), _key_kept(folder / "key.pem", key)


def issue(folder: Path) -> Issued:
    """Make an authority, and have it issue a certificate for NAME."""
    authority_key = ec.generate_private_key(ec.SECP256R1())
    own = x509.BasicConstraints(ca=True, path_length=0)
    authority = (
        _unsigned(_named(_AUTHORITY), _named(_AUTHORITY))
        .public_key(authority_key.public_key())
        .add_extension(own, critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    key = ec.generate_private_key(ec.SECP256R1())
    for_servers = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH])
    signed = (
        _for_name(_named(_AUTHORITY))
        .public_key(key.public_key())
        .add_extension(for_servers, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    spki = authority_key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Issued(
        _kept(folder / "chain.pem", signed, authority),
        _key_kept(folder / "chain-key.pem", key),
        _kept(folder / "authority.pem", authority),
        base64.b64encode(hashlib.sha256(spki).digest()).decode(),
    )


def trusting() -> ssl.SSLContext:
    """A client that takes any certificate: whose it is, is not what these tests ask."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    return made


def _for_name(issuer: x509.Name) -> x509.CertificateBuilder:
    names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
    return _unsigned(_named(NAME), issuer).add_extension(names, critical=False)


def _unsigned(subject: x509.Name, issuer: x509.Name) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _kept(path: Path, *certificates: x509.Certificate) -> Path:
    path.write_bytes(
        b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates)
    )
    return path


def _key_kept(path: Path, key: ec.EllipticCurvePrivateKey) -> Path:
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path

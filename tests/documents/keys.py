"""Keys of made-up people, as the application makes them: EC P-256, self-made certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
MADE = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's certificate and private key, both DER."""

    certificate: bytes
    private_key: bytes


def self_made(name: str) -> Identity:
    """Return a new key with a certificate that it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    return _identity(name, key, name, key)


def made_with(key: rsa.RSAPrivateKey, name: str) -> Identity:
    """Return this key with a certificate that it signs itself."""
    return _identity(name, key, name, key)


def certified(name: str, by: Identity) -> Identity:
    """Return a new key with a certificate that somebody else signs."""
    issuer = x509.load_der_x509_certificate(by.certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0]
    signing = serialization.load_der_private_key(by.private_key, password=None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    return _identity(name, ec.generate_private_key(ec.SECP256R1()), str(issuer.value), signing)


def _identity(name: str, key: Key, issuer: str, signing: Key) -> Identity:
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"), False
    )
    is_issuer = key is signing
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(MADE)
        .not_valid_after(MADE + timedelta(days=1500))
        .add_extension(x509.BasicConstraints(ca=is_issuer, path_length=0 if is_issuer else None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, key_cert_sign=is_issuer, **usage),
            critical=True,
        )
        .sign(signing, hashes.SHA256())
    )
    return Identity(
        certificate.public_bytes(serialization.Encoding.DER),
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

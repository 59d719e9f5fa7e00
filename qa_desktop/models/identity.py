"""A person's own keys: one signs operations, one seals documents, one opens bundles addressed to them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import KeyUnavailable, StoreDamaged
from qa_desktop.models.key_slots import USUAL_COST, DerivationCost, SecretSlot, unwrap_with_secret, wrap_with_secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

CERTIFICATE_YEARS = 10
LONGEST_COMMON_NAME = 64
"""More bytes X.520 does not allow in a common name."""

PIN_SLOT = "sealing_pin"


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What a person says of themselves when a profile is made."""

    name: str
    role: Role
    team: str


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The private halves, kept inside the encrypted store."""

    device: bytes = field(repr=False)
    """Ed25519, 32 bytes."""
    sealing: bytes = field(repr=False)
    """P-256, PKCS #8 DER; or a PIN slot in JSON that wraps it."""
    age: bytes = field(repr=False)
    """AGE-SECRET-KEY-1... as text."""


def new_identity(details: PersonDetails, person_id: PersonId, now: datetime) -> tuple[Person, OwnKeys]:
    """Return a new person with fresh keys."""
    import pyrage  # noqa: PLC0415 - not at start-up
    from cryptography.hazmat.primitives import serialization as forms  # noqa: PLC0415 - not at start-up
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519  # noqa: PLC0415 - not at start-up

    device = ed25519.Ed25519PrivateKey.generate()
    sealing = ec.generate_private_key(ec.SECP256R1())
    age = pyrage.x25519.Identity.generate()
    person = Person(
        id=person_id,
        name=details.name,
        role=details.role,
        team=details.team,
        device_key=device.public_key().public_bytes_raw(),
        certificate=_certificate(sealing, details.name, now),
        address=str(age.to_public()),
    )
    sealing_der = sealing.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    return person, OwnKeys(device.private_bytes_raw(), sealing_der, str(age).encode("ascii"))


class DeviceKey:
    """Signs operations."""

    def __init__(self, private_key: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

        self._key = Ed25519PrivateKey.from_private_bytes(private_key)

    def sign(self, envelope: bytes) -> bytes:
        """Return the Ed25519 signature over an envelope."""
        return self._key.sign(envelope)


class SealingKey:
    """The sealing key, unlocked for a moment: what `Sealer` asks for."""

    def __init__(self, certificate: bytes, private_key: bytes) -> None:
        self._certificate = certificate
        self._private_key = private_key

    @property
    def certificate(self) -> bytes:
        """X.509 DER of the P-256 key."""
        return self._certificate

    def private_key(self) -> bytes:
        """PKCS #8 DER of the key."""
        return self._private_key


def has_pin(sealing: bytes) -> bool:
    """Tell whether the stored sealing key is wrapped by a PIN."""
    return sealing.startswith(b"{")


def open_sealing_key(sealing: bytes, owner: PersonId, pin: str | None) -> bytes:
    """Return the sealing key; raise KeyUnavailable where the PIN is missing or wrong."""
    if not has_pin(sealing):
        return sealing
    if pin is None:
        raise KeyUnavailable("Enter your PIN to seal the document.")
    try:
        slot = json.loads(sealing)
    except ValueError as error:
        raise StoreDamaged("The sealing key in this store is damaged. Restore the latest backup.") from error
    key = unwrap_with_secret(slot, pin, owner)
    if key is None:
        raise KeyUnavailable("The PIN is wrong. Nothing was sealed; try again.")
    return key


def wrap_sealing_key(key: bytes, owner: PersonId, pin: str, cost: DerivationCost = USUAL_COST) -> bytes:
    """Return the sealing key wrapped by a PIN, as it is stored."""
    return json.dumps(dict(wrap_with_secret(key, pin, SecretSlot(PIN_SLOT, owner), cost))).encode("ascii")


def _certificate(key: EllipticCurvePrivateKey, name: str, now: datetime) -> bytes:
    """Return a certificate made by the person: it proves that nothing was changed, not who they are."""
    from cryptography import x509  # noqa: PLC0415 - not at start-up
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - not at start-up
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 - not at start-up

    common_name = name.encode("utf-8", "replace")[:LONGEST_COMMON_NAME].decode("utf-8", "ignore")
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # non-repudiation: verifiers of sealed PDFs ask for it
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * CERTIFICATE_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

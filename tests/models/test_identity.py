"""A person's own keys: what they are, and the PIN before the sealing key."""

from __future__ import annotations

from datetime import timedelta

import pyrage
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from cryptography.x509.oid import NameOID

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.ports import Sealer
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, KeyUnavailable
from qa_desktop.models.identity import PersonDetails, new_identity
from tests.models.profiles import CHEAP, MOMENT, OpenedProfile

PIN = "4711"


def test_the_sealing_key_is_the_one_of_the_certificate(profile: OpenedProfile) -> None:
    sealer: Sealer = profile.store.sealing.open_sealer()

    certificate = x509.load_der_x509_certificate(sealer.certificate)
    key = load_der_private_key(sealer.private_key(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert isinstance(key.curve, ec.SECP256R1)
    assert key.public_key() == certificate.public_key()
    assert sealer.certificate == profile.store.owner.certificate


def test_the_certificate_names_the_person_and_may_sign_documents_only(profile: OpenedProfile) -> None:
    certificate = x509.load_der_x509_certificate(profile.store.owner.certificate)

    (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert name.value == "Ada Auditor"
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert certificate.not_valid_after_utc - MOMENT > timedelta(days=3640)
    certificate.verify_directly_issued_by(certificate)


@pytest.mark.parametrize("name", ["Ł" * 200, "王小明", "lone \ud800", "O'Brien, Siân <b>"])
def test_any_name_gets_a_certificate(name: str) -> None:
    person, _ = new_identity(PersonDetails(name, Role.MANAGER, ""), PersonId("p"), MOMENT)

    assert x509.load_der_x509_certificate(person.certificate).subject


def test_bundle_keys_sign_as_the_device_and_open_what_is_addressed_to_the_owner(profile: OpenedProfile) -> None:
    owner, keys = profile.store.owner, profile.store.bundle_keys
    sealed = pyrage.encrypt(b"a bundle", [pyrage.x25519.Recipient.from_str(owner.address)])

    opened = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(keys.identity())])

    assert opened == b"a bundle"
    Ed25519PublicKey.from_public_bytes(owner.device_key).verify(keys.sign(b"manifest"), b"manifest")


def test_with_a_pin_the_key_opens_with_it_alone(profile: OpenedProfile) -> None:
    sealing = profile.store.sealing
    before = sealing.open_sealer().private_key()

    sealing.set_pin(None, PIN, CHEAP)

    assert sealing.has_pin()
    assert sealing.open_sealer(PIN).private_key() == before
    with pytest.raises(KeyUnavailable, match="PIN is wrong"):
        sealing.open_sealer("0000")
    with pytest.raises(KeyUnavailable, match="Enter your PIN"):
        sealing.open_sealer()


def test_a_pin_is_changed_or_taken_away_with_the_old_one_only(profile: OpenedProfile) -> None:
    sealing = profile.store.sealing
    sealing.set_pin(None, PIN, CHEAP)

    with pytest.raises(KeyUnavailable):
        sealing.set_pin("0000", None, CHEAP)
    sealing.set_pin(PIN, None, CHEAP)

    assert not sealing.has_pin()


def test_a_short_pin_is_refused(profile: OpenedProfile) -> None:
    with pytest.raises(InputProblem, match="4 characters"):
        profile.store.sealing.set_pin(None, "12", CHEAP)

    assert not profile.store.sealing.has_pin()

"""Seals hold, name their maker and leave what was sealed before as it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from qa_desktop.documents.seal import seal
from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from tests.documents.keys import Identity
from tests.documents.moments import READ_AT, SEALED_AT


def seal_again(pdf: bytes, field_name: str, who: Identity) -> bytes:
    return seal(pdf, field_name, who.certificate, who.private_key, name="Farida Haddad", reason="Read", at=READ_AT)


def test_a_seal_names_its_maker_and_the_moment_it_was_told(sealed: bytes) -> None:
    (found,) = verify(sealed).seals

    assert (found.field, found.signer, found.sealed_at) == ("seal-auditor", "Siân Prŷs-Jones", SEALED_AT)


def test_sealing_appends_and_rewrites_nothing(unsealed: bytes, sealed: bytes, sealed_twice: bytes) -> None:
    assert sealed.startswith(unsealed)
    assert sealed_twice.startswith(sealed)


def test_a_second_seal_leaves_the_first_intact(sealed_twice: bytes) -> None:
    first, second = verify(sealed_twice).seals

    assert (first.intact, first.covers_whole_document, first.modification) == (True, False, "FORM_FILLING")
    assert (second.intact, second.covers_whole_document, second.modification) == (True, True, "NONE")


def test_a_field_that_is_not_there_is_refused_by_name(unsealed: bytes, auditor: Identity) -> None:
    with pytest.raises(NotFound, match="seal-nobody"):
        seal_again(unsealed, "seal-nobody", auditor)


def test_a_place_that_is_sealed_already_is_refused(sealed: bytes, auditor: Identity) -> None:
    with pytest.raises(NotAllowed, match="sealed already"):
        seal_again(sealed, "seal-auditor", auditor)


def test_a_damaged_document_is_not_sealed(unsealed: bytes, auditor: Identity) -> None:
    with pytest.raises(InputProblem, match="damaged"):
        seal_again(unsealed[:5000], "seal-auditor", auditor)


def test_a_key_that_is_none_is_refused(unsealed: bytes, auditor: Identity) -> None:
    broken = Identity(auditor.certificate, b"not a key")

    with pytest.raises(InputProblem, match="signing key"):
        seal_again(unsealed, "seal-auditor", broken)


def test_a_key_that_does_not_belong_to_the_certificate_is_refused(
    unsealed: bytes, auditor: Identity, team_lead: Identity
) -> None:
    mixed = Identity(auditor.certificate, team_lead.private_key)

    with pytest.raises(InputProblem, match="signing key"):
        seal_again(unsealed, "seal-auditor", mixed)


def test_an_independent_reader_accepts_both_seals(
    sealed_twice: bytes, auditor: Identity, team_lead: Identity, tmp_path: Path
) -> None:
    document, store = tmp_path / "note.pdf", tmp_path / "nss"
    document.write_bytes(sealed_twice)
    store.mkdir()
    database = f"sql:{store}"
    subprocess.run(["certutil", "-N", "-d", database, "--empty-password"], check=True)
    for number, who in enumerate((auditor, team_lead)):
        certificate = tmp_path / f"{number}.pem"
        certificate.write_bytes(x509.load_der_x509_certificate(who.certificate).public_bytes(Encoding.PEM))
        subprocess.run(
            ["certutil", "-A", "-d", database, "-n", f"person{number}", "-t", "CT,C,C", "-i", str(certificate)],
            check=True,
        )

    said = subprocess.run(["pdfsig", "-nssdir", str(store), str(document)], capture_output=True, text=True, check=True)

    assert said.stdout.count("Signature is Valid") == 2
    assert said.stdout.count("Certificate is Trusted") == 2


def test_the_outcome_for_people_the_authority_knows_is_trusted(
    sealed_twice: bytes, auditor: Identity, team_lead: Identity
) -> None:
    known = [auditor.certificate, team_lead.certificate]

    assert verify(sealed_twice, known).outcome is Outcome.INTACT_TRUSTED

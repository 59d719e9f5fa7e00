"""One printer, one pair of keys and one sealed note for all tests of the documents: none of them changes these."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.documents.case_note import NotePrinter
from qa_desktop.documents.seal import seal
from tests.documents.keys import Identity, self_made
from tests.documents.moments import MADE_AT, READ_AT, SEALED_AT
from tests.documents.sample_notes import bra_note

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@pytest.fixture(scope="session")
def printer() -> NotePrinter:
    return NotePrinter(FONTS)


@pytest.fixture(scope="session")
def auditor() -> Identity:
    return self_made("Siân Prŷs-Jones")


@pytest.fixture(scope="session")
def team_lead() -> Identity:
    return self_made("Farida Haddad")


@pytest.fixture(scope="session")
def unsealed(printer: NotePrinter) -> bytes:
    return printer.build(bra_note(), attach_values=True, made_at=MADE_AT)


@pytest.fixture(scope="session")
def sealed(unsealed: bytes, auditor: Identity) -> bytes:
    return seal(
        unsealed,
        "seal-auditor",
        auditor.certificate,
        auditor.private_key,
        name="Siân Prŷs-Jones",
        reason="I carried out this audit",
        at=SEALED_AT,
    )


@pytest.fixture(scope="session")
def sealed_twice(sealed: bytes, team_lead: Identity) -> bytes:
    return seal(
        sealed,
        "seal-manager",
        team_lead.certificate,
        team_lead.private_key,
        name="Farida Haddad",
        reason="I have read this note",
        at=READ_AT,
    )

"""The authority's signed profile reaches every laptop by sync, and is judged there by its signature alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.organisation import ORGANISATION, PROFILE_KIND, profile_change
from qa_desktop.domain.ports import NewDocument
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.models.document_rows import document_id
from tests.authorities import Authority
from tests.desks import OpenDesk, sign_an_audit
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk

AUTHORITY, STRANGER = Authority(), Authority()
NORTHSHIRE = """
settings: northshire
version: "1"
authority: {code: NOR, name: Northshire}
source: {document: How we work}
tools: {also: [bra-live-audit]}
terms: {practitioner: Social worker}
"""


@pytest.fixture
def make_desk(make_desk: MakeDesk) -> MakeDesk:
    """Make profiles that believe the authority."""

    def make(name: str, role: Role = Role.AUDITOR, team: str = "north") -> OpenDesk:
        made = make_desk(name, role, team)
        made.desk.authority.pin(AUTHORITY.fingerprint)
        return made

    return make


def signed(server: Server, folder: Path, serial: int, authority: Authority = AUTHORITY, settings: str = "") -> Path:
    """Sign a profile that names the tests' server."""
    place = {
        "host": "localhost",
        "port": server.cluster.port,
        "database": server.database,
        "certificate": server.cluster.ca.read_text(),
    }
    file = folder / f"profile-{serial}.json"
    file.write_bytes(authority.sign(serial, server=place, settings=settings))
    return file


def synced(desk: OpenDesk) -> Outcome:
    return desk.desk.sync_now(lambda: False).outcome


def test_a_published_profile_is_taken_over_by_every_laptop(make_desk: MakeDesk, server: Server, tmp_path: Path) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    officer.desk.publish_profile(signed(server, tmp_path, 1))
    outcomes = [synced(officer), synced(auditor)]
    first = auditor.desk.authority.held()
    officer.desk.publish_profile(signed(server, tmp_path, 2))
    outcomes += [synced(officer), synced(auditor)]

    second = auditor.desk.authority.held()

    assert outcomes == [Outcome.DONE] * 4
    assert first is not None
    assert second is not None
    assert (first.serial, second.serial, second.name) == (1, 2, "Northshire County Council")


def test_how_the_authority_works_reaches_every_laptop_and_goes_back_with_an_audit(
    make_desk: MakeDesk, server: Server, tmp_path: Path
) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    officer.desk.publish_profile(signed(server, tmp_path, 1, settings=NORTHSHIRE))
    synced(officer)
    synced(auditor)
    audit = auditor.desk.open_audit(sign_an_audit(auditor.desk))
    officer.desk.publish_profile(signed(server, tmp_path, 2, settings=NORTHSHIRE.replace("Social worker", "Worker")))

    outcomes = [synced(auditor), synced(officer)]

    here = officer.desk.authority_settings.here()
    seen = officer.desk.open_audit(audit.id)
    assert outcomes == [Outcome.DONE] * 2
    assert here.settings is not None
    assert here.settings.term("practitioner", "") == "Worker"
    assert (seen.tool.words.practitioner, seen.tool.content_hash) == ("Social worker", audit.tool.content_hash)


def test_a_profile_that_another_key_signed_changes_nothing_on_other_laptops(
    make_desk: MakeDesk, server: Server, tmp_path: Path
) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    forged = signed(server, tmp_path, 9, STRANGER)
    with pytest.raises(NotAllowed):
        officer.desk.publish_profile(forged)
    data = forged.read_bytes()
    officer.store.append(
        [profile_change(document_id(data))],
        documents=[NewDocument(ORGANISATION, PROFILE_KIND, "application/json", data)],
    )

    outcomes = [synced(officer), synced(auditor)]

    assert outcomes == [Outcome.DONE] * 2
    assert auditor.store.document(document_id(data)).data == data
    assert auditor.desk.authority.held() is None


def test_only_an_officer_or_administrator_publishes_a_profile(
    make_desk: MakeDesk, server: Server, tmp_path: Path
) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)

    with pytest.raises(NotAllowed, match="Only a QA officer or an administrator"):
        auditor.desk.publish_profile(signed(server, tmp_path, 1))

    assert auditor.desk.unsent().count == 0

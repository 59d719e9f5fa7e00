"""Tools that a QA officer publishes reach every laptop over the real server, and a version never has two contents."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.bootstrap.tools import tool_library
from qa_desktop.domain.exchange import Outcome, RunReport, ServerAddress
from qa_desktop.domain.organisation import ORGANISATION, TOOLS, publish_change
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.authority_tools import Adoption
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from qa_desktop.toolkit.canonical import canonical_bytes, content_hash
from tests.desks import OpenDesk, new_desk
from tests.sync.real_laptops import ENROL
from tests.sync.server.laptops import Server

SHIPPED = "bra-live-audit"


@dataclass(frozen=True)
class SyncingDesk:
    """A desk whose person is enrolled."""

    opened: OpenDesk
    address: ServerAddress
    password: str

    def sync(self) -> RunReport:
        line = open_line(self.address, self.password)
        try:
            return Engine(self.opened.store.sync, line, self.opened.desk.owner.id, self.opened.clock).run()
        finally:
            line.close()

    def offers(self, tool_id: str) -> ToolSummary | None:
        return next((one for one in self.opened.desk.tools() if one.id == tool_id), None)


MakeDesk = Callable[[str, Role], SyncingDesk]


@pytest.fixture
def make_desk(server: Server, tmp_path: Path) -> Iterator[MakeDesk]:
    made: list[SyncingDesk] = []

    def make(name: str, role: Role) -> SyncingDesk:
        opened = new_desk(tmp_path / f"profile-{len(made)}", name, role)
        owner = opened.desk.owner
        with administering(server.dsn) as connection:
            access = add_person(connection, NewPerson(name, role.value, "north"))
            connection.execute(ENROL, (owner.id, access.login, owner.device_key))
        address = ServerAddress("localhost", access.login, server.cluster.port, server.database, str(server.cluster.ca))
        made.append(SyncingDesk(opened, address, access.password))
        return made[-1]

    yield make
    for one in made:
        one.opened.desk.close()


def newer_tool(desk: SyncingDesk, version: str = "9.0", title: str = "Ours") -> Path:
    """Put the next version of a shipped tool into the officer's library."""
    (shipped,) = (one for one in (Path(__file__).parents[2] / "resources" / "tools").rglob(f"{SHIPPED}.yaml"))
    lines = shipped.read_text(encoding="utf-8").splitlines()
    changed = [
        f"version: '{version}'"
        if line.startswith("version:")
        else f"title: {title}"
        if line.startswith("title:")
        else line
        for line in lines
    ]
    file = desk.opened.place.folder / f"{SHIPPED}-{version}.yaml"
    file.write_text("\n".join(changed) + "\n", encoding="utf-8")
    desk.opened.desk.add_tool(file)
    return file


def test_a_published_tool_is_offered_on_every_laptop_with_who_published_it(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    newer_tool(officer)
    published = officer.opened.desk.authority_tools.publish(SHIPPED)
    sent, got = officer.sync(), auditor.sync()

    offered = auditor.offers(SHIPPED)
    audit = auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-7"))

    assert (sent.outcome, sent.refused, sent.documents, got.documents) == (Outcome.DONE, 0, 1, 1)
    assert offered is not None
    assert (offered.version, offered.title) == ("9.0", "Ours")
    assert (offered.published_by, offered.published_on) == ("Oli Officer", "2026-11-21")
    assert audit.tool.content_hash == published.content_hash == content_hash(audit.tool)
    assert auditor.opened.desk.sync_facts().audits[0].title.startswith("CASE-7")


def test_an_open_audit_keeps_the_version_that_it_was_begun_with(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    before = auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-7"))
    newer_tool(officer)
    officer.opened.desk.authority_tools.publish(SHIPPED)
    officer.sync()
    auditor.sync()

    after = auditor.opened.desk.open_audit(before.id)

    assert after.tool == before.tool
    assert after.tool.version != "9.0"


def test_a_version_with_other_content_is_refused_at_publishing(make_desk: MakeDesk) -> None:
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    newer_tool(officer)
    officer.opened.desk.authority_tools.publish(SHIPPED)
    officer.sync()
    newer_tool(other, title="Theirs")
    other.sync()

    with pytest.raises(NotAllowed, match="published by Oli Officer on 21 November 2026 with other content"):
        other.opened.desk.authority_tools.publish(SHIPPED)

    assert other.opened.desk.unsent().count == 0


def test_a_tool_that_is_retired_for_another_is_begun_on_no_laptop(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    before = auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-7"))
    officer.opened.desk.tool_care.retire(SHIPPED, successor="roc-t2-hos")
    sent, got = officer.sync(), auditor.sync()

    with pytest.raises(NotFound, match="Use “Tier 2 Head of Service Case File Audit Tool” instead"):
        auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-8"))
    with pytest.raises(NotAllowed, match="is retired: no new audit begins with it"):
        auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-8", tool_version=before.tool.version))

    assert (sent.refused, got.outcome) == (0, Outcome.DONE)
    assert auditor.opened.desk.open_audit(before.id).tool == before.tool


def test_the_day_of_the_next_review_reaches_the_other_officers(make_desk: MakeDesk) -> None:
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    version = officer.opened.desk.tool(SHIPPED).version
    officer.opened.desk.tool_care.set_review(SHIPPED, version, date(2026, 11, 30))
    sent, _ = officer.sync(), other.sync()

    due = other.opened.desk.tool_care.due_for_review()

    assert sent.refused == 0
    assert [(one.summary.id, one.review_by) for one in due] == [(SHIPPED, date(2026, 11, 30))]


def test_of_two_contents_that_crossed_the_first_is_adopted_and_the_other_said(make_desk: MakeDesk) -> None:
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    for one, title in ((officer, "Ours"), (other, "Theirs")):
        newer_tool(one, title=title)
        one.opened.desk.authority_tools.publish(SHIPPED)
        one.sync()
    auditor.sync()

    first, second = auditor.opened.desk.authority_tools.published()
    offered = auditor.offers(SHIPPED)

    assert (first.adoption, second.adoption) == (Adoption.ADOPTED, Adoption.OTHER_CONTENT)
    assert "published by Olga Officer, has other content" in second.words
    assert offered is not None
    assert offered.title == "Ours"


def test_a_publication_that_names_another_tool_than_it_carries_is_not_adopted(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    tool = officer.opened.desk.tool(SHIPPED)
    officer.opened.store.keep_tool(tool.content_hash, canonical_bytes(tool))
    officer.opened.store.append([publish_change(tool.id, "77", tool.content_hash)])
    officer.sync()
    auditor.sync()

    (told,) = auditor.opened.desk.authority_tools.published()

    assert told.adoption is Adoption.OTHER_CONTENT
    with pytest.raises(NotFound):
        auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-7", tool_version="77"))


def test_no_audit_begins_with_a_retired_version_and_those_begun_still_open(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    before = auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-7"))
    officer.opened.desk.authority_tools.retire(SHIPPED, before.tool.version)
    officer.sync()
    auditor.sync()

    assert auditor.offers(SHIPPED) is None
    assert auditor.opened.desk.open_audit(before.id).tool == before.tool
    with pytest.raises(NotAllowed, match="is retired"):
        auditor.opened.desk.start_audit(StartRequest(SHIPPED, "CASE-7", tool_version=before.tool.version))


def test_a_retired_version_can_be_offered_again(make_desk: MakeDesk) -> None:
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    newer_tool(officer)
    tools = officer.opened.desk.authority_tools
    tools.publish(SHIPPED)
    tools.retire(SHIPPED, "9.0")
    fallen_back = officer.offers(SHIPPED)

    tools.retire(SHIPPED, "9.0", retired=False)

    again = officer.offers(SHIPPED)
    assert fallen_back is not None
    assert again is not None
    assert (fallen_back.version, again.version) == (
        tool_library(officer.opened.place).versions(SHIPPED)[-1].version,
        "9.0",
    )


def test_only_a_qa_officer_publishes(make_desk: MakeDesk, server: Server) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)

    with pytest.raises(NotAllowed):
        auditor.opened.desk.authority_tools.publish(SHIPPED)

    tool = auditor.opened.desk.tool(SHIPPED)
    auditor.opened.store.append([publish_change(tool.id, "77", tool.content_hash)])
    assert auditor.sync().refused == 1
    assert server.sql("SELECT count(*) FROM qa.op") == "0"


def test_what_was_published_comes_back_to_a_restored_server_from_any_laptop(
    make_desk: MakeDesk, server: Server
) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    newer_tool(officer)
    published = officer.opened.desk.authority_tools.publish(SHIPPED)
    officer.sync()
    auditor.sync()
    server.sql(
        "SET session_replication_role = replica; DELETE FROM qa.feed; DELETE FROM qa.shown; "
        "DELETE FROM qa.blob_part; DELETE FROM qa.blob; DELETE FROM qa.op; DELETE FROM qa.stream; "
        "SET search_path = qa; SELECT begin_epoch('restored')"
    )

    given = auditor.sync()

    assert (given.outcome, given.sent, given.refused, given.documents) == (Outcome.DONE, 1, 0, 1)
    digest = hashlib.sha256(officer.opened.store.tool_definition(published.content_hash)).hexdigest()
    assert server.sql("SELECT encode(sha256, 'hex') FROM qa.blob WHERE complete") == digest
    assert officer.sync().outcome is Outcome.DONE


def test_what_is_carried_in_an_officers_name_without_their_signature_is_refused(server: Server) -> None:
    officer, auditor = server.person("qa_officer"), server.person("auditor")
    signed = officer.operation("organisation/tools", "document", "tool/x/1", facts={"document": "ab" * 32})
    forged = auditor.sign(dataclasses.replace(signed, path="tool/y/1", op_id=auditor.operation("a/record").op_id))

    outcomes = auditor.outcomes([forged, signed])

    assert outcomes == ["refused signature", "applied"]


def test_nobody_fills_the_authoritys_room_with_blobs_that_nothing_names(server: Server) -> None:
    auditor = server.person("auditor")
    data = b"anything"

    answer = auditor.call("put_blob", "organisation/tools", hashlib.sha256(data).digest(), 0, 1, data)

    assert answer == "refused"


def test_a_line_of_the_authority_is_no_audit_in_lists_and_checkups(make_desk: MakeDesk) -> None:
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    officer.opened.desk.authority_tools.publish(SHIPPED)
    officer.sync()

    assert officer.opened.desk.home().drafts == ()
    assert officer.opened.store.rebuild_projections() == 0
    assert officer.opened.store.sync.to_summarise() == ()
    assert officer.opened.store.operations(ORGANISATION)[0].stream == TOOLS

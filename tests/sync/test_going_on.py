"""Audits that go on with a newer version while others work on them: the same everywhere, and no word is lost."""

from __future__ import annotations

import pytest

from qa_desktop.bootstrap import tool_library
from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.projection import KNOWN_KINDS, NEWER_CHANGES
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, reopened
from tests.domain.two_versions import ANSWERED, FIRST, SECOND, THIRD
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import introduce, sync

GONE = paths.answer("gone")


def publish(officer: OpenDesk, text: str) -> None:
    """Give a version to every laptop."""
    file = officer.place.folder / "tool.yaml"
    file.write_text(text, encoding="utf-8")
    tool = tool_library(officer.place).add(file, officer.place.tools)
    officer.desk.authority_tools.publish(tool.id, tool.version)
    sync(officer)


def start(one: OpenDesk) -> AuditId:
    audit = one.desk.start_audit(StartRequest("t-steps", "48-2207"))
    return one.desk.record(audit, ANSWERED).audit.id


@pytest.fixture
def three(make_desk: MakeDesk) -> tuple[OpenDesk, OpenDesk, OpenDesk]:
    """Lend the desks of two auditors, who have the first version, and of the officer who publishes."""
    ada, ben, olu = make_desk("Ada Auditor"), make_desk("Ben Bell"), make_desk("Olu Officer", Role.QA_OFFICER)
    introduce(ada, ben, olu)
    publish(olu, FIRST)
    sync(ada, ben)
    return ada, ben, olu


Three = tuple[OpenDesk, OpenDesk, OpenDesk]


def test_a_published_version_is_offered_and_gone_on_with_on_every_laptop(three: Three) -> None:
    ada, ben, olu = three
    audit_id = start(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    publish(olu, SECOND)
    sync(ada, ben)

    offered = [one.desk.go_on.offered(one.desk.open_audit(audit_id)) for one in (ada, ben)]
    ada.desk.go_on(audit_id)
    sync(ada, ben)

    mine, theirs = ada.desk.open_audit(audit_id), ben.desk.open_audit(audit_id)
    assert offered == ["2.0", ""]
    assert (theirs.record.fields, theirs.earlier, theirs.tool) == (mine.record.fields, mine.earlier, mine.tool)
    assert theirs.tool.version == "2.0"
    assert [one.store.rebuild_projections() for one in (ada, ben)] == [0, 0]


def test_what_a_peer_answers_meanwhile_falls_away_and_is_kept(three: Three) -> None:
    ada, ben, olu = three
    audit_id = start(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    publish(olu, SECOND)
    sync(ada, ben)

    ada.desk.go_on(audit_id)
    ben.desk.record(ben.desk.open_audit(audit_id), {GONE: "yes", paths.answer("words"): "She spoke."})
    sync(ben, ada, ben)

    for one in (ada, ben):
        audit = one.desk.open_audit(audit_id)
        assert (audit.tool.version, audit.answer("gone").value, audit.answer("words").value) == (
            "2.0",
            None,
            "She spoke.",
        )
        assert audit.earlier[GONE].value == "yes"
        assert ("Yes", "Ben Bell") in {(told.told.words, told.author) for told in one.desk.go_on.earlier(audit_id)}
        assert one.desk.field_conflicts(audit_id) == ()


def test_what_two_answered_who_did_not_know_can_still_be_settled(three: Three) -> None:
    ada, ben, olu = three
    audit_id = start(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    publish(olu, SECOND)
    sync(ada, ben)

    ada.desk.record(ada.desk.open_audit(audit_id), {GONE: None})
    ada.desk.go_on(audit_id)
    ben.desk.record(ben.desk.open_audit(audit_id), {GONE: "yes"})
    sync(ben, ada)
    (conflict,) = ada.desk.field_conflicts(audit_id)
    ada.desk.settle_field(conflict, "yes")
    sync(ada, ben)

    for one in (ada, ben):
        assert one.desk.field_conflicts(audit_id) == ()
        assert one.desk.open_audit(audit_id).earlier[GONE].value == "yes"


def test_two_goings_on_that_crossed_come_to_one_version(three: Three) -> None:
    ada, ben, olu = three
    audit_id = start(ada)
    publish(olu, SECOND)
    sync(ada)
    ada.desk.go_on(audit_id)
    publish(olu, THIRD)
    olu.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    sync(olu, ben)
    ben.desk.go_on(audit_id, "3.0")
    sync(ben, ada, ben)
    (work,) = ben.desk.sharing.take_in.waiting()
    ben.desk.sharing.take_in(work.op_ids)
    sync(ben, ada, ben)

    audit = ben.desk.open_audit(audit_id)
    offered = ben.desk.go_on.offered(audit)

    assert (audit.tool.version, offered) in {("3.0", ""), ("2.0", "3.0")}
    assert len([one for one in ben.store.operations(audit_id) if one.kind == "go_on"]) == 2
    assert ben.store.rebuild_projections() == 0
    if offered:
        assert ben.desk.go_on(audit_id).tool.version == "3.0"


def test_officers_see_which_drafts_keep_an_older_version(three: Three) -> None:
    ada, ben, olu = three
    first, second = start(ada), start(ben)
    publish(olu, SECOND)
    sync(ada, ben, olu)

    before = olu.desk.go_on.older_audits("t-steps")
    ben.desk.go_on(second)
    sync(ben, olu)

    after = olu.desk.go_on.older_audits("t-steps")
    assert {(one.id, one.owner, one.version, one.is_here) for one in before} == {
        (first, "Ada Auditor", "1.0", False),
        (second, "Ben Bell", "1.0", False),
    }
    assert [one.id for one in after] == [first]
    assert {one.audit: one.version for one in olu.store.sync.under_way()} == {first: "1.0", second: "2.0"}


def test_a_restored_server_gets_it_and_its_tool_back(three: Three, server: Server) -> None:
    ada, ben, olu = three
    audit_id = start(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    publish(olu, SECOND)
    sync(ada)
    ada.desk.go_on(audit_id)
    sync(ada)
    server.sql(
        "SET session_replication_role = replica; DELETE FROM qa.feed; DELETE FROM qa.shown; DELETE FROM qa.access; "
        "DELETE FROM qa.blob_part; DELETE FROM qa.blob; DELETE FROM qa.op; DELETE FROM qa.stream; "
        "DELETE FROM qa.audit WHERE state <> 'standing'; SET search_path = qa; SELECT begin_epoch('restored')"
    )

    sync(ada, ben)

    assert ben.desk.open_audit(audit_id).tool == ada.desk.open_audit(audit_id).tool
    assert ben.desk.open_audit(audit_id).versions == ("1.0", "2.0")


def test_the_officer_sees_the_signed_audit_with_the_version_it_was_signed_with(three: Three) -> None:
    ada, _, olu = three
    audit_id = start(ada)
    publish(olu, SECOND)
    sync(ada)
    after = ada.desk.go_on(audit_id)
    answers = {paths.answer("told"): "The manager", paths.answer("visits"): "good"}
    after = ada.desk.record(after, answers).audit
    ada.desk.record_signature.typed(after, [("auditor", "Ada Auditor"), ("practitioner", "Pat")])
    ada.desk.sign_audit(audit_id)
    sync(ada, olu)

    audit = olu.desk.open_audit(audit_id)

    assert (audit.is_signed, audit.tool.version, audit.record.read_only_reason) == (True, "2.0", "")
    assert olu.desk.inbox.needs(audit_id) == ()
    note = olu.desk.case_note(audit, filing_copy=False)
    assert note.startswith(b"%PDF")
    assert {one.told.words for one in olu.desk.go_on.earlier(audit_id)} >= {"The form is empty.", "Manager"}


def test_a_laptop_that_learns_of_it_by_an_update_fetches_the_tool(
    three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben, _ = three
    audit_id = start(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    file = ada.place.folder / "tool.yaml"
    file.write_text(SECOND, encoding="utf-8")
    tool_library(ada.place).add(file, ada.place.tools)
    ada.desk.go_on(audit_id)
    sync(ada)
    with monkeypatch.context() as older:
        older.setattr("qa_desktop.domain.projection.KNOWN_KINDS", KNOWN_KINDS - {"go_on"})
        older.setattr("qa_desktop.models.newly_known.KNOWN_KINDS", KNOWN_KINDS - {"go_on"})
        older.setattr("qa_desktop.models.sync_rows.PINNING", frozenset({"create"}))
        older.setattr("qa_desktop.models.sync_page.NAMING", frozenset({"create", "document"}))
        early = reopened(ben)
        sync(early)
        before = early.desk.open_audit(audit_id)

    updated = reopened(early)
    sync(updated)

    after = updated.desk.open_audit(audit_id)
    assert (before.tool.version, before.record.read_only_reason) == ("1.0", NEWER_CHANGES)
    assert (after.tool.version, after.record.read_only_reason) == ("2.0", "")
    (line,) = (one for one in updated.desk.home().drafts if one.id == audit_id)
    assert (line.complete_sections, line.all_sections) == (0, 1)
    updated.desk.close()

"""Going on with a newer version on a real store: one signed operation, nothing lost, and who may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.bootstrap import tool_library
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.newer_version import OTHER_KIND, SIGNED_BEFORE
from qa_desktop.domain.operation import VALUE_KINDS, Value
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.projection import KNOWN_KINDS, NEWER_CHANGES
from qa_desktop.domain.record import AuditState
from qa_desktop.domain.still_asked import GONE, NO_CHOICE
from qa_desktop.errors import NotAllowed
from qa_desktop.services.go_on import OlderAudit
from qa_desktop.services.look_into_file import BundlePreview, ReceiptPreview
from qa_desktop.services.start_audit import StartRequest
from tests.desks import MOMENT, OpenDesk, reopened
from tests.domain.two_versions import ANSWERED, FIRST, SECOND, THIRD

Add = Callable[[str], None]
SOMEBODY = PersonId("01900000-0000-7000-8000-000000000001")


@pytest.fixture
def add(auditor: OpenDesk, tmp_path: Path) -> Add:
    """Put a version into the auditor's library."""

    def put(text: str) -> None:
        file = tmp_path / "tool.yaml"
        file.write_text(text, encoding="utf-8")
        tool_library(auditor.place).add(file, auditor.place.tools)

    return put


@pytest.fixture
def begun(auditor: OpenDesk, add: Add) -> OpenDesk:
    """Lend a desk with the first version in its library."""
    add(FIRST)
    return auditor


def started(opened: OpenDesk, values: dict[str, Value] | None = None) -> Audit:
    audit = opened.desk.start_audit(StartRequest("t-steps", "48-2207"))
    return opened.desk.record(audit, ANSWERED if values is None else values).audit


def test_a_newer_version_is_offered_and_an_older_or_own_one_is_not(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    before = begun.desk.go_on.offered(audit)
    add(SECOND)

    offered = begun.desk.go_on.offered(audit)

    assert (before, offered) == ("", "2.0")
    assert begun.desk.go_on.offered(begun.desk.go_on(audit.id)) == ""


def test_a_draft_or_a_retired_version_is_not_offered(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND.replace("title: Steps", "status: draft\ntitle: Steps"))
    add(THIRD.replace("title: Steps", "status: retired\ntitle: Steps"))

    assert begun.desk.go_on.offered(audit) == ""
    with pytest.raises(NotAllowed, match="a draft"):
        begun.desk.go_on(audit.id, "2.0")
    with pytest.raises(NotAllowed, match="retired"):
        begun.desk.go_on(audit.id, "3.0")


def test_looking_writes_nothing(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    log = begun.store.operations(audit.id)

    plan = begun.desk.go_on.preview(audit.id)

    assert (plan.after.version, plan.stays) == ("2.0", 2)
    assert begun.store.operations(audit.id) == log
    assert begun.desk.open_audit(audit.id) == audit


def test_the_audit_goes_on_and_its_log_keeps_every_word(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    before = begun.store.operations(audit.id)

    after = begun.desk.go_on(audit.id)

    log = begun.store.operations(audit.id)
    assert log[: len(before)] == before
    assert [one.kind for one in log[len(before) :]] == ["go_on", "set"]
    assert (after.tool.version, after.record.tool_version, after.versions) == ("2.0", "2.0", ("1.0", "2.0"))
    assert after.record.tool_hash == after.tool.content_hash
    assert after.answer("plan").value == "fair"
    assert after.answer("visits").value is None
    assert begun.store.rebuild_projections() == 0


def test_what_is_answered_anew_never_writes_over_what_was_answered_before(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    after = begun.desk.go_on(audit.id)

    begun.desk.record(after, {paths.answer("visits"): "weak", paths.answer("told"): "The manager"})

    for path, values in (("visits", ["poor", "weak"]), ("told", ["m", "The manager"])):
        assert [one.value for one in begun.store.history(audit.id, paths.answer(path))] == values


def test_what_fell_away_can_be_read_in_the_words_of_its_version(begun: OpenDesk, add: Add) -> None:
    audit = started(begun, {**ANSWERED, "signature/practitioner/state": "signed", "signature/practitioner/name": "Pat"})
    add(SECOND)
    begun.desk.go_on(audit.id)

    found = begun.desk.go_on.earlier(audit.id)

    assert {(one.told.title, one.told.words, one.told.why, one.author) for one in found} == {
        ("How were visits?", "Poor", NO_CHOICE, "Ada Auditor"),
        ("Is the form filled in?", "No", GONE, "Ada Auditor"),
        ("Is the form filled in?: note", "The form is empty.", GONE, "Ada Auditor"),
        ("Who was told?", "Manager", OTHER_KIND, "Ada Auditor"),
        ("Signature: name", "Pat", SIGNED_BEFORE, "Ada Auditor"),
    }
    assert {one.at for one in found} == {MOMENT}


def test_an_audit_that_kept_its_version_has_nothing_of_an_earlier_one(begun: OpenDesk) -> None:
    assert begun.desk.go_on.earlier(started(begun).id) == ()


def test_the_note_states_the_version_and_how_it_came_to_it(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    begun.desk.go_on(audit.id)
    add(THIRD)

    note = compose_note(begun.desk.go_on(audit.id), NoteOccasion(MOMENT))

    said = {fact.label: fact.value for fact in note.identity}
    assert said["Tool"] == "t-steps, version 3.0"
    assert said["Versions of the tool"] == "begun with 1.0, gone on with 2.0, then 3.0 on 21 November 2026"


def test_it_is_signed_with_the_newer_version_and_keeps_it(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    after = begun.desk.go_on(audit.id)
    after = begun.desk.record(after, {paths.answer("told"): "The manager", paths.answer("visits"): "good"}).audit
    begun.desk.record_signature.typed(after, [("auditor", "Ada Auditor"), ("practitioner", "Pat")])
    signed = begun.desk.sign_audit(audit.id)
    add(THIRD)

    assert (signed.record.state, signed.tool.version) == (AuditState.SIGNED, "2.0")
    assert begun.desk.go_on.offered(signed) == ""
    with pytest.raises(NotAllowed, match="signed"):
        begun.desk.go_on(audit.id)


def test_an_amendment_begins_with_the_version_that_was_signed(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    after = begun.desk.go_on(audit.id)
    after = begun.desk.record(after, {paths.answer("told"): "The manager", paths.answer("visits"): "good"}).audit
    begun.desk.record_signature.typed(after, [("auditor", "Ada Auditor"), ("practitioner", "Pat")])
    begun.desk.sign_audit(audit.id)

    amendment = begun.desk.amend_audit(audit.id)

    assert (amendment.tool.version, amendment.versions, amendment.earlier) == ("2.0", ("2.0",), {})
    assert amendment.answer("told").value == "The manager"


def test_only_a_newer_version_is_gone_on_with(begun: OpenDesk, add: Add) -> None:
    add(SECOND)
    audit = started(begun, {})

    with pytest.raises(NotAllowed, match="not newer"):
        begun.desk.go_on(audit.id, "1.0")
    with pytest.raises(NotAllowed, match="no newer version"):
        begun.desk.go_on(audit.id)


def test_who_gave_the_audit_away_does_not_go_on_with_it(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    begun.desk.sharing.parts.hand_over(audit.id, SOMEBODY)

    assert begun.desk.go_on.offered(begun.desk.open_audit(audit.id)) == ""
    with pytest.raises(NotAllowed, match="handed this audit"):
        begun.desk.go_on(audit.id)


def test_a_version_that_nobody_else_may_see_is_another_audit(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND.replace("title: Steps", "private: true\ntitle: Steps"))

    with pytest.raises(NotAllowed, match="who may see"):
        begun.desk.go_on(audit.id)


def test_a_private_audit_goes_on_alone(auditor: OpenDesk, add: Add) -> None:
    for text in (FIRST, SECOND):
        add(text.replace("title: Steps", "private: true\ntitle: Steps"))
    audit = auditor.desk.start_audit(StartRequest("t-steps", "mine", tool_version="1.0"))
    audit = auditor.desk.record(audit, ANSWERED).audit

    after = auditor.desk.go_on(audit.id)

    assert (after.tool.version, after.answer("plan").value) == ("2.0", "fair")
    assert auditor.store.operations(audit.id) == ()
    assert {one.told.words for one in auditor.desk.go_on.earlier(audit.id)} >= {"The form is empty.", "Manager"}


def test_open_audits_of_older_versions_are_listed(begun: OpenDesk, add: Add) -> None:
    first, second = started(begun), started(begun)
    before = begun.desk.go_on.older_audits("t-steps")
    add(SECOND)
    begun.desk.go_on(second.id)

    found = begun.desk.go_on.older_audits("t-steps")

    assert before == begun.desk.go_on.older_audits("unknown") == ()
    assert found == (OlderAudit(first.id, "48-2207", "Ada Auditor", "1.0", is_here=True),)


def test_the_history_tells_that_and_with_which_version_it_went_on(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    begun.desk.go_on(audit.id)

    told = [(one.what, one.value) for one in begun.desk.audit_log(audit.id) if one.what.startswith("go_on")]

    assert told == [("go_on tool", ("1.0", "2.0"))]
    assert "go_on" not in VALUE_KINDS


def test_peers_do_not_go_on_with_it(begun: OpenDesk, add: Add) -> None:
    audit = started(begun)
    add(SECOND)
    begun.desk.sharing.parts.give(audit.id, SOMEBODY, Relation.PEER)
    others = replace(audit, record=replace(audit.record, owner=SOMEBODY))

    assert begun.desk.go_on.offered(audit) == "2.0"
    assert begun.desk.go_on.offered(others) == ""


def test_a_bundle_carries_every_version_and_the_same_audit(
    begun: OpenDesk, officer: OpenDesk, add: Add, tmp_path: Path
) -> None:
    audit = started(begun)
    add(SECOND)
    after = begun.desk.go_on(audit.id)
    file = begun.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "audit.qab").file

    officer.desk.import_bundle(file)

    brought = officer.desk.open_audit(audit.id)
    assert (brought.record.fields, brought.earlier) == (after.record.fields, after.earlier)
    assert (brought.tool, brought.versions) == (after.tool, after.versions)
    assert officer.desk.go_on.earlier(audit.id) == begun.desk.go_on.earlier(audit.id)
    assert officer.store.rebuild_projections() == 0


def test_a_receipt_confirms_that_it_went_on(begun: OpenDesk, officer: OpenDesk, add: Add, tmp_path: Path) -> None:
    audit = started(begun)
    add(SECOND)
    begun.desk.go_on(audit.id)
    file = begun.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "audit.qab").file
    preview = officer.desk.files.look_into(file)
    assert isinstance(preview, BundlePreview)
    officer.desk.files.take_in(preview)
    officer.desk.files.give_receipt(preview, tmp_path / "receipt.qab")
    told = begun.desk.files.look_into(tmp_path / "receipt.qab")
    assert isinstance(told, ReceiptPreview)

    begun.desk.files.take_receipt(told)

    assert begun.desk.unsent().count == 0
    assert preview.audits[0].title == "48-2207 · Steps check"


def test_a_laptop_that_does_not_know_of_it_shows_the_audit_read_only_until_it_does(
    begun: OpenDesk, officer: OpenDesk, add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = started(begun)
    add(SECOND)
    after = begun.desk.go_on(audit.id)
    file = begun.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "audit.qab").file
    with monkeypatch.context() as older:
        for module in ("domain.projection", "models.newly_known"):
            older.setattr(f"qa_desktop.{module}.KNOWN_KINDS", KNOWN_KINDS - {"go_on"})
        early = reopened(officer)
        early.desk.import_bundle(file)
        shown = early.desk.open_audit(audit.id)

    updated = reopened(early)

    assert (shown.tool.version, shown.answer("visits").value) == ("1.0", "poor")
    assert shown.record.read_only_reason == NEWER_CHANGES
    whole = updated.desk.open_audit(audit.id)
    assert (whole.tool, whole.record.fields, whole.record.read_only_reason) == (after.tool, after.record.fields, "")
    updated.desk.close()

"""An audit on hold: who still sees it, what nobody can do, and that no word written unaware of it is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.inbox import InboxNeed, InboxQuestion
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.provision import begin_epoch
from tests.desks import OpenDesk
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.test_erasing import CANARY, disposed, move_to, on_server, signed_with, synced, traces
from tests.sync.test_two_desks import kept_on_tape

LATER: dict[str, Value] = {"filing/case_note/done": True}
"""What may be written once an audit is signed."""
TERMS = Terms(HoldReason.CHILD_DEATH, f"Why: {CANARY}", date(2027, 1, 31))


def cast(make_desk: MakeDesk) -> tuple[OpenDesk, OpenDesk, OpenDesk]:
    return (
        make_desk("Ada Auditor", Role.AUDITOR),
        make_desk("Oli Officer", Role.QA_OFFICER),
        make_desk("Olga Officer", Role.QA_OFFICER),
    )


def released(audit: AuditId, *officers: OpenDesk) -> None:
    """Let two officers release an audit, the second after the first has synced."""
    for one in officers:
        synced(one)
        one.desk.sharing.holds.release(audit)
        synced(one)


def is_held(desk: OpenDesk, audit: AuditId) -> bool:
    return desk.store.load(audit).is_held


def test_a_held_audit_can_only_be_read_and_nothing_of_it_deleted_until_two_release_it(make_desk: MakeDesk) -> None:
    ada, oli, olga = cast(make_desk)
    audit, entry = signed_with(ada, "kept")
    synced(ada, oli, olga)
    oli.desk.sharing.holds.place(audit, TERMS)
    synced(oli, ada, olga)

    with pytest.raises(NotAllowed, match="on hold"):
        ada.desk.record(ada.desk.open_audit(audit), LATER)
    with pytest.raises(NotAllowed, match="on hold"):
        olga.desk.erase.dispose(audit, Reason.NOT_NEEDED)
    with pytest.raises(NotAllowed, match="on hold"):
        olga.desk.erase.redact(audit, [entry.op_id], Reason.WRONG_CASE)
    with pytest.raises(NotAllowed, match="on hold"):
        ada.desk.amend_audit(audit)
    (line,) = ada.desk.sharing.holds.of(audit)
    assert (line.placed_by, line.reason, line.review) == ("Oli Officer", HoldReason.CHILD_DEATH, date(2027, 1, 31))
    (summary,) = olga.desk.list_audits(SummaryFilter())
    assert summary.is_held
    assert InboxNeed.ON_HOLD in olga.desk.inbox(InboxQuestion()).entries[0].needs

    assert oli.desk.sharing.holds.release(audit) is Ordered.ASKED
    assert oli.desk.sharing.holds.release(audit) is Ordered.ASKED_ALREADY
    synced(oli, olga)
    assert olga.desk.sharing.holds.release(audit) is Ordered.CONFIRMED
    assert is_held(olga, audit)
    synced(olga, oli, ada)

    assert not any(is_held(one, audit) for one in (ada, oli, olga))
    ada.desk.record(ada.desk.open_audit(audit), LATER)
    assert ada.desk.sharing.holds.of(audit) == ()
    assert all(one.store.rebuild_projections() == 0 for one in (ada, oli, olga))


def test_managers_lose_sight_of_it_and_get_it_back(make_desk: MakeDesk) -> None:
    ada, oli, olga = cast(make_desk)
    mia = make_desk("Mia Manager", Role.MANAGER)
    audit, _ = signed_with(ada, "kept")
    synced(ada, oli, olga, mia)
    before = {one.op_id for one in mia.store.operations(audit)}

    oli.desk.sharing.holds.place(audit, TERMS)
    synced(oli, mia)

    with pytest.raises(NotFound):
        mia.store.load(audit)
    released(audit, olga, oli)
    synced(mia)
    assert before <= {one.op_id for one in mia.store.operations(audit)}


def test_whoever_is_named_reads_a_held_draft_that_the_officer_cannot_open(make_desk: MakeDesk) -> None:
    ada, oli, olga = cast(make_desk)
    ben = make_desk("Ben Auditor", Role.AUDITOR)
    draft = ada.desk.start_audit(StartRequest("bra-live-audit", "48-2207")).id
    synced(ada, oli, ben)

    oli.desk.sharing.holds.place(draft, replace(TERMS, people=(ben.desk.owner.id,)))
    synced(oli, ben, ada)

    assert [one.state for one in oli.desk.sharing.under_way()] == ["Under way"]
    synced(oli)
    assert [one.state for one in oli.desk.sharing.under_way()] == ["On hold"]
    with pytest.raises(NotFound):
        oli.store.load(draft)
    assert is_held(ben, draft)
    assert is_held(ada, draft)
    with pytest.raises(NotAllowed, match="on hold"):
        oli.desk.erase.dispose(draft, Reason.NOT_NEEDED)
    released(draft, oli, olga)
    synced(ben, ada)
    assert not is_held(ada, draft)
    with pytest.raises(NotFound):
        ben.store.load(draft)


def test_what_was_written_before_the_hold_was_known_is_kept_in_its_place_and_marked(make_desk: MakeDesk) -> None:
    ada, oli, olga = cast(make_desk)
    started = ada.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    known = ada.desk.record(started, {paths.STRENGTHS: "known before"}).audit
    synced(ada, oli)
    oli.desk.sharing.holds.place(known.id, TERMS)
    synced(oli)
    unaware = ada.desk.record(known, {paths.OVERALL_REASON: "written offline"}).audit

    synced(ada)
    typed = ada.desk.record(unaware, {paths.STRENGTHS: "typed in a window that did not know"}).audit
    synced(ada)

    with pytest.raises(NotAllowed, match="on hold"):
        ada.desk.record(ada.desk.open_audit(typed.id), {paths.STRENGTHS: "later still"})
    assert ada.desk.unsent().count == 0
    assert ada.store.load(typed.id).fields[paths.STRENGTHS].value == "typed in a window that did not know"
    marked = {entry.value for entry in ada.desk.audit_log(typed.id) if entry.on_hold}
    assert marked == {"written offline", "typed in a window that did not know"}
    released(typed.id, oli, olga)
    synced(ada)
    ada.desk.record(ada.desk.open_audit(typed.id), {paths.STRENGTHS: "free again"})
    synced(ada)
    assert {entry.value for entry in ada.desk.audit_log(typed.id) if entry.on_hold} == marked


def test_an_order_of_somebody_who_had_not_heard_deletes_nothing_anywhere(make_desk: MakeDesk, server: Server) -> None:
    ada, oli, olga = cast(make_desk)
    audit, entry = signed_with(ada, "kept")
    synced(ada, oli, olga)
    oli.desk.erase.dispose(audit, Reason.NOT_NEEDED)
    synced(oli, olga)
    oli.desk.sharing.holds.place(audit, TERMS)
    synced(oli)

    olga.desk.erase.dispose(audit, Reason.NOT_NEEDED)
    olga.clock.moment = oli.clock.moment
    report = olga.desk.sync_now(lambda: False)

    assert (report.outcome, report.refused) == (Outcome.DONE, 1)
    synced(oli, ada, olga)
    assert all(is_held(one, audit) for one in (ada, oli, olga))
    released(audit, oli, olga)
    synced(ada)
    assert not is_held(ada, audit)
    assert on_server(server, entry) != ""


def test_after_the_release_disposal_takes_the_words_of_the_hold_with_it(make_desk: MakeDesk, server: Server) -> None:
    ada, oli, olga = cast(make_desk)
    audit, _ = signed_with(ada, "kept")
    synced(ada, oli, olga)
    oli.desk.sharing.holds.place(audit, TERMS)
    synced(oli, ada, olga)
    (held,) = (one for one in oli.store.operations(audit) if one.kind == "hold")
    assert traces(ada.place, held) != []
    released(audit, oli, olga)
    for one in (oli, olga):
        synced(one)
        one.desk.erase.dispose(audit, Reason.RETENTION_ENDED)
        synced(one)

    synced(ada, oli)

    for one in (ada, oli, olga):
        assert disposed(one, audit, {"dispose", "hold", "release"})
        assert traces(one.place, held) == []
    assert on_server(server, held) == ""
    assert server.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"


def test_a_hold_outlives_a_restore_from_before_it(make_desk: MakeDesk, server: Server) -> None:
    ada, oli, olga = cast(make_desk)
    audit, _ = signed_with(ada, "kept")
    synced(ada, oli, olga)
    with kept_on_tape(server) as tape:
        oli.desk.sharing.holds.place(audit, TERMS)
        synced(oli, ada)
        restored = replace(server, database=tape)
        with administering(restored.dsn) as connection:
            begin_epoch(connection, "restored from last night")
        move_to(ada, tape)

        synced(ada)

        assert restored.sql("SELECT state FROM qa.audit WHERE id <> 'organisation'") == "held_signed"
        assert is_held(ada, audit)


def test_a_bundle_carries_the_hold(make_desk: MakeDesk, tmp_path: Path) -> None:
    ada, oli, olga = cast(make_desk)
    audit, _ = signed_with(ada, "kept")
    synced(ada, oli)
    oli.desk.sharing.holds.place(audit, TERMS)

    oli.desk.export_bundle([audit], olga.desk.owner.address, tmp_path / "held.qab")
    olga.desk.import_bundle(tmp_path / "held.qab")

    assert is_held(olga, audit)


def test_a_hold_of_somebody_who_may_place_none_holds_nothing_even_if_a_file_brings_it(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    from qa_desktop.domain.holding import hold_change  # noqa: PLC0415 - what no service writes

    ada, oli, _ = cast(make_desk)
    audit, _ = signed_with(ada, "kept")
    ada.store.append([hold_change(audit, TERMS)])

    ada.desk.export_bundle([audit], oli.desk.owner.address, tmp_path / "held.qab")
    oli.desk.import_bundle(tmp_path / "held.qab")

    assert not is_held(oli, audit)
    assert not is_held(ada, audit)


def test_nobody_holds_what_is_not_there_or_without_the_right(make_desk: MakeDesk) -> None:
    ada, oli, _ = cast(make_desk)
    audit, _ = signed_with(ada, "kept")
    synced(ada, oli)

    with pytest.raises(NotAllowed, match="Only QA officers"):
        ada.desk.sharing.holds.place(audit, TERMS)
    with pytest.raises(NotFound, match="neither on this laptop"):
        oli.desk.sharing.holds.place(AuditId("no such audit"), TERMS)
    with pytest.raises(InputProblem, match="cannot name yourself"):
        oli.desk.sharing.holds.place(audit, replace(TERMS, people=(oli.desk.owner.id,)))
    with pytest.raises(InputProblem, match="not on hold"):
        oli.desk.sharing.holds.release(audit)

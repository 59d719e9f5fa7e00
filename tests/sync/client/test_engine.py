"""Sync of laptops with a server in memory: nothing is lost, nothing is done twice, nobody waits for another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, chain_head, commitment, pack_body
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotFound
from qa_desktop.models.identity import DeviceKey
from qa_desktop.models.rows import data
from qa_desktop.models.statement import the_one
from tests.models.profiles import OpenedProfile
from tests.sync.client.fake_server import REFUSED_PATH, FakeServer
from tests.sync.client.laptops import TOOL, TOOL_HASH, Laptop, new_laptop
from tests.sync.wire_rows import pages


def shared(auditor: Laptop, officer: Laptop) -> AuditId:
    audit_id = auditor.start_audit()
    auditor.sync()
    officer.sync()
    return audit_id


def forged(profile: OpenedProfile, operation: Operation) -> Operation:
    """Return the operation signed by the profile's device, whatever it says."""
    with profile.store._read() as run:
        key = DeviceKey(data(the_one(run("SELECT data FROM own_key WHERE name = 'device'"))[0]))
    bound = replace(operation, commit=commitment(operation.salt, operation.body))
    return replace(bound, signature=key.sign(bound.envelope()))


def test_a_signed_audit_arrives_whole_with_its_document_and_its_tool(auditor: Laptop, officer: Laptop) -> None:
    audit_id = auditor.start_audit()
    auditor.put(audit_id, "answer/q1/comment", "Siân saw the child alone 🙂")
    document = auditor.sign(audit_id, b"%PDF note" * 100_000)

    assert auditor.sync().sent == 5
    report = officer.sync()

    store = officer.profile.store
    assert (report.received, report.documents) == (5, 2)
    assert store.load(audit_id) == auditor.profile.store.load(audit_id)
    assert store.load(audit_id).state is AuditState.SIGNED
    assert store.document(document) == auditor.profile.store.document(document)
    assert store.tool_definition(TOOL_HASH) == TOOL
    assert auditor.profile.store.unsent().count == store.unsent().count == 0


def test_a_second_run_does_nothing_in_two_round_trips(auditor: Laptop) -> None:
    auditor.start_audit()
    auditor.sync()
    auditor.line.calls = 0

    report = auditor.sync()

    assert (report.outcome, report.sent, report.received, report.documents) == (Outcome.DONE, 0, 0, 0)
    assert auditor.line.calls == 2


def test_an_operation_that_was_offered_never_changes(auditor: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    server.busy.add(audit_id)
    first = auditor.put(audit_id, "answer/q1/comment", "first")
    auditor.sync()

    second = auditor.put(audit_id, "answer/q1/comment", "second")

    assert second.op_id != first.op_id
    assert second.base == first.op_id
    server.busy.clear()
    auditor.sync()
    assert server.operations()[first.op_id] == first
    assert server.operations()[second.op_id] == second


def test_what_is_refused_is_shown_and_stops_nothing_else(auditor: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    poison = auditor.put(audit_id, REFUSED_PATH, "no")
    other = auditor.put(audit_id, "answer/q1/comment", "yes")

    report = auditor.sync()

    assert (report.sent, report.refused) == (3, 1)
    assert other.op_id in server.operations()
    assert [(one.op_id, one.reason) for one in auditor.profile.store.sync.refusals()] == [(poison.op_id, "not_allowed")]
    assert auditor.profile.store.load(audit_id).fields[REFUSED_PATH].value == "no"


def test_a_refused_operation_can_be_offered_again(auditor: Laptop) -> None:
    audit_id = auditor.start_audit()
    poison = auditor.put(audit_id, REFUSED_PATH, "no")
    auditor.sync()

    auditor.profile.store.sync.offer_again([poison.op_id])

    assert auditor.profile.store.unsent().count == 1
    assert auditor.profile.store.sync.refusals() == ()
    assert auditor.sync().refused == 1


@pytest.mark.parametrize("path", ["answer/\0/comment", "answer/\ud800/comment"])
def test_what_no_server_can_hold_is_refused_on_the_laptop(auditor: Laptop, path: str) -> None:
    audit_id = auditor.start_audit()
    stream = Stream(audit_id)
    facts = {"odd": path}
    auditor.profile.store.append([Change(stream, "x/y", None, kind=OperationKind.DOCUMENT, facts=facts)])

    report = auditor.sync()

    assert (report.sent, report.refused) == (2, 1)
    assert [one.reason for one in auditor.profile.store.sync.refusals()] == ["unsendable"]


def test_a_busy_audit_delays_no_other(auditor: Laptop, server: FakeServer) -> None:
    busy, other = auditor.start_audit("CASE-0001"), auditor.start_audit("CASE-0002")
    server.busy.add(busy)

    report = auditor.sync()

    assert (report.sent, report.waiting, report.busy) == (2, 2, 2)
    assert server.state.owners == {other: auditor.profile.store.owner.id}
    server.busy.clear()
    assert auditor.sync().sent == 2


def test_what_is_written_on_an_audit_that_is_not_there_yet_waits_for_it(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    audit_id = auditor.start_audit()
    store = officer.profile.store
    store.bring(auditor.profile.store.people(), auditor.profile.store.operations(audit_id), ())
    comment = officer.put(audit_id, "comment/c1/text", "welcome")
    server.officers.clear()
    server.busy.add(audit_id)

    assert officer.sync().waiting > 0

    server.officers.add(store.owner.id)
    server.busy.clear()
    auditor.sync()
    officer.sync()
    auditor.sync()
    assert comment.op_id in auditor.log(audit_id)
    assert store.unsent().count == 0


def test_what_a_bundle_brought_is_passed_on_to_the_server(auditor: Laptop, officer: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    document = auditor.sign(audit_id)
    store = auditor.profile.store
    officer.profile.store.bring(store.people(), store.operations(audit_id), store.documents_of(audit_id))
    officer.profile.store.keep_tool(TOOL_HASH, TOOL)

    officer.sync()

    assert set(auditor.log(audit_id)) == set(server.operations())
    assert (Stream(audit_id), document) in server.state.blobs
    assert {one.relayer for chain in server.state.streams.values() for one in chain} == {officer.profile.store.owner.id}
    assert auditor.profile.store.unsent().count == 4
    assert auditor.sync().received == 0
    assert auditor.profile.store.unsent().count == 0


def test_private_notes_never_leave(auditor: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    auditor.profile.put(audit_id, "prep/jotter", "tentative", f"private:{auditor.profile.store.owner.id}")

    auditor.sync()
    server.mint_epoch()
    auditor.sync()

    assert all(not stream.is_private for stream in server.state.streams)
    assert len(server.operations()) == 2


def test_a_row_that_commits_late_is_not_overtaken_by_the_cursor(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    audit_id = shared(auditor, officer)
    with server.open_transaction() as early:
        officer.put(audit_id, "comment/c1/text", "second")
        officer.sync()
        assert auditor.sync().received == 0
        auditor.line.xid = early
        auditor.put(audit_id, "answer/q1/comment", "late, under an early number")
        auditor.sync()
    auditor.line.xid = None

    auditor.sync()
    officer.sync()

    assert auditor.log(audit_id) == officer.log(audit_id) == server.operations()
    assert auditor.profile.store.sync.held() == ()


def test_a_gap_is_bridged_when_the_earlier_revision_arrives(auditor: Laptop, officer: Laptop) -> None:
    audit_id = shared(auditor, officer)
    for number in range(3):
        auditor.put(audit_id, f"answer/q{number}/comment", "text")
    auditor.sync()
    (entries,) = pages(officer.line, officer.profile.store.sync.position(), 100)
    store = officer.profile.store.sync

    first = store.receive(entries[1:], entries[-1].at)

    assert (first.new, first.held) == (0, 2)
    assert {one.reason for one in store.held()} == {"gap"}
    assert store.receive(entries[:1], entries[-1].at).new == 3
    assert store.held() == ()
    assert officer.log(audit_id) == auditor.log(audit_id)


def test_a_page_that_comes_twice_counts_once(auditor: Laptop, officer: Laptop) -> None:
    audit_id = auditor.start_audit()
    auditor.sync()
    (entries,) = pages(officer.line, None, 100)
    store = officer.profile.store.sync
    store.meet(officer.line.people([auditor.profile.store.owner.id]))
    store.receive(entries, entries[-1].at)

    again = store.receive(entries, entries[-1].at)

    assert (again.new, again.known, again.broken) == (0, 2, ())
    assert officer.log(audit_id) == auditor.log(audit_id)


def test_a_forged_operation_is_held_back_and_the_stream_goes_on(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    audit_id = shared(auditor, officer)
    real = auditor.put(audit_id, "answer/q1/comment", "mine")
    claimed = forged(
        officer.profile,
        replace(real, op_id=OperationId(officer.profile.new_id()), seq=99, body=pack_body({"v": "not mine"})),
    )
    server.take(claimed, officer.profile.store.owner.id, server.cursor()[1])
    auditor.sync()

    officer.sync()

    assert claimed.op_id not in officer.log(audit_id)
    assert real.op_id in officer.log(audit_id)
    assert [(one.op_id, one.reason) for one in officer.profile.store.sync.held()] == [(claimed.op_id, "unproved")]


def test_an_author_who_becomes_known_later_is_proved_then(auditor: Laptop, officer: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    auditor.sync()
    known = server.people.pop(auditor.profile.store.owner.id)
    officer.sync()
    with pytest.raises(NotFound):
        officer.profile.store.load(audit_id)

    server.people[auditor.profile.store.owner.id] = known
    officer.sync()

    assert officer.log(audit_id) == auditor.log(audit_id)
    assert officer.profile.store.sync.held() == ()


def test_an_unknown_kind_is_kept_and_the_audit_only_read(auditor: Laptop, officer: Laptop, server: FakeServer) -> None:
    audit_id = shared(auditor, officer)
    newer = forged(
        auditor.profile,
        replace(
            auditor.profile.store.operations(audit_id)[1],
            op_id=OperationId(auditor.profile.new_id()),
            kind="teleport",
            seq=50,
        ),
    )
    server.take(newer, auditor.profile.store.owner.id, server.cursor()[1])

    officer.sync()

    assert officer.log(audit_id)[newer.op_id] == newer
    assert officer.profile.store.load(audit_id).read_only_reason


def test_two_texts_are_both_kept_until_somebody_settles_them(auditor: Laptop, officer: Laptop) -> None:
    audit_id = shared(auditor, officer)
    auditor.put(audit_id, "answer/q1/comment", "mine")
    officer.put(audit_id, "answer/q1/comment", "theirs")
    for laptop in (auditor, officer, auditor):
        laptop.sync()

    (here,) = conflicts(auditor.profile.store.sync.in_server_order(audit_id))
    (there,) = conflicts(officer.profile.store.sync.in_server_order(audit_id))

    assert here == there
    assert here.both_texts == "mine\n\ntheirs"
    assert auditor.profile.store.load(audit_id) == officer.profile.store.load(audit_id)


def test_each_stream_verifies_from_the_first_operation(auditor: Laptop, officer: Laptop) -> None:
    audit_id = shared(auditor, officer)

    head = officer.profile.store.sync.heads_to_check(10)[Stream(audit_id)]

    assert head.rev == 2
    assert head.digest == chain_head(officer.profile.store.sync.in_server_order(audit_id))


def test_words_that_two_people_redacted_are_gone_and_the_chain_still_verifies(
    auditor: Laptop, officer: Laptop, server: FakeServer, tmp_path: Path
) -> None:
    other = new_laptop(tmp_path / "other", server, "Olga Officer", officer=True)
    audit_id = shared(auditor, officer)
    target = auditor.put(audit_id, "answer/q1/comment", "a name that must not be here")
    for laptop in (auditor, officer, other):
        laptop.sync()
    redaction = Change(
        Stream(audit_id), "", None, kind=OperationKind.REDACT, facts={"target": target.op_id, "reason": "name"}
    )
    other.profile.store.append([redaction])
    for laptop in (other, auditor):
        laptop.sync()
    assert auditor.log(audit_id)[target.op_id].value == "a name that must not be here"
    officer.profile.store.append([redaction])
    for laptop in (officer, auditor, officer, other):
        laptop.sync()

    for laptop in (auditor, officer, other):
        assert laptop.log(audit_id)[target.op_id].is_redacted
        assert laptop.profile.store.load(audit_id).fields["answer/q1/comment"].value is None
        heads = laptop.profile.store.sync.heads_to_check(10)
        assert heads[Stream(audit_id)].digest == chain_head(laptop.profile.store.sync.in_server_order(audit_id))
    assert all("do not verify" not in line for line in officer.profile.store.check().lines)


def test_the_history_tells_every_run_and_how_far_the_clock_is_off(officer: Laptop, server: FakeServer) -> None:
    first = officer.sync()
    server.people.clear()
    second = officer.sync()

    assert officer.profile.store.sync.runs(10) == (second, first)
    assert first.drift is not None
    assert first.drift.days == -366
    assert (second.outcome, second.received) == (Outcome.NOT_ADMITTED, 0)


def test_a_tool_that_many_audits_were_begun_with_is_fetched_once(auditor: Laptop, officer: Laptop) -> None:
    audits = [auditor.start_audit() for _ in range(4)]
    for audit in audits:
        auditor.sign(audit)
    auditor.sync()
    calls = officer.line.calls

    report = officer.sync()

    assert officer.profile.store.tool_definition(TOOL_HASH) == TOOL
    assert report.documents == 1 + len(audits)
    assert officer.profile.store.sync.blobs_to_fetch(10) == ()
    assert officer.line.calls - calls < 16

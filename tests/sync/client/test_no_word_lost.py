"""Stories in which words hung on one row of sync's own tables: each ends with the words in the log."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from qa_desktop.domain.exchange import Answer, BlobKind, BlobName, FeedEntry, FeedEvent, Placed, Position, Verdict
from qa_desktop.domain.ids import DocumentId, OperationId
from qa_desktop.domain.operation import Operation, Stream, commitment, pack_body
from tests.sync.client.conftest import MakeLaptop
from tests.sync.client.fake_server import RECEIPT
from tests.sync.client.laptops import TOOL_HASH, AtWork, Laptop

HERE = Position("epoch", 5, 1)


def placed(operations: Sequence[Operation]) -> list[Placed]:
    """Return operations of one stream in places behind each other."""
    head, found = b"", []
    for rev, operation in enumerate(operations, start=1):
        head = hashlib.sha256(head + operation.digest()).digest()
        found.append(Placed(operation, rev, head, "relayer", RECEIPT))
    return found


def entries(page: Sequence[Placed]) -> list[FeedEntry]:
    return [FeedEntry(FeedEvent.OPERATION, one.operation.stream, HERE, one) for one in page]


def signed(author: AtWork, operation: Operation) -> Operation:
    return replace(operation, signature=author.profile.store._profile.pen.signer.sign(operation.envelope()))


def send_tool(laptop: AtWork, stream: Stream) -> None:
    laptop.profile.store.sync.blob_sent(BlobName(stream, DocumentId(TOOL_HASH), BlobKind.TOOL))


def test_what_was_typed_here_stays_where_a_copy_offered_other_words_and_the_audit_can_only_be_read(
    auditor: Laptop,
) -> None:
    audit = auditor.start_audit()
    typed = auditor.put(audit, "answer/q1/comment", "typed here")
    create, subject, _ = auditor.profile.store.operations(audit)
    body = pack_body({"v": "typed on the copy"})
    copied = signed(auditor, replace(typed, body=body, commit=commitment(typed.salt, body)))
    newer = signed(
        auditor,
        replace(create, kind="newer", op_id=OperationId(auditor.profile.new_id()), incarnation="a copy's", seq=9),
    )
    page = placed([create, subject, copied, newer])

    received = auditor.profile.store.sync.receive(entries(page), HERE)

    assert received.new == 2
    assert [one.value for one in auditor.profile.store.history(audit, "answer/q1/comment")] == [
        "typed on the copy",
        "typed here",
    ]
    assert auditor.profile.store.rebuild_projections() == 0


def test_a_revocation_from_before_a_restore_does_not_take_away_what_is_delivered_after_it(auditor: Laptop) -> None:
    audit = auditor.start_audit()
    sync = auditor.profile.store.sync
    sync.receive([FeedEntry(FeedEvent.REVOKE, Stream(audit), HERE)], HERE)
    sync.begin_epoch("after the restore")
    own = [one.op_id for one in auditor.profile.store.operations(audit)]
    sync.settle([Answer(one, Verdict.APPLIED) for one in own], RECEIPT)
    send_tool(auditor, Stream(audit))

    gone = sync.leave_revoked()

    assert gone == ()
    assert [one.op_id for one in auditor.profile.store.operations(audit)] == own


def test_what_the_server_was_not_asked_after_yet_is_not_taken_away(auditor: Laptop) -> None:
    audit = auditor.start_audit()
    sync = auditor.profile.store.sync
    own = auditor.profile.store.operations(audit)
    sync.receive(entries(placed(own)), HERE)
    send_tool(auditor, Stream(audit))
    sync.receive([FeedEntry(FeedEvent.REVOKE, Stream(audit), HERE)], HERE)
    sync.replace_stream(Stream(audit), [])

    gone = sync.leave_revoked()

    assert gone == ()
    assert set(sync.to_ask_after(10)) == {one.op_id for one in own}


def test_what_waited_behind_a_gap_comes_into_the_log_where_the_server_has_it_no_more(
    make_laptop: MakeLaptop, officer: Laptop
) -> None:
    author = make_laptop("Ada Auditor")
    audit = author.start_audit()
    whole = author.profile.store.operations(audit)
    officer.profile.store.bring([author.profile.store.owner], [], [])
    sync = officer.profile.store.sync
    sync.receive(entries(placed(whole)[1:]), HERE)
    assert [one.op_id for one in sync.held()] == [whole[1].op_id]

    sync.replace_stream(Stream(audit), placed(whole[:1]))

    assert {one.op_id for one in officer.profile.store.operations(audit)} == {one.op_id for one in whole}
    assert sync.to_ask_after(10) == (whole[1].op_id,)

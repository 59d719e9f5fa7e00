"""What two people order to be deleted is gone from the server, from every laptop's disk and from its backups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from qa_desktop.domain import paths
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, Operation, Stream, pack_body
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason, dispose_change, redact_change
from qa_desktop.domain.work_list import WorkFilter
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.models import backup
from qa_desktop.models.keys import by_passphrase
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import ProfilePlace
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.deletions import delete_again, keep_list
from qa_desktop.sync.server.provision import begin_epoch
from tests.desks import PASSPHRASE, OpenDesk
from tests.sample_audits import COMPLETE_BRA
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.test_two_desks import kept_on_tape

PAGE, RESERVED, IV = 4096, 80, 16
CANARY = "canary-3f9ab27c51d84e06"


def synced(*desks: OpenDesk) -> None:
    for one in desks:
        one.clock.moment += timedelta(minutes=1)
        report = one.desk.sync_now(lambda: False)
        assert (report.outcome, report.refused) == (Outcome.DONE, 0), report


def signed_with(desk: OpenDesk, words: str) -> tuple[AuditId, Operation]:
    """Sign an audit that says something; return it and that entry."""
    started = desk.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    written = desk.desk.record(started, {**COMPLETE_BRA, paths.STRENGTHS: words}).audit
    named = [("auditor", desk.desk.owner.name), ("practitioner", "A. Practitioner")]
    audit = desk.desk.sign_audit(desk.desk.record_signature.typed(written, named).id)
    return audit.id, next(one for one in desk.store.operations(audit.id) if one.value == words)


def pages_of(place: ProfilePlace) -> bytes:
    """Return every page of the store and of its write-ahead log in clear, free ones too."""
    key = by_passphrase(PASSPHRASE)(place).raw[:32]
    store = place.database.read_bytes()
    log = place.database.with_name(place.database.name + "-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    raw = [store[at : at + PAGE] for at in range(0, len(store), PAGE)]
    raw += [frames[at + 24 : at + 24 + PAGE] for at in range(0, len(frames) - 24, PAGE + 24)]
    return b"".join(_in_clear(page, key, is_first=number == 0) for number, page in enumerate(raw))


def _in_clear(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    start, end = (16 if is_first else 0), PAGE - RESERVED
    opener = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV])).decryptor()
    return opener.update(page[start:end]) + opener.finalize()


def traces(place: ProfilePlace, entry: Operation) -> list[str]:
    """Say where the words of an entry are still found, packed or plain."""
    found = pages_of(place)
    told = {"plain": CANARY.encode(), "packed": entry.body or pack_body({"v": CANARY})}
    return [name for name, words in told.items() if words in found]


def move_to(desk: OpenDesk, database: str) -> None:
    """Let the laptop talk to another database, as after a restore."""
    access = desk.desk.server
    access.set(replace(access.settings(), database=database), access.password())


def on_server(server: Server, entry: Operation) -> str:
    """Return which of the server's tables still hold the words of an entry."""
    words = (entry.body or b"").hex()
    tables = server.sql("SELECT relname FROM pg_class WHERE relnamespace = 'qa'::regnamespace AND relkind = 'r'")
    asked = "SELECT '{0}' WHERE EXISTS (SELECT FROM qa.{0} t WHERE t::text LIKE '%{1}%')"
    return server.sql(" UNION ALL ".join(asked.format(one, words) for one in tables.split()))


def disposed(desk: OpenDesk, audit: AuditId, kinds: Collection[str] = ("dispose",)) -> bool:
    """Tell whether nothing of an audit is left but who ordered its disposal, and what else of those kinds."""
    with pytest.raises(NotFound):
        desk.store.load(audit)
    left = desk.store.operations(audit, with_private=True)
    return desk.store.documents_of(audit) == () and {one.kind for one in left} == set(kinds)


def test_a_disposed_audit_is_unreadable_everywhere_and_a_certificate_stays(make_desk: MakeDesk, server: Server) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    audit, entry = signed_with(auditor, CANARY)
    auditor.store.append([Change(Stream(audit, f"private:{auditor.desk.owner.id}"), "prep/jotter", CANARY)])
    synced(auditor, officer, other)
    auditor.desk.back_up()
    operations = len(officer.store.operations(audit))
    assert all(one.desk.work(WorkFilter()) for one in (auditor, officer, other))
    assert officer.desk.erase.dispose(audit, Reason.RETENTION_ENDED) is Ordered.ASKED
    synced(officer, other)
    assert other.desk.erase.dispose(audit, Reason.RETENTION_ENDED) is Ordered.CONFIRMED
    auditor.store.append([Change(Stream(audit), "comment/c1/text", CANARY)])

    synced(other, officer, auditor)

    for one in (auditor, officer, other):
        assert disposed(one, audit)
        assert one.desk.work(WorkFilter()) == ()
        assert traces(one.place, entry) == []
        assert all(traces(ProfilePlace(copy), entry) == [] for copy in backup.backups_of(one.place))
        (kept,) = one.desk.erase.certificates()
        assert (kept.operations, kept.is_complete, kept.reasons) == (operations, True, ("retention_ended",))
        assert set(kept.ordered_by) == {officer.desk.owner.id, other.desk.owner.id}
    assert auditor.desk.unsent().count == 0
    assert on_server(server, entry) == ""
    assert server.sql("SELECT count(*) FROM qa.blob") == "0"
    assert server.sql("SELECT state, qa.chain_holds(id) FROM qa.audit WHERE id <> 'organisation'") == "disposed|t"
    heads = server.sql("SELECT heads -> 'record' ->> 1 FROM qa.disposal")
    assert kept.heads == (f"record {operations} {heads}",)


def test_a_restored_server_has_the_disposal_replayed_by_any_laptop_that_knows_of_it(
    make_desk: MakeDesk, server: Server
) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    audit, entry = signed_with(auditor, CANARY)
    synced(auditor, officer, other)
    with kept_on_tape(server) as tape:
        officer.desk.erase.dispose(audit, Reason.COURT_ORDER)
        synced(officer, other)
        other.desk.erase.dispose(audit, Reason.COURT_ORDER)
        synced(other, auditor)
        restored = replace(server, database=tape)
        with administering(restored.dsn) as connection:
            begin_epoch(connection, "restored from last night")
        move_to(auditor, tape)
        assert on_server(restored, entry) != ""

        # Neither of the two who ordered it is there: the author's laptop carries their signed orders.
        synced(auditor)

        assert disposed(auditor, audit)
        assert on_server(restored, entry) == ""
        assert restored.sql("SELECT state FROM qa.audit WHERE id <> 'organisation'") == "disposed"


def test_a_restored_server_gets_redacted_words_back_from_nobody(make_desk: MakeDesk, server: Server) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    with kept_on_tape(server) as tape:
        audit, entry = signed_with(auditor, CANARY)
        synced(auditor, officer, other)
        for one in (officer, other):
            one.desk.erase.redact(audit, [entry.op_id], Reason.WRONG_CASE)
            synced(one)
        synced(auditor, officer)
        restored = replace(server, database=tape)
        with administering(restored.dsn) as connection:
            begin_epoch(connection, "restored from last night")
        for one in (auditor, officer):
            move_to(one, tape)

        # The server lacks the whole audit: it comes back without the words, which nobody holds.
        synced(auditor, officer)

        assert auditor.desk.unsent().count == 0
        assert restored.sql("SELECT count(*) FROM qa.op") == str(len(auditor.store.operations(audit)))
        assert on_server(restored, entry) == ""


def test_a_laptop_that_knows_of_no_order_syncs_with_a_restored_server_and_learns_of_it_later(
    make_desk: MakeDesk, server: Server, tmp_path: Path
) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    audit, entry = signed_with(auditor, CANARY)
    synced(auditor, officer, other)
    with kept_on_tape(server) as tape:
        for one in (officer, other):
            one.desk.erase.redact(audit, [entry.op_id], Reason.WRONG_CASE)
            synced(one)
        with administering(server.dsn) as connection:
            keep_list(connection, tmp_path / "deletions.jsonl")
        restored = replace(server, database=tape)
        with administering(restored.dsn) as connection:
            begin_epoch(connection, "restored from last night")
            delete_again(connection, tmp_path / "deletions.jsonl")
        for one in (auditor, officer, other):
            move_to(one, tape)

        synced(auditor)
        before = on_server(restored, entry)
        synced(officer, other, auditor)

        assert before == on_server(restored, entry) == ""
        assert traces(auditor.place, entry) == []
        assert all(proof.broken_at is None for proof in auditor.desk.audit_log.verify(audit))
        assert auditor.desk.unsent().count == 0


def test_a_bundle_brings_nothing_of_a_disposed_audit_back(make_desk: MakeDesk, tmp_path: Path) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    audit, _ = signed_with(auditor, CANARY)
    file = tmp_path / "before.qab"
    auditor.desk.export_bundle([audit], officer.desk.owner.address, file)
    synced(auditor, officer, other)
    for one in (officer, other):
        one.desk.erase.dispose(audit, Reason.NOT_NEEDED)
        synced(one)
    synced(officer)

    officer.desk.import_bundle(file)

    assert disposed(officer, audit)


def test_orders_of_people_who_may_not_dispose_nothing_even_if_a_file_brings_them(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    colleague = make_desk("Ben Auditor", Role.AUDITOR)
    audit, _ = signed_with(auditor, "kept")
    synced(auditor, officer)
    operations = auditor.store.operations(audit)
    colleague.store.bring([auditor.desk.owner], operations, ())
    for one in (auditor, colleague):
        one.store.append([dispose_change(audit, Reason.NOT_NEEDED, ())])

    for one in (auditor, colleague):
        brought = [op for op in one.store.operations(audit) if op.kind == "dispose"]
        officer.store.bring([auditor.desk.owner, colleague.desk.owner], brought, ())

    assert officer.store.load(audit).id == audit


def test_redactions_of_people_who_may_not_delete_nothing_even_if_a_file_brings_them(make_desk: MakeDesk) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor", Role.AUDITOR)
    colleague = make_desk("Ben Auditor", Role.AUDITOR)
    audit, entry = signed_with(auditor, "kept")
    synced(auditor, officer)
    colleague.store.bring([auditor.desk.owner], auditor.store.operations(audit), ())
    people = [auditor.desk.owner, colleague.desk.owner]
    for one in (auditor, colleague):
        one.store.append([redact_change(entry, Reason.NOT_NEEDED)])

    for one in (auditor, colleague):
        brought = [op for op in one.store.operations(audit) if op.kind == "redact"]
        officer.store.bring(people, brought, ())

    kept = {op.op_id: op for op in officer.store.operations(audit)}[entry.op_id]
    assert kept.value == "kept"


def test_a_redaction_forged_in_anothers_name_deletes_nothing_on_the_server(server: Server) -> None:
    auditor = server.person()
    officers = [server.person("qa_officer"), server.person("qa_officer")]
    audit = auditor.start()
    target = auditor.operation(f"{audit}/record")
    auditor.push([target])
    auditor.finish(audit)
    forged = [
        auditor.sign(one.operation(f"{audit}/record", "redact", "", facts={"target": target.op_id})) for one in officers
    ]

    outcomes = auditor.outcomes(forged)

    assert outcomes == ["refused signature"] * 2
    assert server.sql("SELECT count(*) FROM qa.op WHERE body IS NULL AND kind = 'set'") == "0"


def test_a_redacted_entry_leaves_no_trace_anywhere_and_the_chain_holds(make_desk: MakeDesk, server: Server) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, head = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Hal Head", Role.HEAD_OF_SERVICE)
    audit, entry = signed_with(auditor, CANARY)
    synced(auditor, officer, head)
    auditor.desk.back_up()
    before = [traces(one.place, entry) for one in (auditor, officer)]
    asked = officer.desk.erase.redact(audit, [entry.op_id], Reason.THIRD_PARTY)
    again = officer.desk.erase.redact(audit, [entry.op_id], Reason.THIRD_PARTY)
    synced(officer, auditor)
    with_one_order = traces(auditor.place, entry)
    synced(head)

    confirmed = head.desk.erase.redact(audit, [entry.op_id], Reason.THIRD_PARTY)
    synced(head, auditor, officer)

    assert (asked, again, confirmed) == (Ordered.ASKED, Ordered.ASKED_ALREADY, Ordered.CONFIRMED)
    assert before == [["plain", "packed"]] * 2
    assert "packed" in with_one_order
    for one in (auditor, officer, head):
        assert traces(one.place, entry) == []
        (only,) = backup.backups_of(one.place)
        assert traces(ProfilePlace(only), entry) == []
        assert one.store.documents_of(audit) == ()
        kept = {op.op_id: op for op in one.store.operations(audit)}[entry.op_id]
        assert kept.is_redacted
        assert kept.digest() == entry.digest()
        assert all(proof.broken_at is None for proof in one.desk.audit_log.verify(audit))
        assert one.store.rebuild_projections() == 0
    assert on_server(server, entry) == ""
    assert server.sql("SELECT count(*) FROM qa.blob WHERE sha256 IN (SELECT sha256 FROM qa.withdrawn_blob)") == "0"
    assert server.sql("SELECT count(*) > 0 FROM qa.withdrawn_blob") == "t"
    assert server.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"


def test_a_draft_that_its_author_left_is_disposed_of_by_two_who_cannot_read_it(
    make_desk: MakeDesk, server: Server
) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    started = auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    draft = auditor.desk.record(started, {paths.STRENGTHS: CANARY}).audit.id
    (entry,) = (one for one in auditor.store.operations(draft) if one.value == CANARY)
    synced(auditor, officer, other)

    for one in (officer, other):
        one.desk.erase.dispose(draft, Reason.RETENTION_ENDED)
        synced(one)
    synced(auditor, officer)

    assert disposed(auditor, draft)
    assert traces(auditor.place, entry) == []
    assert on_server(server, entry) == ""
    assert officer.desk.sharing.under_way() == ()
    assert server.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"


def test_an_auditor_orders_nothing_and_no_entry_of_a_draft_is_deleted(make_desk: MakeDesk) -> None:
    auditor, officer = make_desk("Ada Auditor", Role.AUDITOR), make_desk("Oli Officer", Role.QA_OFFICER)
    audit, entry = signed_with(auditor, CANARY)
    synced(auditor, officer)
    draft = officer.desk.start_audit(StartRequest("bra-live-audit", "CASE-9")).id

    with pytest.raises(NotAllowed, match="Only QA officers and heads of service"):
        auditor.desk.erase.redact(audit, [entry.op_id], Reason.THIRD_PARTY)
    with pytest.raises(NotAllowed, match="not signed"):
        officer.desk.erase.redact(draft, [entry.op_id], Reason.NOT_NEEDED)
    with pytest.raises(NotFound, match="neither on this laptop"):
        officer.desk.erase.dispose(AuditId("no such audit"), Reason.NOT_NEEDED)

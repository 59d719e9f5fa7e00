"""What was deleted for good after a backup stays deleted when that backup is restored, before anybody may read it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from qa_desktop import cli
from qa_desktop.domain.operation import Operation
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.deletions import keep_list
from tests.sync.server.laptops import Laptop, Server
from tests.sync.server.shelf import CANARY, Shelf, at, check_of, readable, standing_shelf


@pytest.fixture
def shelf(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shelf]:
    with standing_shelf(server, tmp_path / "deletions.jsonl", capsys) as made:
        yield made


def test_what_was_deleted_after_the_backup_is_deleted_before_the_restored_server_opens(shelf: Shelf) -> None:
    (audit, entry), (_, redacted), (_, other) = shelf.signed(), shelf.signed(), shelf.signed()
    copy = shelf.tape()
    shelf.dispose(audit)
    shelf.redact(redacted)
    assert "names 2 deletions; 2 of them" in shelf.keep_list()

    told = shelf.say("restored", "--deletions", str(shelf.file), at=copy)

    assert "Deleted again: 2. Not in this backup: 0. Deleted already: 0." in told
    assert (readable(copy, entry), readable(copy, redacted), readable(copy, other)) == ("", "", "op")
    assert copy.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"
    certificate = "SELECT audit_no, at, ordered_by, reasons, operations, heads FROM qa.disposal"
    assert copy.sql(certificate) == shelf.server.sql(certificate)
    seen = at(copy, shelf.officers[0], Laptop.pull)
    assert audit not in {row.stream.split("/")[0] for row in seen if row.kind not in (None, "dispose")}
    assert [row.body for row in seen if row.op_id == redacted.op_id] == [None]
    assert check_of(copy) == []


def test_orders_that_a_laptop_brings_after_the_list_are_there_already(shelf: Shelf) -> None:
    audit, entry = shelf.signed()
    copy = shelf.tape()
    shelf.dispose(audit)
    orders = [row.operation for row in shelf.officers[0].pull() if row.kind == "dispose"]
    shelf.keep_list()
    shelf.say("restored", "--deletions", str(shelf.file), at=copy)

    outcomes = at(copy, shelf.officers[0], lambda one: one.outcomes(orders))

    assert outcomes == ["duplicate", "duplicate"]
    assert readable(copy, entry) == ""
    assert {row.kind for row in at(copy, shelf.anna, Laptop.pull) if row.event == "op"} == {"dispose"}


def test_what_was_deleted_and_is_not_in_the_backup_is_left_out_when_a_laptop_brings_it(shelf: Shelf) -> None:
    copy = shelf.tape()
    (audit, entry), (redacted_in, redacted) = shelf.signed(), shelf.signed()
    by_audit: dict[str, list[Operation]] = {audit: [], redacted_in: []}
    for row in shelf.anna.pull():
        by_audit[row.stream.split("/")[0]].append(row.operation)
    shelf.dispose(audit)
    shelf.redact(redacted)
    shelf.keep_list()
    told = shelf.say("restored", "--deletions", str(shelf.file), at=copy)

    # Her laptop was away the whole time and knows of no order.
    disposed = at(copy, shelf.anna, lambda one: one.outcomes(by_audit[audit]))
    kept = at(copy, shelf.anna, lambda one: one.outcomes(by_audit[redacted_in]))

    assert "Deleted again: 0. Not in this backup: 2." in told
    assert disposed == ["refused not_allowed"] * 3
    assert kept == ["applied"] * 3
    assert (readable(copy, entry), readable(copy, redacted)) == ("", "")
    assert copy.sql("SELECT count(*) FROM qa.op WHERE redacted_at IS NOT NULL") == "1"
    assert copy.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"


def test_a_document_that_was_deleted_is_not_taken_from_whoever_still_has_it(shelf: Shelf) -> None:
    audit = shelf.anna.start()
    sha = "8b1a9953c4611296a827abf8c47804d7e6c49c6b97eb1b2c0f0d0a4e7ad1b9c5"
    note = shelf.anna.operation(f"{audit}/record", "document", "note", facts={"document": sha, "kind": "note"})
    shelf.anna.push([note])
    shelf.anna.finish(audit)
    copy = shelf.tape()
    shelf.redact(note)
    shelf.keep_list()
    shelf.say("restored", "--deletions", str(shelf.file), at=copy)

    answer = at(copy, shelf.anna, lambda one: one.call("put_blob", f"{audit}/record", bytes.fromhex(sha), 0, 2, b"x"))

    assert answer == "refused"


def test_a_restored_server_stays_shut_until_the_administrator_gives_the_list_or_says_there_is_none(
    shelf: Shelf,
) -> None:
    _, entry = shelf.signed()
    copy = shelf.tape()
    shelf.redact(entry)

    told = shelf.say("restored", at=copy, code=cli.WRONG_INPUT)

    assert "--without-deletions" in told
    with pytest.raises(psycopg.Error, match="restored without a new epoch"):
        at(copy, shelf.officers[0], Laptop.pull)
    shelf.say("restored", "--without-deletions", at=copy)
    assert at(copy, shelf.officers[0], Laptop.pull)
    assert copy.sql("SELECT reason FROM qa.epoch WHERE no = 2") == "restored without a list of deletions"


def test_the_watchdog_shuts_a_server_that_was_set_back_file_by_file(shelf: Shelf) -> None:
    _, entry = shelf.signed()
    copy = shelf.tape()
    shelf.redact(entry)
    shelf.say("watch", "--once", "--deletions", str(shelf.file))
    # As after a copy of the files: cluster and database are the very same.
    copy.sql("UPDATE qa.epoch SET database = (SELECT oid FROM pg_database WHERE datname = current_database())")
    assert at(copy, shelf.officers[0], Laptop.pull)

    told = shelf.say("watch", "--once", "--deletions", str(shelf.file), at=copy)

    assert "names 3 deletions or orders that this server does not know of" in told
    with pytest.raises(psycopg.Error, match="restored without a new epoch"):
        at(copy, shelf.officers[0], Laptop.pull)
    assert any("set back behind its list" in line for line in check_of(copy))
    shelf.say("restored", "--deletions", str(shelf.file), at=copy)
    assert readable(copy, entry) == ""
    assert at(copy, shelf.officers[0], Laptop.pull)


def test_the_list_says_nothing_but_numbers_and_grows_at_its_end(shelf: Shelf) -> None:
    (audit, _), (_, redacted) = shelf.signed(), shelf.signed()
    shelf.dispose(audit)
    shelf.keep_list()
    first = shelf.file.read_text()
    # A crash while a line was written: what it cut off was never relied on.
    shelf.file.write_text(first + '{"at": "2026')
    shelf.redact(redacted)

    assert "names 2 deletions; 1 of them are new" in shelf.keep_list()

    whole = shelf.file.read_text()
    assert whole.startswith(first)
    assert whole.count("\n") == 7
    assert redacted.op_id in whole
    assert CANARY not in whole
    assert "answer/a.1" not in whole
    assert shelf.file.stat().st_mode & 0o077 == 0
    assert "0 of them are new" in shelf.keep_list()


def test_two_who_keep_the_list_at_the_same_time_write_one_after_the_other(shelf: Shelf) -> None:
    entries = [shelf.signed()[1] for _ in range(4)]
    for one in entries:
        shelf.redact(one)

    def keep(_: int) -> int:
        with administering(shelf.server.dsn) as connection:
            return keep_list(connection, shelf.file).added

    with ThreadPoolExecutor(4) as pool:
        added = sorted(pool.map(keep, range(4)))

    assert added == [0, 0, 0, 4]
    # A head, four deletions, and the orders of two people for each.
    assert shelf.file.read_text().count("\n") == 13


def test_a_wrong_an_old_or_a_damaged_list_opens_nothing(shelf: Shelf, tmp_path: Path) -> None:
    (_, entry), (_, second) = shelf.signed(), shelf.signed()
    shelf.redact(entry)
    shelf.keep_list()
    old = shelf.file.read_text()
    shelf.redact(second)
    shelf.keep_list()
    copy = shelf.tape()
    wrong = {
        "older than the backup": old,
        "another server": old.replace('"server": "1-', '"server": "1-9'),
        "no list of deletions": "{}\n",
        "damaged": old + "{not json\n",
        "names nothing": old + '{"at": "2026-12-01"}\n',
    }

    for words, text in wrong.items():
        file = tmp_path / "wrong.jsonl"
        file.write_text(text)
        assert words in shelf.say("restored", "--deletions", str(file), at=copy, code=cli.WRONG_INPUT)
        assert copy.sql("SELECT count(*) FROM qa.epoch") == "1"
    assert "cannot be read" in shelf.say("restored", "--deletions", str(tmp_path / "no"), at=copy, code=cli.WRONG_INPUT)


def test_the_check_names_deletions_that_no_list_outside_the_backups_has(shelf: Shelf) -> None:
    _, entry = shelf.signed()
    shelf.redact(entry)
    assert check_of(shelf.server) == []
    shelf.server.sql("UPDATE qa.erasure SET at = now() - interval '6 minutes'")

    assert any("1 deletions are in no list" in line for line in check_of(shelf.server))

    shelf.keep_list()
    assert check_of(shelf.server) == []


def test_an_order_in_one_audit_deletes_and_notes_nothing_of_another(shelf: Shelf) -> None:
    (audit, _), (_, entry) = shelf.signed(), shelf.signed()
    for one in shelf.officers:
        one.push(
            [one.operation(f"{audit}/record", "redact", "", None, {"target": entry.op_id, "reason": "wrong_case"})]
        )
    copy = shelf.tape()
    shelf.keep_list()

    shelf.say("restored", "--deletions", str(shelf.file), at=copy)

    assert (readable(shelf.server, entry), readable(copy, entry)) == ("op", "op")

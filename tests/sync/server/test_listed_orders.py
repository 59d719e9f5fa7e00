"""The list outside the backups carries holds and orders too: a restored server deletes nothing that was on hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from qa_desktop import cli
from qa_desktop.domain.operation import Operation, Value, commitment
from qa_desktop.signatures import fits
from tests.sync.server.laptops import Laptop, Server, rows_from
from tests.sync.server.shelf import CANARY, Shelf, at, check_of, readable, standing_shelf


@pytest.fixture
def shelf(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shelf]:
    with standing_shelf(server, tmp_path / "deletions.jsonl", capsys) as made:
        yield made


def hold(officer: Laptop, audit: str, why: str | None = CANARY) -> Operation:
    facts: dict[str, Value] = {"reason": "court", "people": ()}
    placed = officer.operation(f"{audit}/retention", "hold", "", why, facts)
    return placed if why else without_words(officer, placed)


def release(officer: Laptop, audit: str, *holds: Operation) -> Operation:
    return without_words(
        officer,
        officer.operation(f"{audit}/retention", "release", "", None, {"holds": tuple(one.op_id for one in holds)}),
    )


def dispose(officer: Laptop, audit: str) -> Operation:
    facts: dict[str, Value] = {"reason": "court_order", "operations": 3, "heads": ("record 3 00",)}
    return without_words(officer, officer.operation(f"{audit}/retention", "dispose", "", None, facts))


def without_words(officer: Laptop, operation: Operation) -> Operation:
    """Return it as laptops write what has no words: it was never more than its facts."""
    return officer.sign(replace(operation, body=None, commit=commitment(operation.salt, None)))


def state(server: Server, audit: str) -> str:
    return server.sql(f"SELECT state FROM qa.audit WHERE id = '{audit}'")  # noqa: S608 - an id of ours


def restored(shelf: Shelf, copy: Server) -> str:
    return shelf.say("restored", "--deletions", str(shelf.file), at=copy)


def outcomes(server: Server, laptop: Laptop, *operations: Operation) -> list[str]:
    return at(server, laptop, lambda one: one.outcomes(operations))


def test_a_restored_server_knows_of_a_hold_before_it_lets_anybody_in(shelf: Shelf) -> None:
    audit, entry = shelf.signed()
    copy = shelf.tape()
    placed = hold(shelf.officers[0], audit)
    assert shelf.officers[0].outcomes([placed]) == ["applied"]
    shelf.keep_list()

    told = restored(shelf, copy)

    assert "Orders and holds brought back: 0. Known by the list alone: 1." in told
    assert state(copy, audit) == "held_signed"
    orders = [dispose(one, audit) for one in shelf.officers]
    assert [outcomes(copy, one, order) for one, order in zip(shelf.officers, orders, strict=True)] == [
        ["refused not_allowed"],
        ["refused not_allowed"],
    ]
    assert readable(copy, entry) == "op"
    assert CANARY not in shelf.file.read_text()
    assert any("1 holds are known by the list of deletions alone" in line for line in check_of(copy))


def test_a_laptop_that_knows_a_hold_brings_its_words_and_two_people_release_it(shelf: Shelf) -> None:
    audit, _ = shelf.signed()
    copy = shelf.tape()
    placed = hold(shelf.officers[0], audit)
    shelf.officers[0].push([placed])
    shelf.keep_list()
    restored(shelf, copy)

    assert outcomes(copy, shelf.officers[1], placed) == ["applied"]

    assert [row.body for row in at(copy, shelf.officers[1], Laptop.pull) if row.kind == "hold"] == [placed.body]
    assert check_of(copy) == []
    for one in shelf.officers:
        assert state(copy, audit) == "held_signed"
        assert outcomes(copy, one, release(one, audit, placed)) == ["applied"]
    assert state(copy, audit) == "signed"


def test_an_audit_that_the_backup_lacks_is_on_hold_as_soon_as_it_comes(shelf: Shelf) -> None:
    copy = shelf.tape()
    audit, _ = shelf.signed()
    shelf.officers[0].push([hold(shelf.officers[0], audit)])
    whole = [row.operation for row in shelf.anna.pull() if row.stream == f"{audit}/record"]
    shelf.keep_list()
    restored(shelf, copy)
    orders = [dispose(one, audit) for one in shelf.officers]

    # Orders to delete wait for their audit, which comes together with them.
    waiting = [outcomes(copy, one, order) for one, order in zip(shelf.officers, orders, strict=True)]
    brought = outcomes(copy, shelf.anna, *whole)

    assert waiting == [["quarantined not_here"]] * 2
    assert brought == ["applied"] * len(whole)
    assert state(copy, audit) == "held_signed"
    assert copy.sql("SELECT count(*) FROM qa.op WHERE kind = 'dispose'") == "0"


def test_a_hold_that_was_released_after_the_backup_holds_nothing_any_more(shelf: Shelf) -> None:
    audit, _ = shelf.signed()
    placed = hold(shelf.officers[0], audit)
    shelf.officers[0].push([placed])
    copy = shelf.tape()
    for one in shelf.officers:
        assert one.outcomes([release(one, audit, placed)]) == ["applied"]
    shelf.keep_list()

    told = restored(shelf, copy)

    assert "Orders and holds brought back: 2. Known by the list alone: 0." in told
    assert state(copy, audit) == "signed"
    assert copy.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"


def test_a_restored_server_hands_out_the_signed_orders_of_what_it_deleted_again(shelf: Shelf) -> None:
    (audit, entry), (other, redacted) = shelf.signed(), shelf.signed()
    copy = shelf.tape()
    for one in shelf.officers:
        assert one.outcomes([dispose(one, audit)]) == ["applied"]
    shelf.redact(redacted)
    shelf.keep_list()

    told = restored(shelf, copy)

    assert "Orders and holds brought back: 4. Known by the list alone: 0." in told
    # Whoever had no part any more asks by number; whoever has one is told by the feed.
    by_number = at(copy, shelf.anna, lambda one: one.connection.execute(
        "SELECT * FROM qa.stream(%s, 1, 10)", (f"{audit}/retention",)
    ).fetchall())  # fmt: skip
    orders = [row.operation for row in rows_from(by_number)]
    orders += [row.operation for row in at(copy, shelf.anna, Laptop.pull) if row.kind == "redact"]
    keys = {one.id: one.key.public_key().public_bytes_raw() for one in shelf.officers}
    assert [one.kind for one in orders] == ["dispose", "dispose", "redact", "redact"]
    assert all(fits(keys[one.author], one.signature, one.envelope()) for one in orders)
    assert {str(one.stream) for one in orders} == {f"{audit}/retention", f"{other}/record"}
    assert (readable(copy, entry), readable(copy, redacted)) == ("", "")
    assert copy.sql("SELECT bool_and(qa.chain_holds(id)) FROM qa.audit") == "t"
    assert check_of(copy) == []


def test_an_order_to_delete_gets_no_place_behind_a_hold_until_two_people_release_it(shelf: Shelf) -> None:
    audit, entry = shelf.signed()
    copy = shelf.tape()
    order, placed = dispose(shelf.officers[0], audit), hold(shelf.officers[1], audit, None)
    assert [shelf.officers[0].outcomes([order]), shelf.officers[1].outcomes([placed])] == [["applied"]] * 2
    shelf.keep_list()
    restored(shelf, copy)
    kinds = "SELECT string_agg(kind, ' ' ORDER BY rev) FROM qa.op WHERE kind IN ('hold', 'release', 'dispose')"
    assert copy.sql(kinds) == "hold"

    for one in shelf.officers:
        assert outcomes(copy, one, release(one, audit, placed)) == ["applied"]

    assert copy.sql(kinds) == "hold release release dispose"
    assert readable(copy, entry) == "op"
    assert outcomes(copy, shelf.officers[1], dispose(shelf.officers[1], audit)) == ["applied"]
    assert (state(copy, audit), readable(copy, entry)) == ("disposed", "")


def test_an_older_list_is_read_and_goes_on_with_orders(shelf: Shelf) -> None:
    (audit, entry), (held, _) = shelf.signed(), shelf.signed()
    copy, later = shelf.tape(), shelf.tape()
    for one in shelf.officers:
        one.push([dispose(one, audit)])
    shelf.keep_list()
    head, *lines = shelf.file.read_text().splitlines()
    older = [head.replace("deletions 2", "deletions 1"), *(line for line in lines if '"order"' not in line)]
    shelf.file.write_text("".join(f"{line}\n" for line in older))

    restored(shelf, copy)

    assert (state(copy, audit), readable(copy, entry)) == ("disposed", "")
    shelf.officers[0].push([hold(shelf.officers[0], held)])
    assert "It holds 3 orders to delete, to hold and to release; 3 of them are new." in shelf.keep_list()
    assert shelf.file.read_text().startswith("".join(f"{line}\n" for line in older))
    restored(shelf, later)
    assert [state(later, one) for one in (audit, held)] == ["disposed", "held_signed"]


def test_a_hold_whose_words_nobody_has_any_more_can_be_placed_without_them_and_released(shelf: Shelf) -> None:
    audit, _ = shelf.signed()
    copy = shelf.tape()
    placed = hold(shelf.officers[0], audit)
    shelf.officers[0].push([placed])
    shelf.keep_list()
    restored(shelf, copy)
    assert f"{audit}  court  placed by" in shelf.say("listed-holds", at=copy)

    told = shelf.say("listed-holds", "--place-without-words", at=copy)

    assert "Placed without words: 1." in told
    seen = [row for row in at(copy, shelf.officers[1], Laptop.pull) if row.kind == "hold"]
    assert [(row.op_id, row.body, row.salt, row.commit) for row in seen] == [(placed.op_id, None, b"", placed.commit)]
    for one in shelf.officers:
        outcomes(copy, one, release(one, audit, placed))
    assert state(copy, audit) == "signed"


def test_a_hold_counts_though_its_author_or_signature_cannot_be_proved_here(shelf: Shelf) -> None:
    (audit, _), (other, _) = shelf.signed(), shelf.signed()
    copy = shelf.tape()
    newcomer = shelf.server.person("qa_officer")
    newcomer.push([hold(newcomer, audit, None)])
    shelf.officers[0].push([hold(shelf.officers[0], other, None)])
    shelf.keep_list()
    lines = [json.loads(line) for line in shelf.file.read_text().splitlines()]
    lines[2]["sent"]["signature"] = "\\x" + "00" * 64
    shelf.file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    told = restored(shelf, copy)

    assert "Orders and holds brought back: 0. Known by the list alone: 2." in told
    assert [state(copy, one) for one in (audit, other)] == ["held_signed"] * 2


def test_the_watchdog_shuts_a_server_that_does_not_know_of_a_hold(shelf: Shelf) -> None:
    audit, _ = shelf.signed()
    copy = shelf.tape()
    shelf.officers[0].push([hold(shelf.officers[0], audit)])
    shelf.keep_list()
    copy.sql("UPDATE qa.epoch SET database = (SELECT oid FROM pg_database WHERE datname = current_database())")

    told = shelf.say("watch", "--once", "--deletions", str(shelf.file), at=copy)

    assert "names 1 deletions or orders that this server does not know of" in told
    with pytest.raises(psycopg.Error, match="restored without a new epoch"):
        at(copy, shelf.officers[0], Laptop.pull)


def test_the_check_names_holds_that_no_list_outside_the_backups_has(shelf: Shelf) -> None:
    audit, _ = shelf.signed()
    shelf.officers[0].push([hold(shelf.officers[0], audit)])
    shelf.server.sql("UPDATE qa.ordered SET at = now() - interval '6 minutes'")

    assert any("1 holds and orders to delete are in no list" in line for line in check_of(shelf.server))

    shelf.keep_list()
    assert check_of(shelf.server) == []


def test_a_list_without_orders_that_a_backup_names_is_too_old(shelf: Shelf) -> None:
    audit, _ = shelf.signed()
    shelf.keep_list()
    old = shelf.file.read_text()
    shelf.officers[0].push([hold(shelf.officers[0], audit)])
    shelf.keep_list()
    copy = shelf.tape()
    shelf.file.write_text(old)

    told = shelf.say("restored", "--deletions", str(shelf.file), at=copy, code=cli.WRONG_INPUT)

    assert "older than the backup" in told

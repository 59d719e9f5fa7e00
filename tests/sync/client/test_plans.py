"""However many audits are in the store, no statement of sync reads through a table that grows with them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from qa_desktop.domain.exchange import Summarised
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.ports import ActionRow, SummaryUpdate
from qa_desktop.models.rows import Cell
from qa_desktop.models.running import DriverRun
from qa_desktop.models.statement import Rows, Run
from tests.models.profiles import OpenedProfile
from tests.sync.client.conftest import MakeLaptop
from tests.sync.client.fake_server import REFUSED_PATH, FakeServer
from tests.sync.client.laptops import Laptop

GROWING = frozenset({"operation", "received", "audit", "field", "document", "stream_head", "blob", "action", "work"})
"""The tables that grow with the audits; the others hold what is not settled yet."""
NAMED = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)\s+([a-z])\b")
ONCE_AN_EPOCH = (
    "DELETE FROM received",
    "DELETE FROM stream_head",
    "INSERT INTO to_ask (pos) SELECT pos FROM operation",
)
"""A server that was restored is asked after everything, once: these read everything."""
ONCE_A_VERSION = "SELECT id FROM audit WHERE read_only_reason = ?"
"""Asked once by a program that knows more than the one before it."""
FIRST_OF_AN_INDEX = "SELECT audit, stream, rev, head FROM stream_head ORDER BY checked LIMIT ?"
"""Reads as many entries of an index as its limit says."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Cell, ...]]:
    """Give every statement that is run, with values that it was run with."""
    statements: dict[str, tuple[Cell, ...]] = {}
    once, many = DriverRun.__call__, DriverRun.many

    def told_once(run: DriverRun, statement: str, values: tuple[Cell, ...] = (), /) -> Rows:
        statements.setdefault(statement, values)
        return once(run, statement, values)

    def told_many(run: DriverRun, statement: str, rows: Iterable[tuple[Cell, ...]], /) -> None:
        listed = list(rows)
        if listed:
            statements.setdefault(statement, listed[0])
        many(run, statement, listed)

    monkeypatch.setattr(DriverRun, "__call__", told_once)
    monkeypatch.setattr(DriverRun, "many", told_many)
    return statements


def test_no_statement_of_sync_reads_through_a_table_that_grows_with_the_audits(
    make_laptop: MakeLaptop, server: FakeServer, told: dict[str, tuple[Cell, ...]]
) -> None:
    auditor, officer = make_laptop("Ada Auditor"), make_laptop("Oli Officer", officer=True)

    everything_that_sync_does(auditor, officer, server)

    with officer.profile.store._read() as run:
        read_whole = {
            statement: tables
            for statement, values in list(told.items())
            if statement not in (FIRST_OF_AN_INDEX, ONCE_A_VERSION) and not statement.startswith(ONCE_AN_EPOCH)
            if (tables := tables_read_whole(run, statement, values))
        }
    assert len(told) > 60
    assert read_whole == {}


def tables_read_whole(run: Run, statement: str, values: tuple[Cell, ...]) -> set[str]:
    """Return the growing tables that the statement reads from one end to the other, by the plan for it."""
    aliases = {alias: table for table, alias in NAMED.findall(statement)}
    scanned = {
        str(row[3]).split()[1]
        for row in list(run(f"EXPLAIN QUERY PLAN {statement}", values))
        if str(row[3]).startswith("SCAN ")
    }
    return {aliases.get(name, name) for name in scanned} & GROWING


def everything_that_sync_does(auditor: Laptop, officer: Laptop, server: FakeServer) -> None:
    audit = auditor.start_audit()
    auditor.put(audit, REFUSED_PATH, "no")
    auditor.put(audit, "answer/q1/comment", "words")
    auditor.sign(audit)
    auditor.sync()
    sync_with_lists(officer)
    officer.put(audit, "comment/c1/text", "an officer's words")
    redact(officer.profile, auditor.log(audit).popitem()[0], Stream(audit))
    auditor.put(audit, "comment/c1/text", "an auditor's words")
    sync_with_lists(officer)
    sync_with_lists(auditor)
    tell(auditor)
    server.mint_epoch()
    sync_with_lists(auditor)
    server.state.streams[Stream(audit)].pop()
    auditor.profile.store.sync.replace_stream(Stream(audit), server.state.streams[Stream(audit)])
    server.officers.clear()
    server.state.revokes[audit, officer.profile.store.owner.id] = server.cursor()
    sync_with_lists(officer)


def sync_with_lists(laptop: Laptop) -> None:
    laptop.sync()
    sync = laptop.profile.store.sync
    line = SummaryUpdate("tool", "authority", "subject", "practitioner", "", 1, 2, (ActionRow("a", "", "", "", False),))
    sync.summarise([Summarised(one, line, len(sync.contested(one.audit))) for one in sync.to_summarise()])


def tell(laptop: Laptop) -> None:
    """Read what people are told of sync."""
    sync = laptop.profile.store.sync
    sync.audits()
    sync.runs(10)
    sync.offer_again([one.op_id for one in sync.refusals()])
    laptop.profile.store.unsent()
    laptop.profile.store.home()


def redact(profile: OpenedProfile, target: str, stream: Stream) -> None:
    change = Change(stream, "", None, kind=OperationKind.REDACT, facts={"target": target})
    profile.store.append([change])

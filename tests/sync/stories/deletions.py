"""The tenth promise: what two people deleted is nowhere any more, nothing else is lost, and a hold is always stronger.

Worked out anew from the orders themselves, and not by the product's functions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation
from qa_desktop.models.rows import text
from qa_desktop.models.statement import Run
from tests.sync.real_laptops import RealLaptop

NEEDED = 2
ORDERS = (
    "SELECT a.id, s.name, o.kind, o.op_id::text, o.author, o.facts FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no "
    "JOIN qa.audit a ON a.no = s.audit_no WHERE o.kind IN ('redact', 'dispose') ORDER BY s.no, o.rev"
)
HOLDS = (
    "SELECT a.id, o.kind, o.op_id::text, o.author, o.facts FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no "
    "JOIN qa.audit a ON a.no = s.audit_no WHERE o.kind IN ('hold', 'release') "
    "UNION ALL SELECT a.id, r.kind, r.op_id::text, r.said ->> 'author', r.said ->> 'facts' FROM qa.ordered r "
    "JOIN qa.audit a ON a.id = r.audit WHERE r.said IS NOT NULL AND r.kind IN ('hold', 'release')"
)
STANDINGS = "SELECT id, state FROM qa.audit"
WORDLESS = (
    "SELECT a.id, o.op_id::text FROM qa.op o JOIN qa.stream s ON s.no = o.stream_no "
    "JOIN qa.audit a ON a.no = s.audit_no WHERE o.body IS NULL AND coalesce(o.salt, '') = ''"
)
DOCUMENTS = (
    "SELECT a.id, o.facts::json ->> 'document', bool_or(o.body IS NOT NULL OR o.salt <> '') FROM qa.op o "
    "JOIN qa.stream s ON s.no = o.stream_no JOIN qa.audit a ON a.no = s.audit_no "
    "WHERE o.kind = 'document' AND o.facts::json ->> 'document' IS NOT NULL GROUP BY 1, 2"
)
READABLE = "SELECT op_id::text FROM qa.op WHERE op_id = ANY(%s::uuid[]) AND (body IS NOT NULL OR salt <> '')"
PLACED = "JOIN qa.stream s ON s.no = x.stream_no JOIN qa.audit a ON a.no = s.audit_no WHERE a.id = ANY(%s)"
NAMED_ON_SERVER = tuple(
    f"SELECT 1 FROM qa.{which}"  # noqa: S608 - constants of ours
    for which in (
        f"op x {PLACED} AND x.body IS NOT NULL",
        f"op x {PLACED} AND s.name <> 'retention' AND (x.salt <> '' OR x.facts <> '{{}}' OR x.path <> '')",
        f"blob x {PLACED}",
        "quarantine WHERE audit = ANY(%s) AND (part <> 'retention' OR (sent).body IS NOT NULL)",
        "refused WHERE split_part((sent).stream, '/', 1) = ANY(%s)",
    )
)
"""Where anything of an audit may stand on the server."""
NAMES_ALONE = frozenset(
    {"outbox", "revoked", "to_repair", "received", "stream_head", "access_record", "handover_audit"}
)
"""Tables of a laptop that name audits and hold no words."""


class Server(Protocol):
    """What is asked of a server, as its administrator."""

    is_in_doubt: bool
    """Whether it was set back, and nobody has said so yet."""

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]: ...

    @property
    def deletions(self) -> Path: ...


@dataclass(frozen=True)
class Look:
    """What orders there are at a moment, and what was carried out."""

    held: Mapping[AuditId, frozenset[OperationId]] = field(default_factory=dict)
    """The holds that stand."""
    disposed: frozenset[AuditId] = frozenset()
    wordless: Mapping[AuditId, frozenset[OperationId]] = field(default_factory=dict)
    documents: frozenset[tuple[str, str]] = frozenset()
    """Those that only deleted entries named, with their audits."""


@dataclass
class Deletions:
    """What was deleted so far, in all the lives of the server."""

    audits: set[AuditId] = field(default_factory=set)
    """Audits for which two people ordered it while no hold stood."""
    entries: dict[OperationId, AuditId] = field(default_factory=dict)
    listed_audits: set[AuditId] = field(default_factory=set)
    listed_entries: set[OperationId] = field(default_factory=set)
    last: Look = field(default_factory=Look)

    def set_back(self) -> None:
        """Compare no longer with what the server was before it was restored."""
        self.last = Look()

    def told_again(self, server: Server) -> None:
        """Note what a restored server was told to delete again."""
        lines = server.deletions.read_text().splitlines()[1:] if server.deletions.exists() else []
        for line in map(json.loads, lines):
            if "operation" in line:
                self.listed_entries.add(line["operation"])
            elif "certificate" in line:
                self.listed_audits.add(line["audit"])
        self.look(server)

    def is_disposed(self, server: Server, audit: AuditId) -> bool:
        """Tell whether an audit was disposed of at any time, this moment included."""
        if audit not in self.audits:
            self.look(server)
        return audit in self.audits

    def is_deleted(self, server: Server, operation: Operation) -> bool:
        """Tell whether the words of an operation were deleted at any time, also those of a hold of what is gone."""
        if operation.op_id not in self.entries:
            self.look(server)
        return operation.op_id in self.entries or operation.stream.audit in self.audits

    def look(self, server: Server) -> None:
        """Check what the server carried out since the last time."""
        orders = _Orders(server)
        states = {AuditId(str(audit)): str(state) for audit, state in server.rows(STANDINGS)}
        disposed = frozenset(audit for audit, state in states.items() if state == "disposed")
        wordless: defaultdict[AuditId, set[OperationId]] = defaultdict(set)
        for audit, op_id in server.rows(WORDLESS):
            wordless[AuditId(str(audit))].add(OperationId(str(op_id)))
        documents = frozenset((str(row[0]), str(row[1])) for row in server.rows(DOCUMENTS) if not row[2])
        now = Look(orders.held, disposed, {audit: frozenset(ops) for audit, ops in wordless.items()}, documents)
        _a_hold_is_stronger(self.last, now)
        held = {audit for audit, state in states.items() if state.startswith("held_")}
        assert held == orders.held.keys() - disposed
        assert orders.disposals - orders.held.keys() <= disposed, "two people ordered it, and it is still there"
        assert disposed <= orders.disposals | self.audits | self.listed_audits, "nobody ordered it"
        self.audits |= disposed
        for audit, op_ids in now.wordless.items():
            if audit not in disposed:
                unordered = op_ids - orders.redactions.keys() - self.entries.keys() - self.listed_entries
                assert not unordered, f"nobody ordered {unordered}"
                self.entries |= dict.fromkeys(op_ids, audit)
        kept = {op_id for op_id, audit in orders.redactions.items() if audit not in orders.held}
        readable = {str(row[0]) for row in server.rows(READABLE, sorted(kept))}
        assert not readable, f"two people ordered {readable} to be deleted"
        assert server.is_in_doubt or self.listed_audits <= disposed
        # What came beside the deletion is the watchdog's to clear away.
        server.rows("SELECT qa.clear_away_lately_deleted()")
        for statement in NAMED_ON_SERVER:
            assert server.rows(statement, sorted(disposed)) == []
        self.last = now


class _Orders:
    """Every order that the server took, and what they come to."""

    def __init__(self, server: Server) -> None:
        disposals: defaultdict[AuditId, set[str]] = defaultdict(set)
        redactions: defaultdict[tuple[AuditId, str, OperationId], set[str]] = defaultdict(set)
        for row in server.rows(ORDERS):
            audit_id, stream, kind, _, author, told = map(str, row)
            audit, facts = AuditId(audit_id), json.loads(told)
            if kind == "dispose" and stream == "retention":
                disposals[audit].add(author)
            elif kind == "redact" and "target" in facts:
                redactions[audit, stream, facts["target"]].add(author)
        self.disposals = frozenset(audit for audit, people in disposals.items() if len(people) >= NEEDED)
        self.redactions = {target: audit for (audit, _, target), people in redactions.items() if len(people) >= NEEDED}
        self.held = _standing_holds(server)


def _standing_holds(server: Server) -> dict[AuditId, frozenset[OperationId]]:
    """Return the holds that two people have not released, with those that are known by the list of deletions alone."""
    holds: defaultdict[AuditId, set[OperationId]] = defaultdict(set)
    released: defaultdict[OperationId, set[str]] = defaultdict(set)
    for audit, kind, op_id, author, told in server.rows(HOLDS):
        if kind == "hold":
            holds[AuditId(str(audit))].add(OperationId(str(op_id)))
        for one in json.loads(str(told))["holds"] if kind == "release" else ():
            released[OperationId(one)].add(str(author))
    standing = {audit: frozenset(one for one in of_it if len(released[one]) < NEEDED) for audit, of_it in holds.items()}
    return {audit: those for audit, those in standing.items() if those}


def _a_hold_is_stronger(before: Look, now: Look) -> None:
    """Nothing is deleted while a hold stands that stood before."""
    for audit, holds in before.held.items():
        if holds & now.held.get(audit, frozenset()) and audit not in before.disposed:
            assert audit not in now.disposed, f"{audit} was disposed of while it was on hold"
            gone = now.wordless.get(audit, frozenset()) - before.wordless.get(audit, frozenset())
            assert not gone, f"{gone} were deleted while {audit} was on hold"


def nowhere_on_laptop(laptop: RealLaptop, now: Look) -> None:
    """Of what was deleted on the server nothing can be read any more on a laptop that has synced since."""
    name = laptop.profile.store.owner.name
    with laptop.profile.store._read() as run:
        tables = _tables_of_words(run)
        for audit in now.disposed:
            for table, has_stream in tables.items():
                but_orders = "AND (stream <> 'retention' OR body IS NOT NULL)" if has_stream else ""
                # The names are those of the store itself.
                found = list(run(f"SELECT * FROM {table} WHERE audit = ? {but_orders}", (audit,)))  # noqa: S608 - as said
                assert found == [], f"{name} still has {audit} in {table}"
            assert list(run("SELECT 1 FROM audit WHERE id = ?", (audit,))) == [], f"{name} still shows {audit}"
        for op_id in frozenset[OperationId]().union(*now.wordless.values()):
            for table in ("operation", "left_behind", "held"):
                statement = f"SELECT 1 FROM {table} WHERE op_id = ? AND (body IS NOT NULL OR salt <> x'')"  # noqa: S608 - as above
                assert list(run(statement, (op_id,))) == [], f"{name} still has {op_id} in {table}"

        for named in now.documents:
            assert list(run("SELECT 1 FROM document WHERE audit = ? AND id = ?", named)) == [], f"{name} has {named}"


def _tables_of_words(run: Run) -> dict[str, bool]:
    """Return the tables that hold anything of audits, and whether they say of which stream."""
    found = {}
    for table in [text(row[0]) for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        columns = {str(row[1]) for row in run(f"PRAGMA table_info({table})")}
        if "audit" in columns and table not in NAMES_ALONE:
            found[table] = {"stream", "body"} <= columns
    return found

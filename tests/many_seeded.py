"""Thousands of signed audits in seconds: real operations, projection and counts, many in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import read_audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value
from qa_desktop.domain.ports import NewDocument, SummaryUpdate
from qa_desktop.domain.record import AuditRecord, AuditState
from qa_desktop.domain.tool import Tool
from qa_desktop.models.document_rows import document_id
from qa_desktop.services.record_answer import summary_of, with_values
from qa_desktop.services.sign_audit import ARCHIVE_NOTE, PDF
from qa_desktop.toolkit.canonical import canonical_bytes
from tests.desks import OpenDesk
from tests.figure_seed import Seeded, fields_of, made_up

AT_ONCE = 250
KINDS = ("closure", "conference", "advocates", "review", "complaint")
SECTIONS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """One audit to be made with one tool."""

    tool: str
    subject: str
    day: date
    fields: dict[str, Value]
    worker: str = "Pat Worker"
    has_note: bool = False
    """Whether its note is kept, as a stand-in, so that another record can correct it."""


def note_of(audit: AuditId) -> bytes:
    """Return what stands for the note of an audit."""
    return f"note of {audit}".encode()


def many_wanted(number: int, seed: int) -> Iterator[Wanted]:
    """Yield so many audits: most by themselves, some of two auditors, moderated or read again, of two authorities."""
    chance = Random(seed)  # noqa: S311 - the same made-up audits every time
    made = made_up(number, seed, first=date(2025, 1, 3), days=690)
    for place, one in enumerate(made):
        if place % 10 == 9:
            yield _durham(place, one, chance)
        elif place % 25 == 8:
            said: dict[str, Value] = {paths.header("feedback_kind"): chance.choice(KINDS)}
            yield Wanted("her-feedback", one.service, one.day, {**said, paths.header("record_date"): str(one.day)})
        else:
            case = place // 10
            seat = {0: "lead", 1: "peer", 2: "moderation" if case % 3 == 0 else ""}.get(place % 10, "")
            more: list[tuple[str, Value]] = [(pairs.PAIR, f"pair-{case}"), (pairs.PART, seat)] if seat else []
            if chance.random() < 0.2:
                due = date(2026, 11, 21) + timedelta(chance.randrange(-150, 40))
                more += [("action/a/what", "Update the plan"), ("action/a/who", "Sam"), ("action/a/due", str(due))]
            yield Wanted("her-audit", one.subject, one.day, fields_of(replace(one, more=tuple(more))), one.worker)


def _durham(place: int, one: Seeded, chance: Random) -> Wanted:
    said: dict[str, Value] = {paths.about("team"): one.team, paths.about("service"): one.service}
    for section in range(1, SECTIONS + 1):
        for what in ("strengths", "improvement"):
            if chance.random() < 0.6:
                said[paths.answer(f"dur-ca.{section}.{what}")] = "It says why."
        if chance.random() < 0.5:
            said[paths.seen(("W-DUR.CR.1", "W-DUR.CR.2")[place % 2])] = True
    return Wanted("dur-collaborative-audit", f"D-{place}", one.day, said)


def add_many(desk: OpenDesk, wanted: Sequence[Wanted]) -> list[AuditId]:
    """Make the audits and sign them, all but the sealing of their notes."""
    tools = {name: desk.desk.authority_settings.as_used(desk.desk.tool(name)) for name in {one.tool for one in wanted}}
    for tool in tools.values():
        desk.store.keep_tool(tool.content_hash, canonical_bytes(tool))
    made: list[AuditId] = []
    for start in range(0, len(wanted), AT_ONCE):
        changes: list[Change] = []
        summary: dict[AuditId, SummaryUpdate] = {}
        notes: list[NewDocument] = []
        for one in wanted[start : start + AT_ONCE]:
            audit_id = AuditId(desk.desk.new_id())
            own, summary[audit_id] = _signed(desk, audit_id, tools[one.tool], one)
            changes += own
            made.append(audit_id)
            if one.has_note:
                notes.append(NewDocument(audit_id, ARCHIVE_NOTE, PDF, note_of(audit_id)))
        desk.store.append(changes, notes, summary)
    return made


def _signed(desk: OpenDesk, audit_id: AuditId, tool: Tool, one: Wanted) -> tuple[list[Change], SummaryUpdate]:
    """Return what is written of an audit, and what lists show of it."""
    stream, values = Stream(audit_id), _values(one)
    now, owner = desk.clock.now(), desk.desk.owner.id
    record = AuditRecord(audit_id, tool.id, tool.version, tool.content_hash, AuditState.SIGNED, now, owner, {})
    facts: dict[str, Value] = {
        "tool_id": tool.id,
        "tool_version": tool.version,
        "tool_hash": tool.content_hash,
        "subject_kind": tool.subject.value,
        "authority": tool.authority_code,
    }
    note: dict[str, Value] = {"document": document_id(note_of(audit_id)) if one.has_note else f"note-of-{audit_id}"}
    changes = [Change(stream, "audit", None, kind=OperationKind.CREATE, facts=facts)]
    changes += [
        Change(stream, path, value, paths.is_fact(path, tool.item(paths.Path.parse(path).key)))
        for path, value in values.items()
    ]
    changes.append(Change(stream, paths.SIGNED, True, fact=True, kind=OperationKind.SIGN, facts=note))
    return changes, summary_of(with_values(read_audit(record, tool), values))


def _values(one: Wanted) -> dict[str, Value]:
    return {
        paths.SUBJECT: one.subject,
        paths.about("practitioner"): one.worker,
        paths.about("audit_date"): str(one.day),
        paths.entry("sitting", "s1", "day"): str(one.day),
        **one.fields,
    }

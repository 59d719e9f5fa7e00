"""Gather everything that this laptop holds on a case or a person, for a request to see it (PRACTICE P-24)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import VALUE_KINDS, Operation, Value, can_unpack
from qa_desktop.domain.paths import SUBJECT
from qa_desktop.domain.ports import LocalStore, SummaryFilter
from qa_desktop.domain.record import AuditRecord
from qa_desktop.domain.retention import MAY_ORDER
from qa_desktop.domain.worker_concern import worker_concerns
from qa_desktop.errors import DiskProblem, InputProblem, NotAllowed
from qa_desktop.services.note_access import Access, NoteAccess

PAGE = 100
PRIVATE_FOLDER = 0o700
ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for: a case by its reference, or a person by name wherever it stands. One of the two."""

    case: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found and written."""

    folder: Path
    audits: int
    documents: int
    allocations: int
    waiting: int = 0
    """Changes that arrived and could not be checked yet: nobody knows on whom they are."""


@dataclass(frozen=True, slots=True)
class PlannedReads:
    """What is held beside audits."""

    allocations: Callable[[], tuple[Allocation, ...]]
    """Every one, begun and taken back ones among them."""
    written: Callable[[], tuple[Operation, ...]]
    """What people answered to allocations, the programme, and the draws that are kept."""


class GatherHeld:
    """Writes one folder an audit: its values, its whole history, and its documents; what was planned stands beside."""

    def __init__(
        self,
        store: LocalStore,
        planned: PlannedReads,
        settle_arrived: Callable[[], Arrived],
        note_access: NoteAccess,
        restricted: Callable[[], tuple[Operation, ...]],
    ) -> None:
        self._store = store
        self._note_access = note_access
        self._planned = planned
        self._settle_arrived = settle_arrived
        self._restricted_operations = restricted

    def __call__(self, sought: Sought, folder: Path) -> Gathered:
        """Write what is held into a new folder, which is not encrypted.

        Raises:
            NotAllowed: the owner is neither QA officer nor head of service.
            InputProblem: nothing, or both, is looked for, or the folder is there already.
            DiskProblem: the folder cannot be written.
        """
        if self._store.owner.role.value not in MAY_ORDER:
            raise NotAllowed("Only QA officers and heads of service gather what is held on a case or a person.")
        if bool(sought.case.strip()) == bool(sought.person.strip()):
            raise InputProblem("Name a case or a person, one of the two.")
        if folder.exists():
            raise InputProblem(f"{folder} is there already. Name a new folder.")
        waiting = self._settle_arrived().changes
        names = {person.id: person.name for person in self._store.people()}
        try:
            folder.mkdir(parents=True, mode=PRIVATE_FOLDER)
            return replace(self._write(sought, folder, names), waiting=waiting)
        except OSError as error:
            raise DiskProblem(f"{folder} could not be written: {error.strerror}.") from error

    def _write(self, sought: Sought, folder: Path, names: Mapping[PersonId, str]) -> Gathered:
        found, documents = [], 0
        for audit_id in self._audits():
            record = self._store.load(audit_id)
            operations = self._store.operations(audit_id, with_private=True)
            if _is_on_audit(sought, record, operations, names):
                self._note_access([audit_id], Access.HELD_GATHERED)
                place = folder / f"audit-{audit_id}"
                documents += self._write_audit(place, record, operations, names)
                found.append({"audit": audit_id, "state": record.state.value, "folder": place.name})
        restricted = self._restricted(sought, {one["audit"] for one in found})
        if restricted:
            _save(folder / "restricted.json", restricted)
        allocated = [one for one in self._planned.allocations() if _is_on_allocation(sought, one, names)]
        ours = {one.id for one in allocated}
        planned = [
            _entry_of_plan(one, names) for one in self._planned.written() if _is_on_plan(sought, one, ours, names)
        ]
        told = [_told(one) for one in allocated]
        index = {"case": sought.case, "person": sought.person, "audits": found, "allocations": told, "planned": planned}
        _save(folder / "index.json", index)
        return Gathered(folder, len(found), documents, len(allocated))

    def _restricted(self, sought: Sought, gathered: set[object]) -> list[object]:
        """Return the concerns about workers that speak of the person, beside audits that are not here themselves."""
        found = [one for one in worker_concerns(self._restricted_operations()) if one.audit not in gathered]
        about = (
            one
            for one in found
            if sought.person and _holds((one.what, one.about, one.told, one.outcome), sought.person)
        )
        return [{**asdict(one), "at": one.at.isoformat()} for one in about]

    def _write_audit(
        self, place: Path, record: AuditRecord, operations: tuple[Operation, ...], names: Mapping[PersonId, str]
    ) -> int:
        place.mkdir(mode=PRIVATE_FOLDER)
        values = {path: state.value for path, state in sorted(record.fields.items())}
        header = {"audit": record.id, "tool": record.tool_id, "version": record.tool_version}
        author = names.get(record.created_by, record.created_by)
        _save(place / "audit.json", {**header, "state": record.state.value, "author": author, "values": values})
        _save(place / "history.json", [_entry(one, names) for one in operations])
        documents = self._store.documents_of(record.id)
        for number, document in enumerate(documents, start=1):
            ending = ENDINGS.get(document.media_type, ".bin")
            (place / f"{number:02}-{document.kind}{ending}").write_bytes(document.data)
        return len(documents)

    def _audits(self) -> Iterator[AuditId]:
        after = None
        while True:
            page = self._store.summaries(SummaryFilter(after=after, limit=PAGE))
            yield from (summary.id for summary in page)
            if len(page) < PAGE:
                return
            after = page[-1]


def _is_on_audit(
    sought: Sought, record: AuditRecord, operations: tuple[Operation, ...], names: Mapping[PersonId, str]
) -> bool:
    """Look at every value that a field has or ever had: what was written over is held too."""
    if sought.case:
        subjects = {one.value for one in operations if one.path == SUBJECT}
        return any(_same(subject, sought.case) for subject in subjects)
    wrote = {names.get(one.author, "") for one in operations} | {names.get(record.created_by, "")}
    values = (one.value for one in operations if one.kind in VALUE_KINDS)
    return any(_same(name, sought.person) for name in wrote) or any(_holds(value, sought.person) for value in values)


def _is_on_allocation(sought: Sought, one: Allocation, names: Mapping[PersonId, str]) -> bool:
    if sought.case:
        return _same(one.subject, sought.case)
    return _same(names.get(one.person, ""), sought.person) or _holds((one.practitioner, one.note), sought.person)


def _is_on_plan(sought: Sought, one: Operation, allocations: set[str], names: Mapping[PersonId, str]) -> bool:
    """Look at an answer, an entry of the programme or a draw: at its words, and at the people that it names by id."""
    if one.facts.get("allocation") in allocations:
        return True
    words = [value for value in _words(one).values() if value is not None]
    if sought.case:
        reference = json.dumps(sought.case.strip(), ensure_ascii=False).casefold()
        return any(_same(value, sought.case) or _holds(value, reference) for value in words)
    people = [names.get(PersonId(value), "") for value in one.facts.values() if isinstance(value, str)]
    people.append(names.get(one.author, ""))
    return any(_same(name, sought.person) for name in people) or any(_holds(value, sought.person) for value in words)


def _words(one: Operation) -> Mapping[str, Value]:
    return one.unpacked() if can_unpack(one.body) else {}


def _entry_of_plan(one: Operation, names: Mapping[PersonId, str]) -> dict[str, object]:
    return {**_entry(one, names), "facts": dict(one.facts), "words": dict(_words(one))}


def _same(value: Value, wanted: str) -> bool:
    return isinstance(value, str) and value.strip().casefold() == wanted.strip().casefold()


def _holds(value: Value, wanted: str) -> bool:
    texts = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    return any(wanted.strip().casefold() in text.casefold() for text in texts)


def _entry(one: Operation, names: Mapping[PersonId, str]) -> dict[str, object]:
    return {
        "id": one.op_id,
        "stream": one.stream.name,
        "what": f"{one.kind} {one.path}".strip(),
        "author": names.get(one.author, one.author),
        "at": one.client_time.isoformat(),
        "value": one.value if one.kind in VALUE_KINDS else None,
        "deleted": one.is_redacted,
    }


def _told(one: Allocation) -> dict[str, object]:
    due = None if one.due is None else one.due.isoformat()
    return {"id": one.id, "tool": one.tool_id, "subject": one.subject, "practitioner": one.practitioner, "due": due}


def _save(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8", errors="replace")

"""Makes profiles to measure: real stores on a real disk, filled with whole audits through the services."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.bootstrap.wiring import desk_for
from qa_desktop.clock import SystemClock
from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.models import keys
from qa_desktop.models.identity import PersonDetails
from qa_desktop.models.key_slots import DerivationCost
from qa_desktop.models.keys import Protection
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import NewProfile, create_profile, open_profile
from qa_desktop.models.store import SqlStore
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import ProfilePlace

PASSPHRASE = "a passphrase for measuring"  # noqa: S105 - made up
CHEAP = DerivationCost(memory_kib=64, iterations=1, lanes=1)
"""Deriving the key from a passphrase is slow on purpose and no part of any measure."""

AUDITS_IN_ONE_TRANSACTION = 200
PARTS = 4
"""How many children, carers or cases a section is filled in for that repeats."""
NOT_WRITTEN = (AnswerType.AUDIT, AnswerType.COMPUTED)
"""What names another audit, of which there is none, and what follows from others."""
REASON = "The plan says in the child's own words what has to change, and the last review was read together. "


@dataclass(frozen=True, slots=True)
class OpenedProfile:
    """An open profile and its services."""

    desk: Desk
    store: SqlStore


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Lend a folder on the disk of the checkout: the usual one may be in memory, where waiting for the disk is free."""
    build = Path(__file__).resolve().parent.parent / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=build) as folder:
        yield Path(folder)


def make_profile(folder: Path, passphrase: str | None = PASSPHRASE, role: Role = Role.AUDITOR) -> OpenedProfile:
    """Make a profile, protected by the passphrase or, without one, by the keyring of this computer."""
    clock = SystemClock()
    wanted = NewProfile(PersonDetails("Alex Auditor", role, "North"), Protection(passphrase, cost=CHEAP))
    store = create_profile(ProfilePlace(folder), wanted, clock, TimeOrderedIds(clock)).store
    unlock = keys.by_keyring if passphrase is None else keys.by_passphrase(passphrase)
    return OpenedProfile(desk_for(store, clock, unlock), store)


def open_again(folder: Path) -> OpenedProfile:
    """Open a profile that `make_profile` made with the passphrase."""
    clock = SystemClock()
    unlock = keys.by_passphrase(PASSPHRASE)
    store = open_profile(ProfilePlace(folder), unlock, clock, TimeOrderedIds(clock))
    return OpenedProfile(desk_for(store, clock, unlock), store)


def answers_in_order(tool: Tool) -> Iterator[dict[str, Value]]:
    """Yield what a pair enters into a whole audit, one saved change after the other."""
    for section in tool.sections:
        for point in tuple(section.points)[:6]:
            yield {paths.seen(point.id): True}
        if section.repeat is None:
            yield from _answers_of(tool, section.items, "")
            continue
        for number in range(PARTS):
            part = f"part-{number}"
            yield {paths.repeat(section.id, part, "added"): True}
            yield from _answers_of(tool, section.items, part)
    for number in range(4):
        for name, value in (("what", REASON), ("who", "Social worker"), ("due", "2026-12-21"), ("measure", REASON)):
            yield {paths.entry("action", f"action-{number}", name): value}


def _answers_of(tool: Tool, items: Iterable[Item], part: str) -> Iterator[dict[str, Value]]:
    for item in items:
        if item.type in NOT_WRITTEN:
            continue
        yield {paths.answer(item.id, instance=part): _answer(tool, item)}
        if item.comment is not None:
            yield {paths.answer(item.id, "comment", part): REASON}
            yield {paths.answer(item.id, "comment", part): REASON * 3}


def start_full_audit(desk: Desk, tool: Tool, subject: str) -> AuditId:
    """Start an audit with everything entered."""
    fields: dict[str, Value] = {}
    for change in answers_in_order(tool):
        fields |= change
    return desk.start_audit(StartRequest(tool.id, subject, "Sam Practitioner", fields=fields)).id


def add_many_audits(profile: OpenedProfile, tool: Tool, count: int) -> None:
    """Add audits of a dozen fields each as genuine signed operations, many in one transaction."""
    for first in range(0, count, AUDITS_IN_ONE_TRANSACTION):
        numbers = range(first, min(first + AUDITS_IN_ONE_TRANSACTION, count))
        made = [(AuditId(profile.desk.new_id()), f"{number:05d}") for number in numbers]
        changes = [change for audit, subject in made for change in light_audit(audit, tool, subject)]
        profile.store.append(changes, summary={audit: _summary(tool, subject) for audit, subject in made})


def light_audit(audit: AuditId, tool: Tool, subject: str) -> Iterator[Change]:
    """Yield the changes of an audit of a dozen fields."""
    stream = Stream(audit)
    facts: dict[str, Value] = {"tool_id": tool.id, "tool_version": tool.version, "tool_hash": tool.content_hash}
    yield Change(stream, "audit", None, kind=OperationKind.CREATE, facts=facts)
    yield Change(stream, paths.SUBJECT, subject)
    yield Change(stream, paths.about("practitioner"), "Sam Practitioner")
    for section in tool.sections[:5]:
        item = section.items[0]
        yield Change(stream, paths.answer(item.id), _answer(tool, item), fact=True)
        yield Change(stream, paths.answer(item.id, "comment"), REASON * 3)


def _summary(tool: Tool, subject: str) -> SummaryUpdate:
    return SummaryUpdate(tool.title, tool.authority, subject, "Sam Practitioner", "", 5, len(tool.sections))


def _answer(tool: Tool, item: Item) -> Value:
    """Return an answer of the item's own kind."""
    scale = next((one for one in tool.scales if one.id == item.scale), None)
    if scale is not None:
        return scale.points[1].code
    if item.choices:
        first = item.choices[0].code
        return (first,) if item.type is AnswerType.MULTIPLE_CHOICE else first
    plain: dict[AnswerType, Value] = {
        AnswerType.YES_NO: "yes",
        AnswerType.INTEGER: 3,
        AnswerType.DECIMAL: 3.5,
        AnswerType.PERCENT: 50.0,
        AnswerType.DATE: "2026-11-21",
    }
    return plain.get(item.type, REASON)

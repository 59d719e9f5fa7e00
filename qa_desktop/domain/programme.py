"""The year's programme: what the authority plans beside single audits, entered by QA officers and read by everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain.ids import AuditId, ToolId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Value
from qa_desktop.domain.organisation import PROGRAMME
from qa_desktop.domain.projection import head, is_known
from qa_desktop.domain.read_entries import as_day

_ENTRY, _DONE = "entry/", "done/"
PLANNED, WITHDRAWN = "planned", "withdrawn"


class EntryKind(Enum):
    """What is planned."""

    PLAN = "plan"
    FOCUS = "focus"
    THEMED = "themed"
    FLASH = "flash"
    DEEP_DIVE = "deep_dive"
    PRACTICE_WEEK = "practice_week"
    REVIEW = "service_review"
    CHECK = "check"
    DRAW = "draw"
    TOOL = "tool"
    OTHER = "other"

    @property
    def title(self) -> str:
        """The kind as people say it."""
        return {
            "plan": "Line of the annual audit plan",
            "focus": "Programme of focus",
            "themed": "Themed audit",
            "flash": "Flash audit",
            "deep_dive": "Deep dive",
            "practice_week": "Practice Week",
            "service_review": "Service Quality Review",
            "check": "Regular check",
            "draw": "Draw of cases",
            "tool": "Tool to look through",
            "other": "Something else",
        }[self.value]

    @property
    def needs_origin(self) -> bool:
        """Whether it is kept why it was planned (R-014, R-015, R-146)."""
        return self in (EntryKind.THEMED, EntryKind.FLASH, EntryKind.DEEP_DIVE)

    @property
    def is_entered(self) -> bool:
        """Whether people enter it; the others follow from settings and tools."""
        return self not in (EntryKind.DRAW, EntryKind.TOOL)


class Origin(Enum):
    """Why a themed, flash or deep-dive audit is done (R-014, R-015)."""

    FINDINGS = "findings"
    PERFORMANCE = "performance"
    FEEDBACK = "feedback"
    IMPROVEMENT = "improvement"
    BOARD = "board"
    OTHER = "other"

    @property
    def title(self) -> str:
        """The origin as people say it."""
        return {
            "findings": "Findings of core audits",
            "performance": "Performance information",
            "feedback": "Feedback",
            "improvement": "An earlier improvement whose impact is tested",
            "board": "Findings of a sub-group or Board",
            "other": "Other quality assurance activity",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is planned. What is not known is empty."""

    id: str
    kind: EntryKind
    title: str
    first: date
    last: date
    """The last day of its time: of a month for what is planned by month."""
    column: str = ""
    """The service column that it is for (R-150)."""
    origin: Origin | None = None
    question: str = ""
    """The key line of enquiry."""
    by: str = ""
    to: str = ""
    group: tuple[str, ...] = ()
    """The Task and Finish group, or the review team (R-143)."""
    tools: tuple[ToolId, ...] = ()
    audits: tuple[AuditId, ...] = ()
    """Audits that belong to it."""
    workshop: date | None = None
    """The day of the prioritisation workshop of a Service Quality Review, once it is known."""
    taken_from: str = ""
    """The rule of the settings that it stands for, as `programme:tier-1:Cared for Children`."""
    note: str = ""
    is_withdrawn: bool = False


def entry_change(entry: Entry) -> Change:
    """Return the change that says the whole of an entry: codes and dates in clear, the words in its body."""
    facts: dict[str, Value] = {
        "entry": entry.id,
        "kind": entry.kind.value,
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "state": WITHDRAWN if entry.is_withdrawn else PLANNED,
        "tools": tuple(entry.tools),
        "audits": tuple(entry.audits),
    }
    if entry.origin is not None:
        facts["origin"] = entry.origin.value
    if entry.workshop is not None:
        facts["workshop"] = entry.workshop.isoformat()
    names = ("title", "column", "question", "by", "to", "taken_from", "note")
    words: dict[str, Value] = {name: getattr(entry, name) for name in names}
    words["group"] = tuple(entry.group)
    return Change(PROGRAMME, f"{_ENTRY}{entry.id}", None, facts=facts, words=words)


def entries(programme: Iterable[Operation]) -> tuple[Entry, ...]:
    """Return every entry as it stands, withdrawn ones among them, the earliest first."""
    found = [read for one in latest(programme, _ENTRY).values() if (read := _read(one)) is not None]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.title.casefold(), one.id)))


def done_change(key: str, day: date | None) -> Change:
    """Return the change that says on which day something that comes round was done; None takes that back."""
    return Change(PROGRAMME, f"{_DONE}{key}", None if day is None else day.isoformat(), fact=True)


def done_days(programme: Iterable[Operation]) -> dict[str, date]:
    """Return on which day each thing that comes round was done, by its key."""
    found = {path.removeprefix(_DONE): as_day(one.value) for path, one in latest(programme, _DONE).items()}
    return {key: day for key, day in found.items() if day is not None}


def latest(programme: Iterable[Operation], group: str) -> dict[str, Operation]:
    """Return what was said last of each thing of a group, by its path."""
    paths: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in programme:
        if one.kind == OperationKind.SET.value and one.path.startswith(group) and is_known(one):
            paths[one.path].append(one)
    heads = ((path, head(several)) for path, several in paths.items())
    return {path: one for path, one in heads if one is not None}


def _read(operation: Operation) -> Entry | None:
    facts, words = operation.facts, operation.unpacked()
    first, last = as_day(facts.get("first")), as_day(facts.get("last"))
    kind = next((one for one in EntryKind if one.value == facts.get("kind")), EntryKind.OTHER)
    title = str(words.get("title") or "")
    if first is None or last is None or not title:
        return None
    return Entry(
        id=str(facts.get("entry")),
        kind=kind,
        title=title,
        first=first,
        last=last,
        column=str(words.get("column") or ""),
        origin=next((one for one in Origin if one.value == facts.get("origin")), None),
        question=str(words.get("question") or ""),
        by=str(words.get("by") or ""),
        to=str(words.get("to") or ""),
        group=_texts(words.get("group")),
        tools=tuple(ToolId(one) for one in _texts(facts.get("tools"))),
        audits=tuple(AuditId(one) for one in _texts(facts.get("audits"))),
        workshop=as_day(facts.get("workshop")),
        taken_from=str(words.get("taken_from") or ""),
        note=str(words.get("note") or ""),
        is_withdrawn=facts.get("state") == WITHDRAWN,
    )


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()

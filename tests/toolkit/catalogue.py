"""What the catalogue of the frameworks says of an instrument: a table against which the shipped tools are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.flow import blockers
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType, Item, PrintStatus, SubjectKind, Tool
from tests.sample_audits import audit_of

PRINTED, PARTLY, IMPLIED = PrintStatus.PRINTED, PrintStatus.PARTLY_PRINTED, PrintStatus.IMPLIED
CASE, PRACTITIONER, SUPERVISION_FILE = SubjectKind.CASE, SubjectKind.PRACTITIONER, SubjectKind.SUPERVISION_FILE
SERVICE, HOME, AUTHORITY = SubjectKind.SERVICE, SubjectKind.HOME, SubjectKind.AUTHORITY


@dataclass(frozen=True)
class Instrument:
    """One instrument: its items after the prefix (as `1 2 3 J`), and those of them that are a proposal."""

    id: str
    status: PrintStatus
    subject: SubjectKind
    section: str
    prefix: str
    items: str
    proposed: str = ""

    @property
    def item_ids(self) -> tuple[str, ...]:
        return tuple(f"{self.prefix}.{end}" for end in self.items.split())

    @property
    def proposed_ids(self) -> set[str]:
        return {f"{self.prefix}.{end}" for end in self.proposed.split()}


def found(tool: Tool, instrument: Instrument) -> list[str]:
    """Return which of the instrument's items the tool holds, in the tool's order; the overall judgement comes last."""
    held = [str(item.id) for item in tool.items] + ([tool.overall.id] if tool.overall else [])
    return [one for one in held if one in instrument.item_ids]


def strangers(tool: Tool, instrument: Instrument) -> list[str]:
    """Return the questions that neither belong to an item of the catalogue nor are marked as our proposal."""
    known = instrument.item_ids
    return [
        str(item.id)
        for item in tool.items
        if not item.proposed and not any(item.id == one or item.id.startswith(f"{one}.") for one in known)
    ]


def texts(content: object) -> Iterator[str]:
    """Return every text of a tool's canonical content."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def completed(tool: Tool, given: dict[str, Value] | None = None) -> Audit:
    """Return an audit in which everything is answered that stands between it and signing, and nothing else."""
    values: dict[str, Value] = {**(given or {})}
    audit = audit_of(tool.id, values)
    for _ in range(len(list(tool.items)) + len(tool.header)):
        wanted = {one.path for one in blockers(audit) if one.path not in values}
        if not wanted:
            break
        values |= {path: _value(tool, path) for path in wanted}
        audit = audit_of(tool.id, values)
    return audit


def _value(tool: Tool, path: str) -> Value:
    parsed = paths.Path.parse(path)
    item = tool.item(parsed.key) if parsed.group in {"answer", "header"} and parsed.field == "value" else None
    if path == paths.OVERALL_GRADE and tool.overall:
        return _first_code(tool, tool.overall.scale)
    return _answer(tool, item) if item else "Written for this test."


def _answer(tool: Tool, item: Item) -> Value:
    match item.type:
        case AnswerType.SCALE:
            return _first_code(tool, str(item.scale))
        case AnswerType.YES_NO:
            return "yes"
        case AnswerType.CHOICE:
            return item.choices[0].code
        case AnswerType.MULTIPLE_CHOICE:
            return tuple(choice.code for choice in item.choices)
        case AnswerType.DATE:
            return "2026-11-21"
        case AnswerType.INTEGER:
            return int(item.limits.least or 0)
        case _:
            return "Written for this test."


def _first_code(tool: Tool, scale_id: str) -> str:
    scale = tool.scale(scale_id)
    assert scale
    return scale.points[0].code

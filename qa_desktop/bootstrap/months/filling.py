"""Fills in forms as somebody would who has nothing special to say: what a story does not tell is answered plainly."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.clock import local_day
from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.pairs import FIRST
from qa_desktop.domain.telling import open_tells, told_values
from qa_desktop.domain.tool import AnswerType, Item
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.services.desk import Desk

ROUNDS = 5
"""Answers open further questions, hardly ever more than twice."""
SEEN = "Seen on the record, and talked over."
NOTHING_LEFT = "Nothing is left to do: what was missing is on the file already."


def filled(desk: Desk, audit: Audit, given: Mapping[str, Value]) -> Audit:
    """Record what is given, then answer everything else that the form asks for before it can be signed."""
    audit = desk.record(audit, given).audit
    for _ in range(ROUNDS):
        asked = {one.path: _plain(desk, audit, one.path) for one in flow.blockers(audit)}
        plain = {path: value for path, value in asked.items() if value is not None}
        if not plain:
            break
        audit = desk.record(audit, plain).audit
    return audit


def signed(desk: Desk, audit: Audit, names: Mapping[str, str] | None = None) -> Audit:
    """Sign with typed names: by role as told, the worker as the worker, and everybody else as the owner."""
    worker = audit.text(paths.about("practitioner")) or "W. Worker"
    known = {"practitioner": worker, "supervisee": worker, **(names or {})}
    lines = [(block.role, known.get(block.role, desk.owner.name)) for block in audit.signatories()]
    return desk.sign_audit(desk.record_signature.typed(audit, lines).id)


def action(entry: str, what: str, who: str, due: str, **more: Value) -> dict[str, Value]:
    """Return the fields of an action."""
    fields: dict[str, Value] = {"what": what, "who": who, "due": due, "measure": "Seen on the file", **more}
    return {paths.entry("action", entry, field): value for field, value in fields.items()}


def filed(desk: Desk, audit_id: AuditId, *steps: str) -> None:
    """Mark steps of filing as done."""
    desk.record(desk.open_audit(audit_id), {paths.filing(step, "done"): True for step in steps})


def marked_done(desk: Desk, audit_id: AuditId, key: str) -> None:
    """Mark something on the list of due work as done."""
    found = [one for one in desk.work(WorkFilter(Scope.ALL, limit=500)) if (one.audit, one.key) == (audit_id, key)]
    desk.work.mark_done(found[0])


def told(desk: Desk, audit_id: AuditId, how: TellWay = TellWay.EMAIL) -> None:
    """Write down that everybody was told who is still to be told of an audit."""
    day = local_day(desk.clock.now())
    audit = desk.open_audit(audit_id)
    for one in open_tells(audit):
        if not one.is_told:
            audit = desk.record(audit, told_values(one.key, desk.owner.name, day, how)).audit


def _plain(desk: Desk, audit: Audit, path: str) -> Value:
    """Return a plain answer at a path; None where only the story can say something."""
    if not path or path == FIRST:
        return None
    place = paths.Path.parse(path)
    if path == paths.NO_ACTIONS_REASON:
        return NOTHING_LEFT
    if path == paths.OVERALL_GRADE and audit.tool.overall is not None:
        scale = audit.tool.scale(audit.tool.overall.scale)
        return scale.points[1].code if scale else None
    if place.group == "header":
        item = next((one for one in audit.tool.header if one.id == place.key), None)
        return _of_type(desk, audit, item) if item else None
    if place.group == "answer" and place.field == "value":
        item = audit.tool.item(place.key)
        return _of_type(desk, audit, item) if item else None
    return SEEN


def _of_type(desk: Desk, audit: Audit, item: Item) -> Value:
    """Return a plain answer to a question of its type; None for what is pointed to, ticked or worked out."""
    scale = audit.tool.scale_of(item)
    if item.type is AnswerType.SCALE and scale is not None:
        return scale.points[min(1, len(scale.points) - 1)].code
    if item.type in (AnswerType.CHOICE, AnswerType.MULTIPLE_CHOICE):
        first = item.choices[0].code
        return first if item.type is AnswerType.CHOICE else (first,)
    initials = "".join(word[0] for word in desk.owner.name.split())
    plain: dict[AnswerType, Value] = {
        AnswerType.YES_NO: "yes",
        AnswerType.DATE: audit.text(paths.about("audit_date")) or None,
        AnswerType.PERSON: desk.owner.name,
        AnswerType.INITIALS: initials,
        AnswerType.TEXT: SEEN,
        **dict.fromkeys((AnswerType.INTEGER, AnswerType.DECIMAL, AnswerType.PERCENT), int(item.limits.least or 1)),
    }
    return plain.get(item.type)

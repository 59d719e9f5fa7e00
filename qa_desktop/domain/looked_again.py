"""What a record says of one audit to which it points: a panel, a meeting, a moderator, a look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in, path_of
from qa_desktop.domain.compose_sections import printed_value
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.tool import AnswerType, Item


def said_of(record: Audit, audit_id: AuditId) -> tuple[str, ...]:
    """Return what a signed record answers about an audit, a line each: the question, the answer and its comment.

    Where a record is about several audits, only the part counts that points to this one.
    """
    if not record.is_signed:
        return ()
    is_whole = _points(record, record.tool.header, audit_id)
    lines: list[str] = []
    for section in record.shown_sections():
        for part in record.parts(section):
            links = [item for item in part.section.items if item.type is AnswerType.AUDIT]
            if _points(record, links, audit_id) or (is_whole and not links):
                lines += _lines(record, part.section.items)
    return tuple(lines)


def _points(record: Audit, items: Iterable[Item], audit_id: AuditId) -> bool:
    asked = (item for item in items if item.type is AnswerType.AUDIT)
    links = (link_in(record.value(path_of(record.tool, str(item.id)))) for item in asked)
    return any(link is not None and link.audit == audit_id for link in links)


def _lines(record: Audit, items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if item.type is AnswerType.AUDIT or item.taken_from is not None or not record.holds(item.shown_when):
            continue
        answer = record.answer(item.id)
        # What a condition reads of the first of several is all of them together; here it is its own answer.
        value = record.worked_out(item) if item.computation is not None else answer.value
        said = printed_value(record, item, value)
        words = ". ".join(part.strip().rstrip(".") for part in (said, answer.comment) if part.strip())
        label = record.label_of(item)
        if words:
            yield f"{label} {words}." if label.endswith("?") else f"{label}: {words}."

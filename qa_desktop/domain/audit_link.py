"""A record that points to another audit: how the link is kept, and what is taken over with it.

A link holds how the other audit is called, and everything taken over is a value of the record itself: it prints,
travels and stays as it is, wherever the other audit may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import printed_day, printed_value
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin import carried_from
from qa_desktop.domain.tool import AnswerType, Item, Tool, plain_id


@dataclass(frozen=True, slots=True)
class AuditLink:
    """What a question of type `audit` holds."""

    audit: AuditId
    words: str
    """How the other audit is called, as it was when it was chosen."""
    taken: tuple[str, ...] = ()
    """The questions whose answers came with it and stay as they are while it stands."""

    @property
    def value(self) -> tuple[str, ...]:
        """The link as a field holds it."""
        return (self.audit, self.words, *self.taken)


def link_in(value: Value) -> AuditLink | None:
    """Return the link that a field holds, or None."""
    if not isinstance(value, tuple) or len(value) < 2:  # noqa: PLR2004 - identity and words
        return None
    return AuditLink(AuditId(value[0]), value[1], value[2:])


def link_words(other: Audit) -> str:
    """Return how an audit is called where another record points to it."""
    named = (other.tool.title, other.subject, printed_day(other.last_meeting()), other.text(paths.about("auditor")))
    return ", ".join(part for part in named if part)


def every_item(audit: Audit) -> Iterator[Item]:
    """Yield every header field and question, those of a repeated section once for each that is in it."""
    yield from audit.tool.header
    for section in audit.tool.sections:
        for part in audit.parts(section):
            yield from part.section.items


def linked_audits(audit: Audit) -> tuple[AuditId, ...]:
    """Return the audits to which a record points: those named in it, the one audited again, and the plans before."""
    asked = (item for item in every_item(audit) if item.type is AnswerType.AUDIT)
    places = (paths.RE_AUDIT_OF, *(path_of(audit.tool, str(item.id)) for item in asked))
    links = (link_in(audit.value(place)) for place in places)
    before = (place.audit for place in carried_from(audit)) if audit.tool.improvement else ()
    return tuple(dict.fromkeys((*(link.audit for link in links if link is not None), *before)))


def linked_values(audit: Audit, key: str, other: Audit) -> dict[str, Value]:
    """Return what is to be recorded so that the question points to the other audit, by path.

    What was taken over from one that was named before goes. A question that only begins with what is there says so
    where nobody has written anything.
    """
    gone = unlinked_values(audit, key)
    taken, starts = taken_values(audit.tool, every_item(audit), key, other)
    started = {path: value for path, value in starts.items() if audit.value(path) in (None, "", ())}
    link = AuditLink(other.id, link_words(other), tuple(paths.Path.parse(path).key for path in taken))
    return {**gone, **taken, **started, path_of(audit.tool, key): link.value}


def unlinked_values(audit: Audit, key: str) -> dict[str, Value]:
    """Return what is to be recorded so that the question points to no audit; what only began with it stays."""
    link = link_in(audit.value(path_of(audit.tool, key)))
    taken = link.taken if link else ()
    return dict.fromkeys((*(path_of(audit.tool, one) for one in taken), path_of(audit.tool, key)))


def taken_values(
    tool: Tool, items: Iterable[Item], key: str, other: Audit
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return what comes with a link, by path: what stays as it is, and what questions only begin with."""
    taken: dict[str, Value] = {}
    starts: dict[str, Value] = {}
    for item in items:
        source = item.taken_from
        if source is None or source.link.removesuffix("@") != key:
            continue
        value = _fitting(tool, item, other)
        path = path_of(tool, item.id)
        if value is not None and check_value(tool, path, value) is None:
            (starts if source.as_start else taken)[path] = value
        comment = other.answer(source.question).comment if source.question and item.comment else ""
        if comment and source.as_start:
            starts[paths.answer(item.id, "comment")] = comment
    return taken, starts


def path_of(tool: Tool, key: str) -> str:
    """Return where the answer to a question or header field is kept."""
    is_header = any(item.id == plain_id(key) for item in tool.header)
    return paths.header(key) if is_header else paths.answer(key)


def _fitting(tool: Tool, item: Item, other: Audit) -> Value:
    """Return what the other audit says, as the question can hold it: grades and choices by their words."""
    source = item.taken_from
    if source is None:
        return None
    if source.question:
        asked = other.tool.item(source.question)
        said = other.lookup(source.question)
        words = printed_value(other, asked, said) if asked else ""
    else:
        said = words = _FIELDS[source.field](other)
    if said in (None, "", ()):
        return None
    scale = tool.scale_of(item)
    if scale is not None:
        point = scale.point_named(words)
        return point.code if point else None
    match item.type:
        case AnswerType.CHOICE:
            return next((one.code for one in item.choices if one.label.casefold() == words.casefold()), None)
        case AnswerType.TEXT | AnswerType.PERSON:
            return words
        case _:
            return said


def _overall(other: Audit) -> str:
    scale = other.tool.scale(other.tool.overall.scale) if other.tool.overall else None
    point = scale.point(other.overall_grade) if scale else None
    return point.label if point else ""


def _day(other: Audit) -> str:
    day = other.last_meeting()
    return day.isoformat() if day else ""


_FIELDS: dict[str, Callable[[Audit], str]] = {
    "subject": lambda other: other.subject,
    "date": _day,
    "auditor": lambda other: other.text(paths.about("auditor")),
    "practitioner": lambda other: other.text(paths.about("practitioner")),
    "team": lambda other: other.text(paths.about("team")),
    "service": lambda other: other.text(paths.about("service")),
    "overall_grade": _overall,
    "overall_reason": lambda other: other.overall_reason,
    "strengths": lambda other: other.text(paths.STRENGTHS),
    "development": lambda other: other.text(paths.DEVELOPMENT),
}

"""The free text of an audit, field by field in reading order, with what people call each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.field_words import field_title
from qa_desktop.domain.repeats import Part
from qa_desktop.domain.tool import AnswerType, Item, Section

TEXT_TYPES = frozenset({AnswerType.TEXT, AnswerType.PERSON, AnswerType.INITIALS, AnswerType.SIGNATURE})
ACTION_FIELDS = ("what", "outcome", "measure", "who", "event")
DISAGREEMENT_FIELDS = ("auditor_view", "practitioner_view", "advice_owner", "outcome")
PERSON_FIELDS = ("name", "role", "reason")
PLAN_TEXTS = (paths.NO_ACTIONS_REASON, paths.STRENGTHS, paths.DEVELOPMENT, paths.OWN_WORDS)
CODES = frozenset({paths.LANGUAGE})
"""Fields whose text is a code of the application's own."""
LONGEST = 70


@dataclass(frozen=True, slots=True)
class FreeText:
    """What was written into one field."""

    step: str
    """The page on which it stands."""
    path: str
    place: str
    """What people call the field, as "3.1 What grade do you agree on?, evidence 2"."""
    text: str


def free_texts(audit: Audit) -> Iterator[FreeText]:
    """Yield every free text that the audit shows to others; never preparation, nor what was taken out."""
    yield from _about(audit)
    for section in audit.shown_sections():
        for part in audit.parts(section):
            yield from _part(audit, section, part)
    yield from _plan(audit)
    yield from _signatures(audit)


def question_words(audit: Audit, item: Item) -> str:
    """Return what people call a question, with whose answer it is: "3.1 What grade do you agree on? (Child 2)"."""
    whom = audit.whom(item.id)
    return shortened(f"{item.number} {audit.label_of(item)}".strip()) + (f" ({whom})" if whom else "")


def evidence_words(audit: Audit, item: Item, number: int) -> str:
    """Return what people call a piece of evidence, by the number under which it stands at its question."""
    return f"{question_words(audit, item)}, evidence {number}"


def shortened(words: str) -> str:
    """Return words as a link has room for them."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _about(audit: Audit) -> Iterator[FreeText]:
    about = (path for path in audit.record.fields if path.startswith("about/") and path not in CODES)
    headers = (paths.header(item.id) for item in audit.shown_header() if item.type in TEXT_TYPES)
    plain = (path for path in about if not paths.is_fact(path))
    yield from _named(audit, flow.ABOUT, (paths.SUBJECT, *plain, *headers))
    for person in audit.people:
        yield from _named(audit, flow.ABOUT, (paths.entry("person", person.id, field) for field in PERSON_FIELDS))


def _part(audit: Audit, section: Section, part: Part) -> Iterator[FreeText]:
    step = flow.SECTION_PREFIX + section.id
    key = paths.answer_key(section.id, part.instance)
    if section.repeat is not None:
        yield from _text(audit, step, paths.repeat(section.id, part.instance, "name"), f"{part.label}: name")
    for item in part.section.items:
        if audit.holds(item.shown_when):
            yield from _question(audit, step, item)
    yield from _text(audit, step, paths.section(key, "reason"), f"{shortened(part.title)}: reason")


def _question(audit: Audit, step: str, item: Item) -> Iterator[FreeText]:
    title = question_words(audit, item)
    comment = f"{title}: {_inside(item.comment.label)}" if item.comment else title
    if item.type in TEXT_TYPES:
        yield from _text(audit, step, paths.answer(item.id), title)
    yield from _text(audit, step, paths.answer(item.id, "comment"), comment)
    yield from _text(audit, step, paths.answer(item.id, "reason"), f"{title}: why it has no answer")
    for number, one in enumerate(audit.evidence_for(item.id), start=1):
        place = evidence_words(audit, item, number)
        yield from _text(audit, step, paths.entry("evidence", one.id, "text"), place)
        yield from _text(audit, step, paths.entry("evidence", one.id, "where"), f"{place}: where it stands")


def _plan(audit: Audit) -> Iterator[FreeText]:
    yield from _named(audit, flow.PLAN, (paths.OVERALL_REASON,))
    for one in audit.disagreements:
        fields = (paths.entry("disagreement", one.id, field) for field in DISAGREEMENT_FIELDS)
        yield from _named(audit, flow.PLAN, fields)
    for number, action in enumerate(audit.actions, start=1):
        for field in ACTION_FIELDS:
            path = paths.entry("action", action.id, field)
            _, _, column = field_title(audit.tool, path).partition(": ")
            yield from _text(audit, flow.PLAN, path, f"Action {number}: {column}")
    yield from _named(audit, flow.PLAN, PLAN_TEXTS if not audit.actions else PLAN_TEXTS[1:])


def _signatures(audit: Audit) -> Iterator[FreeText]:
    for block in audit.signatories():
        yield from _text(audit, flow.SIGN, paths.signature(block.role, "reason"), f"{block.label}: reason")


def _named(audit: Audit, step: str, fields: Iterable[str]) -> Iterator[FreeText]:
    for path in fields:
        yield from _text(audit, step, path, shortened(field_title(audit.tool, path)))


def _text(audit: Audit, step: str, path: str, place: str) -> Iterator[FreeText]:
    value = audit.value(path)
    if isinstance(value, str) and value.strip():
        yield FreeText(step, path, place, value)


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]

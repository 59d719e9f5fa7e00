"""Check before signing: what an auditor may want to look at once more (PRACTICE P-32). People decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_decision import CheckKind, decision_path
from qa_desktop.domain.check_before_signing_identifiers import Identifier, OwnWords, Span, identifiers, speaks_of_birth
from qa_desktop.domain.check_before_signing_names import WatchList
from qa_desktop.domain.check_before_signing_places import FreeText, free_texts
from qa_desktop.domain.check_before_signing_shape import Open, left_open, period_audited
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool import AnswerType
from qa_desktop.domain.working_days import add_months

AROUND = 40
"""How many characters are shown on either side of what was found."""
USUAL_MONTHS = 12
"""How far back dates are ordinary where neither audit nor tool says which period is audited."""


WORDS = {
    CheckKind.NHS_NUMBER: "This may be an NHS number",
    CheckKind.BIRTH_DATE: "This may be a date of birth",
    CheckKind.POSTCODE: "This may be a postcode",
    CheckKind.PHONE: "This may be a phone number",
    CheckKind.EMAIL: "This may be an e-mail address",
    CheckKind.WATCHED_NAME: "A name that you watch for",
}
NOT_IN_REFERENCE = frozenset({Identifier.PHONE, Identifier.POSTCODE})
"""What a case reference may look like without being it."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What was found, with the words around it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. It is about the field at `path`; `goto` leads to where it can be changed."""

    kind: CheckKind
    step: str
    path: str
    place: str
    message: str
    goto: str
    state: str
    """Which writing of the field it is about: the operation that set it."""
    excerpts: tuple[Excerpt, ...] = ()
    needed: bool = False
    """Whether signing asks for it anyway, so that it cannot be left."""
    left: bool = False
    """Whether somebody decided to leave it as it is, and the field was not written since."""
    left_before: bool = False
    """Whether a name was left here in an earlier sitting. Which one is not kept, so it is shown again."""

    @property
    def decision(self) -> dict[str, Value]:
        """The field that keeps the decision to leave this as it is: no word of what was found."""
        return {decision_path(self.path, self.kind): self.state}


def check_before_signing(audit: Audit, watched: WatchList, today: date) -> tuple[Finding, ...]:
    """Return what to look at once more, in reading order. What was left as it is stays among it, marked so."""
    own = _own_words(audit, today)
    found = [_gap(audit, one) for one in left_open(audit)]
    for text in free_texts(audit):
        found += _in_text(audit, text, own, watched)
    order = {step: place for place, step in enumerate(flow.steps(audit))}
    return tuple(sorted(found, key=lambda one: order[one.step]))


def _gap(audit: Audit, one: Open) -> Finding:
    text = audit.text(one.path)
    excerpts = (_excerpt(text, one.words),) if one.words else ()
    return _finding(audit, one.kind, FreeText(one.step, one.path, one.place, text), one.message, excerpts, one)


def _in_text(audit: Audit, text: FreeText, own: OwnWords, watched: WatchList) -> Iterator[Finding]:
    spans: dict[CheckKind, list[Span]] = {}
    for identifier, span in identifiers(text.text, own):
        if text.path != paths.SUBJECT or identifier not in NOT_IN_REFERENCE:
            spans.setdefault(CheckKind(identifier.value), []).append(span)
    names = watched.find(text.text)
    if names:
        spans[CheckKind.WATCHED_NAME] = list(names)
    for kind, found in spans.items():
        yield _finding(audit, kind, text, WORDS[kind], tuple(_excerpt(text.text, span) for span in found))


def _finding(
    audit: Audit,
    kind: CheckKind,
    text: FreeText,
    message: str,
    excerpts: tuple[Excerpt, ...],
    gap: Open | None = None,
) -> Finding:
    written = audit.record.fields.get(text.path)
    state = str(written.op_id) if written else ""
    decided = bool(state) and audit.value(decision_path(text.path, kind)) == state
    is_name = kind is CheckKind.WATCHED_NAME
    return Finding(
        kind=kind,
        step=text.step,
        path=text.path,
        place=text.place,
        message=message,
        goto=gap.goto if gap else text.path,
        state=state,
        excerpts=excerpts,
        needed=gap is not None and gap.needed,
        left=decided and not is_name,
        left_before=decided and is_name,
    )


def _excerpt(text: str, span: Span) -> Excerpt:
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if span.start > AROUND:
        before = "…" + (before.partition(" ")[2] if " " in before.strip() else before)
    if span.end + AROUND < len(text):
        after = (after.rpartition(" ")[0] if " " in after.strip() else after) + "…"
    return Excerpt(_one_line(before), _one_line(text[span.start : span.end]), _one_line(after))


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _own_words(audit: Audit, today: date) -> OwnWords:
    period, last = period_audited(audit), audit.last_meeting() or today
    since = period[0] if period else add_months(min(last, today), -USUAL_MONTHS)
    return OwnWords(today, audit.subject.strip(), frozenset(_own_days(audit)), since)


def _own_days(audit: Audit) -> Iterator[date]:
    """Yield the dates of the audit itself; an answer to the question when somebody was born is none of them."""
    for path, state in audit.record.fields.items():
        day = as_day(state.value)
        if day is None:
            continue
        parsed = paths.Path.parse(path)
        item = audit.tool.item(parsed.key) if parsed.group in ("answer", "header") else None
        if paths.is_fact(path, item) and not (item and item.type is AnswerType.DATE and speaks_of_birth(item.label)):
            yield day

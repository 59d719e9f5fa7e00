"""Whom a signed audit is told to, by its grade and its filing; each is open until told (R-073, R-080 to R-084)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain import consequences, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool_outcome import FilingStep

TELL = "tell"
"""The group of the fields."""
NO_LETTER = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody who is to be told, and what is recorded of it."""

    key: str
    recipient: str
    """The role as printed."""
    why: str
    """Why they are told, without the grade."""
    asks_comment: bool = False
    who: str = ""
    """Who was told, by name."""
    by: str = ""
    """Who told them."""
    on: date | None = None
    how: TellWay | None = None
    comment: str = ""
    comment_by: str = ""
    comment_on: date | None = None

    @property
    def is_told(self) -> bool:
        """Whether it is recorded who told them, when, and how."""
        return bool(self.by.strip()) and self.on is not None and self.how is not None

    @property
    def is_commented(self) -> bool:
        """Whether the comment that is asked for is there, with who wrote it and when."""
        return bool(self.comment.strip() and self.comment_by.strip()) and self.comment_on is not None

    @property
    def is_open(self) -> bool:
        """Whether anything of it is still to be done."""
        return not self.is_told or (self.asks_comment and not self.is_commented)


def tells(audit: Audit) -> tuple[Tell, ...]:
    """Return everybody whom the audit is told to, each once: by the grade first, then by the steps of filing."""
    found: dict[str, Tell] = {}
    for recipient, why, asks in _asked(audit):
        key = tell_key(recipient)
        known = found.get(key)
        if known is None:
            found[key] = _read(audit, Tell(key, recipient, why, asks))
        elif asks:
            found[key] = replace(known, asks_comment=True)
    return tuple(found.values())


def open_tells(audit: Audit) -> tuple[Tell, ...]:
    """Return who is still to be told of a signed audit, or still to comment."""
    return tuple(one for one in tells(audit) if one.is_open) if audit.is_signed else ()


def tell_key(recipient: str) -> str:
    """Return the key under which it is recorded that somebody was told: the same for "the QA team" and "QA team"."""
    return NO_LETTER.sub("-", recipient.casefold().strip().removeprefix("the ")).strip("-")


def step_is_done(audit: Audit, step: FilingStep) -> bool:
    """Tell whether a step of filing is done: it is ticked, or everybody whom it tells was told."""
    mark = audit.filing.get(step.id)
    if mark is not None and mark.done:
        return True
    told = {one.key: one.is_told for one in tells(audit)}
    return bool(step.tell) and all(told.get(tell_key(one), False) for one in step.tell)


def told_values(key: str, by: str, on: date, how: TellWay, who: str = "") -> dict[str, Value]:
    """Return the fields of having told somebody."""
    values: dict[str, Value] = {"by": by.strip(), "on": on.isoformat(), "how": how.value, "who": who.strip() or None}
    return {paths.entry(TELL, key, field): value for field, value in values.items()}


def comment_values(key: str, comment: str, by: str, on: date) -> dict[str, Value]:
    """Return the fields of a comment."""
    values: dict[str, Value] = {"comment": comment.strip(), "comment_by": by.strip(), "comment_on": on.isoformat()}
    return {paths.entry(TELL, key, field): value for field, value in values.items()}


def _asked(audit: Audit) -> Iterator[tuple[str, str, bool]]:
    told = consequences.escalation(audit)
    overall = audit.tool.overall.label if audit.tool.overall else ""
    for recipient in told.recipients if told else ():
        yield (
            recipient,
            f"Because of the {overall[:1].lower()}{overall[1:]}",
            recipient in told.comment_by if told else False,
        )
    for step in audit.tool.filing.steps if audit.tool.filing else ():
        if audit.holds(step.shown_when):
            for recipient in step.tell:
                yield recipient, step.title, recipient in step.comment_by


def _read(audit: Audit, tell: Tell) -> Tell:
    def text(field: str) -> str:
        return audit.text(paths.entry(TELL, tell.key, field))

    how = next((one for one in TellWay if one.value == text("how")), None)
    return Tell(
        tell.key,
        tell.recipient,
        tell.why,
        tell.asks_comment,
        who=text("who"),
        by=text("by"),
        on=as_day(text("on")),
        how=how,
        comment=text("comment"),
        comment_by=text("comment_by"),
        comment_on=as_day(text("comment_on")),
    )

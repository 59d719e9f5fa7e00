"""Says on each form of a case that two people audited where what is done once for both is followed up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.domain import follow_up, pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.case_follow_up import CommonFollowUp, Written, common_follow_up, written
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.improvement import followed_actions
from qa_desktop.domain.pairs import Seat
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.presenters.audit_words import count_words, day_words


@dataclass(frozen=True, slots=True)
class CaseView:
    """What one form says of the other."""

    other: AuditId
    words: str
    opens: str
    """What the button says that opens the follow-up of the other form."""
    heading: str = ""
    """Above what was written on the form that does not carry the follow-up."""
    written: tuple[WrittenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """What was written of one thing on the form that does not carry it."""

    words: str
    what: str
    paths: tuple[str, ...] = ()
    """The fields that are emptied where it is taken back; none where it is only read."""


def is_elsewhere(audit: Audit) -> bool:
    """Tell whether what is done once for the case is kept with the other form."""
    has_carrier = audit.standing is not None and audit.standing.carrier is not None
    return has_carrier and pairs.seat_of(audit) is Seat.PEER


def case_view(
    audit: Audit, other: Audit | None, may_change: Callable[[str], bool] = lambda _: False
) -> CaseView | None:
    """Return what a form says of the other one; `other` is None until it was read.

    `may_change` tells whether the person writes in a field: what is on this form by mistake is then taken back here.
    None where no second person audited the case, or not both have signed.
    """
    seat, common = pairs.seat_of(audit), common_follow_up(audit, other)
    standing = audit.standing
    if seat is None or standing is None or standing.other is None:
        return None
    if standing.carrier != (audit.id if seat is Seat.LEAD else standing.other):
        return None
    theirs = lower_first(seat.other.title)
    opens = f"Open the follow-up of the {theirs}’s form"
    form = _form(theirs, other)
    if seat is Seat.PEER:
        words = f"What is done once for the case is kept with {form}: the talk in supervision and the dates."
        own = () if common is None else written(audit, common.keys)
        heading = "Written on this form"
    else:
        words = f"What is done once for the case is kept here for both forms.{_own_actions(form, other)}"
        own = () if common is None else written(common.other, common.keys)
        heading = f"Written on the {theirs}’s form"
    may_take_back = may_change if seat is Seat.PEER else lambda _: False
    return CaseView(standing.other, words, opens, heading, tuple(_line(one, may_take_back) for one in own))


def kept_here(audit: Audit, common: CommonFollowUp | None, key: str) -> bool:
    """Tell whether a form shows the field of a task of due work: not where the other form carries it."""
    if common is None:
        return not is_elsewhere(audit)
    return common.is_here or key not in common.keys


def _form(theirs: str, other: Audit | None) -> str:
    name = other.text(paths.about("auditor")) if other is not None else ""
    return f"the form of the {theirs}" + (f", {name}" if name else "")


def _own_actions(form: str, other: Audit | None) -> str:
    actions = followed_actions(other) if other is not None else ()
    if other is None or not actions:
        return ""
    left = sum(follow_up.stage_of(other, one) is not Stage.CLOSED for one in actions)
    how = f"{left} still to do or to check" if left else "nothing left to do"
    verb = count_words(len(actions), "action of its own", "actions of its own")
    return f" Followed up on {form}: {verb}, {how}."


def _line(one: Written, may_take_back: Callable[[str], bool]) -> WrittenLine:
    when = f"{one.what}: {day_words(one.on)}" if one.on else one.what
    words = ". ".join(part.rstrip(".") for part in (when, one.words) if part) + "."
    return WrittenLine(words, one.what, one.paths if all(map(may_take_back, one.paths)) else ())

"""A manager's oversight case note is due before a case is closed or transferred, and after three decisions (R-213)."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState
from qa_desktop.domain.work_due import Closing, WorkKind, WorkTask, work_due
from tests.sample_audits import STARTED, audit_of

TOOL = "roc-mgmt-oversight"
BEFORE, AFTER = ("closure", "transfer"), ("conference", "accommodation", "proceedings")


def asked(trigger: str, day: str, state: AuditState = AuditState.DRAFT, **more: str) -> tuple[WorkTask, ...]:
    """Return what a note is to be signed by, one of a case of which a list told this."""
    header: dict[str, Value] = {"trigger": trigger, "event_date": day, **more}
    values = {**STARTED, **{paths.header(name): value for name, value in header.items()}}
    return tuple(one for one in work_due(audit_of(TOOL, values, state)) if one.kind is WorkKind.HAND_IN)


@pytest.mark.parametrize("trigger", BEFORE)
@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-18", date(2026, 11, 17)),
        ("2026-11-16", date(2026, 11, 13)),  # a Monday: the Friday before
        ("2026-11-15", date(2026, 11, 13)),  # a Sunday
        ("2026-12-01", date(2026, 11, 30)),  # over the end of a month
        ("2027-01-04", date(2026, 12, 31)),  # over New Year's Day, a Friday
        ("2026-12-29", date(2026, 12, 24)),  # over Christmas, with the substitute for Boxing Day
        ("2027-03-30", date(2027, 3, 25)),  # over Easter, and the night when clocks go forward
        ("2026-10-26", date(2026, 10, 23)),  # over the night when clocks go back
        ("2028-03-01", date(2028, 2, 29)),  # a leap year
    ],
)
def test_the_note_is_due_on_the_last_working_day_before_closure_or_transfer(trigger: str, day: str, due: date) -> None:
    (task,) = asked(trigger, day)

    assert (task.due, task.closing, task.is_done) == (due, Closing.SIGNING, False)
    assert task.what == "Management oversight before closure or transfer"


@pytest.mark.parametrize("trigger", AFTER)
@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-17", date(2026, 11, 18)),
        ("2026-11-13", date(2026, 11, 16)),  # a Friday: the Monday after
        ("2026-11-14", date(2026, 11, 16)),  # a Saturday
        ("2026-11-30", date(2026, 12, 1)),  # over the end of a month
        ("2026-12-31", date(2027, 1, 4)),  # over New Year's Day and a weekend
        ("2026-12-24", date(2026, 12, 29)),  # over Christmas, with the substitute for Boxing Day
        ("2026-04-02", date(2026, 4, 7)),  # over Easter
        ("2026-03-27", date(2026, 3, 30)),  # over the night when clocks go forward
        ("2026-10-23", date(2026, 10, 26)),  # over the night when clocks go back
        ("2028-02-28", date(2028, 2, 29)),  # a leap year
    ],
)
def test_the_note_is_due_on_the_working_day_after_a_decision(trigger: str, day: str, due: date) -> None:
    (task,) = asked(trigger, day)

    assert (task.due, task.closing, task.is_done) == (due, Closing.SIGNING, False)
    assert task.what == "Management oversight after the decision"


def test_the_note_is_asked_of_the_manager_whom_it_names_and_else_of_the_post() -> None:
    (named,) = asked("closure", "2026-11-18", manager="Mo Manager")
    (post,) = asked("closure", "2026-11-18")

    assert (named.whose, post.whose) == ("Mo Manager", "Practice Manager or Team Manager")


def test_nothing_is_asked_before_the_day_is_known() -> None:
    assert asked("closure", "") == ()


def test_the_signature_closes_it() -> None:
    (task,) = asked("accommodation", "2026-11-18", AuditState.SIGNED)

    assert task.is_done

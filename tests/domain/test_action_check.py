from datetime import date

import pytest

from qa_desktop.domain.action_check import action_problems, refuses_as_date, smart_hints
from qa_desktop.domain.entries import Action, SmartTest
from qa_desktop.domain.ids import EntryId
from qa_desktop.domain.tool_outcome import ActionPlanForm

FORM = ActionPlanForm(columns=())
EVENTS = ActionPlanForm(columns=(), event_with_review_date=True)
COMPLETE = Action(
    EntryId("a"),
    "Chronology brought up to date and read back",
    "Social worker",
    date(2026, 11, 27),
    measure="Seen on file",
)


def messages(action: Action, form: ActionPlanForm = FORM, meeting: date | None = None) -> list[str]:
    return [problem.field for problem in action_problems(action, form, meeting)]


def test_a_complete_action_has_no_problem() -> None:
    assert messages(COMPLETE) == []


def test_an_action_without_who_and_date_is_refused() -> None:
    assert messages(Action(EntryId("a"), "Write the chronology")) == ["who", "due"]


@pytest.mark.parametrize(
    "words", ["ASAP", "asap", "A.S.A.P.", "a s a p", "as soon as possible", "As soon as practicable", "immediately"]
)
def test_asap_never_counts_as_a_timescale(words: str) -> None:
    assert refuses_as_date(words)
    assert messages(Action(EntryId("a"), "Write it", "Team manager", event=words), EVENTS) == ["due"]


@pytest.mark.parametrize(
    "words", ["After the core group", "When the report of Asaph House is in", "at the next review"]
)
def test_an_event_is_no_asap(words: str) -> None:
    assert not refuses_as_date(words)


def test_an_event_needs_a_date_of_review() -> None:
    action = Action(EntryId("a"), "Write it", "Team manager", event="After the core group")
    assert messages(action, EVENTS) == ["review_on"]


def test_an_event_is_refused_where_the_plan_knows_none() -> None:
    action = Action(EntryId("a"), "Write it", "Team manager", event="After the core group", review_on=date(2026, 12, 1))
    assert messages(action) == ["due"]
    assert messages(action, EVENTS) == []


def test_a_date_before_the_audit_is_refused() -> None:
    assert messages(COMPLETE, FORM, date(2026, 12, 1)) == ["due"]


def test_a_short_vague_action_is_asked_to_be_specific_and_measurable() -> None:
    hints = smart_hints(Action(EntryId("a"), "Improve supervision", "Team manager", date(2026, 12, 1)))
    assert set(hints) == {SmartTest.SPECIFIC, SmartTest.MEASURABLE}


def test_a_ticked_test_is_not_asked_again() -> None:
    action = Action(EntryId("a"), "Improve supervision", "Team manager", date(2026, 12, 1), smart=frozenset(SmartTest))
    assert smart_hints(action) == {}

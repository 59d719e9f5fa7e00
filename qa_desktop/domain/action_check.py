"""What a good action needs: someone, a date, and the five SMART tests (BRA Appendix 2, R-036, acceptance B3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.entries import Action, SmartTest
from qa_desktop.domain.tool_outcome import ActionPlanForm

ASAP = re.compile(
    r"\b(a\.?\s?s\.?\s?a\.?\s?p\b\.?|as soon as (possible|practicable|practical)|immediately|urgently)", re.IGNORECASE
)
"""Words in the place of a date. "Immediate" is a tick box with a deadline of its own, never a date."""

VAGUE = re.compile(
    r"\b(improve|ensure|consider|try|continue|monitor|look at|be aware|better|more|appropriate\w*)\b", re.IGNORECASE
)
SHORT_ACTION_WORDS = 4


@dataclass(frozen=True, slots=True)
class ActionProblem:
    """What is missing from an action, and the field to go to."""

    field: str
    message: str


def action_problems(
    action: Action, form: ActionPlanForm | None, last_meeting: date | None = None
) -> list[ActionProblem]:
    """Return what must be put right before the plan can be signed; empty for a complete action."""
    problems: list[ActionProblem] = []
    if not action.what.strip():
        problems.append(ActionProblem("what", "Say what will change"))
    if not action.who.strip():
        problems.append(ActionProblem("who", "Say who will do it: a name or a role"))
    problems += _date_problems(action, form, last_meeting)
    return problems


def _date_problems(action: Action, form: ActionPlanForm | None, last_meeting: date | None) -> list[ActionProblem]:
    if action.due is not None:
        early = last_meeting is not None and action.due < last_meeting
        return [ActionProblem("due", "Choose a date on or after the day of the audit")] if early else []
    event = action.event.strip()
    if event and not refuses_as_date(event) and form is not None and form.event_with_review_date:
        message = "Give the date on which you will check whether the event has happened"
        return [] if action.review_on else [ActionProblem("review_on", message)]
    if not event:
        return [ActionProblem("due", "Give a date")]
    why = "“ASAP” is not a timescale" if refuses_as_date(event) else "This plan does not allow an event instead"
    return [ActionProblem("due", f"Give a date. {why}")]


def refuses_as_date(text: str) -> bool:
    """Tell whether words stand for "ASAP" and so never count as a timescale."""
    return bool(ASAP.search(text))


def smart_hints(action: Action) -> dict[SmartTest, str]:
    """Return a question for each SMART test that the words leave open and nobody has ticked as met."""
    words = action.what.split()
    open_tests: dict[SmartTest, str] = {}
    if len(words) < SHORT_ACTION_WORDS or (VAGUE.search(action.what) and len(words) < 2 * SHORT_ACTION_WORDS):
        open_tests[SmartTest.SPECIFIC] = "What exactly will be different? Name it."
    if not (action.measure.strip() or action.outcome.strip()):
        open_tests[SmartTest.MEASURABLE] = "How will you know it is done? Name what will be seen."
    if not action.who.strip():
        open_tests[SmartTest.ACHIEVABLE] = "Who will do it, and do they have what they need?"
    if action.due is None and action.review_on is None:
        open_tests[SmartTest.REALISTIC] = "Can it be done in the time there is?"
        open_tests[SmartTest.TIMESCALES] = "By when? A date, never “ASAP”."
    return {test: hint for test, hint in open_tests.items() if test not in action.smart}

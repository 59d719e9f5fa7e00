"""Turns the words of a condition into the structured condition that the audit evaluates."""

from __future__ import annotations

from qa_desktop.domain.condition import All, AnyOf, Comparison, Condition, Not, Test
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.values import Values

_COMPARISONS = {
    "is": Comparison.EQUALS,
    "is_one_of": Comparison.IN,
    "less_than": Comparison.LESS,
    "at_most": Comparison.AT_MOST,
    "more_than": Comparison.MORE,
    "at_least": Comparison.AT_LEAST,
}


def condition_from(values: Values, mistakes: Mistakes) -> Condition | None:
    """Return the condition, or None after noting what is wrong with it."""
    told = [key for key in ("all", "any", "not", "answered", *_COMPARISONS) if values.has(key)]
    if mistakes.dropped_in(values.path):
        return None
    if len(told) != 1:
        mistakes.add_dropped(
            Code.CONDITION_UNDECIDED.says(
                "a condition says one thing: all, any or not; or a question with one of is, is_one_of, answered, "
                "less_than, at_most, more_than or at_least"
            ),
            values.path,
        )
        return None
    return _joined(values, told[0]) or _test(values, told[0], mistakes)


def _joined(values: Values, key: str) -> Condition | None:
    match key:
        case "all":
            return All(values.conditions(key))
        case "any":
            return AnyOf(values.conditions(key))
        case "not":
            part = values.condition(key)
            return Not(part) if part else None
        case _:
            return None


def _test(values: Values, key: str, mistakes: Mistakes) -> Condition | None:
    question = values.text("question")
    if not question:
        mistakes.add_dropped(
            Code.CONDITION_WITHOUT_QUESTION.says('the key "question" is missing: whose answer decides?'), values.path
        )
        return None
    if key == "answered":
        test = Test(question, Comparison.ANSWERED)
        return test if values.flag(key) else Not(test)
    return Test(question, _COMPARISONS[key], values.answers(key))

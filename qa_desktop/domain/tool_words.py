"""Says the parts of a tool in the words of the people who use it: kinds of answers, conditions, settings."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum

from qa_desktop.domain.condition import All, AnyOf, Comparison, Condition, Not, Test
from qa_desktop.domain.tool import AnswerType, Item, Need, Section, SectionLayout, SubjectKind, Tool

SUBJECTS = {
    SubjectKind.CASE: "Case",
    SubjectKind.PRACTITIONER: "Practitioner",
    SubjectKind.SUPERVISION_FILE: "Supervision file",
    SubjectKind.SERVICE: "Service",
    SubjectKind.HOME: "Home",
    SubjectKind.AUTHORITY: "How the authority works",
}
ANSWERS = {
    AnswerType.SCALE: "Grade",
    AnswerType.YES_NO: "Yes or no",
    AnswerType.CHOICE: "One of a list",
    AnswerType.MULTIPLE_CHOICE: "Any of a list",
    AnswerType.TEXT: "Words",
    AnswerType.INTEGER: "Whole number",
    AnswerType.DECIMAL: "Number",
    AnswerType.PERCENT: "Percentage",
    AnswerType.DATE: "Date",
    AnswerType.PERSON: "Name",
    AnswerType.INITIALS: "Initials",
    AnswerType.SIGNATURE: "Signature",
    AnswerType.COMPUTED: "Worked out",
    AnswerType.CHECKLIST: "Points to tick",
    AnswerType.AUDIT: "Another audit",
}
NEEDS = {
    Need.MANDATORY: "needed before signing",
    Need.RECOMMENDED: "recommended",
    Need.OPTIONAL: "optional",
}
_LAYOUTS = {
    SectionLayout.SINGLE: "one judgement fills the page",
    SectionLayout.MATRIX: "a row for each question",
    SectionLayout.FORM: "one under the other",
    SectionLayout.TABLE: "a row for each that is added",
}
_SAID: dict[Enum, str] = dict((*SUBJECTS.items(), *ANSWERS.items(), *NEEDS.items(), *_LAYOUTS.items()))
_COMPARISONS = {
    Comparison.EQUALS: "is",
    Comparison.IN: "is",
    Comparison.LESS: "is less than",
    Comparison.AT_MOST: "is at most",
    Comparison.MORE: "is more than",
    Comparison.AT_LEAST: "is at least",
}


def item_name(item: Item) -> str:
    """Return what people call a question: its printed number and its wording."""
    return f"{item.number} {item.label}".strip()


def section_name(section: Section) -> str:
    """Return what people call a section: its printed number and its title."""
    return f"{section.number} {section.title}".strip()


def condition_words(tool: Tool, condition: Condition) -> str:
    """Return a condition as a person says it: “Is the case closed?” is “Yes”."""
    match condition:
        case Test():
            return _test_words(tool, condition)
        case All(parts):
            return _joined([_inside(tool, part) for part in parts], "and")
        case AnyOf(parts):
            return _joined([_inside(tool, part) for part in parts], "or")
        case Not(part):
            return f"it is not so that {_inside(tool, part)}"


def said(tool: Tool, value: object) -> str:
    """Return any value of a tool in words; empty for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, Test | All | AnyOf | Not):
        return condition_words(tool, value)
    if isinstance(value, Enum):
        return _enum_words(value)
    if isinstance(value, tuple):
        return ", ".join(_entry_words(tool, one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _fields_words(tool, value)
    raise TypeError(f"{type(value).__name__} is no part of a tool")


def _enum_words(value: Enum) -> str:
    return _SAID.get(value, str(value.value).replace("_", " "))


def _entry_words(tool: Tool, value: object) -> str:
    """Return one of a list; a pair is a name and what it stands for."""
    if isinstance(value, tuple):
        first, *rest = (said(tool, one) for one in value)
        return f"{first}: {', '.join(rest)}" if rest else first
    return said(tool, value)


def _fields_words(tool: Tool, value: object) -> str:
    """Return what a part of a tool says beyond what holds anyway, as "words: 40, step: 5"."""
    told = []
    for one in fields(value):  # type: ignore[arg-type]  # is_dataclass was asked by the caller
        own = getattr(value, one.name)
        if own not in (None, "", (), one.default):
            told.append(f"{one.name.replace('_', ' ')}: {said(tool, own)}")
    return ", ".join(told)


def _test_words(tool: Tool, test: Test) -> str:
    item = tool.item(test.subject)
    subject = f"“{item_name(item) if item else test.subject}”"
    if test.comparison is Comparison.ANSWERED:
        return f"{subject} is answered"
    values = [_value_words(tool, item, value) for value in test.values]
    return f"{subject} {_COMPARISONS[test.comparison]} {_joined(values, 'or')}"


def _value_words(tool: Tool, item: Item | None, value: str | float) -> str:
    labels: dict[str, str] = {}
    if item is not None:
        scale = tool.scale_of(item)
        labels = {point.code: point.label for point in scale.points} if scale else {}
        labels |= {choice.code: choice.label for choice in item.choices}
        if item.type is AnswerType.YES_NO:
            labels |= {"yes": "Yes", "no": "No"}
    return f"“{labels.get(str(value), said(tool, value))}”" if isinstance(value, str) else said(tool, value)


def _inside(tool: Tool, condition: Condition) -> str:
    """Return a condition as a part of another: what has parts of its own stands in brackets."""
    words = condition_words(tool, condition)
    return f"({words})" if isinstance(condition, All | AnyOf) else words


def _joined(words: list[str], last: str) -> str:
    *before, end = words or [""]
    return f"{', '.join(before)} {last} {end}" if before else end

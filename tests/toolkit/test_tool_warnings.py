"""What is allowed in a tool and hardly meant is told, and keeps nobody from using it."""

from pathlib import Path

import pytest

from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.check_keys import as_plain, check_keys
from qa_desktop.toolkit.checker import check_tool
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.yaml_reader import read_yaml

RESOURCES = Path(__file__).parents[2] / "resources"
TOOL = """
tool: t
version: "1"
title: T
authority: {code: ZZ, name: Z}
purpose: P
subject: case
source: {document: D, section: S, status: printed}
scales: [{id: s, title: S, points: [{code: low, label: L}, {code: mid, label: M}, {code: high, label: H}]}]
header:
  - {id: closed, label: Closed, type: yes_no}
sections:
  - id: a
    title: A
    questions:
      - {id: grade, label: G, type: scale, scale: s}
      - {id: many, label: M, type: multiple_choice, choices: [{code: x, label: X}, {code: z, label: Z}]}
      - {id: age, label: A, type: integer, limits: {least: 0, most: 18}}
      - {id: share, label: S, type: percent}
      - {id: day, label: D, type: date}
      - {id: words, label: W, type: text}
  - id: kids
    title: K
    repeat: {of: child}
    questions:
      - {id: seen, label: S, type: yes_no}
      - {id: why, label: W, type: text, shown_when: {all: [WITHIN]}}
  - id: b
    title: B
    shown_when: {all: [OUTER]}
    questions:
      - {id: asked, label: A, type: text, shown_when: {all: [INNER]}}
      - {id: after, label: A, type: text, shown_when: {all: [AFTER]}}
"""
ALWAYS = "{any: [{question: closed, answered: true}, {question: closed, answered: false}]}"


def warnings(**conditions: str) -> list[tuple[str, int]]:
    """Return where something is worth a look, with its line, in a tool with these conditions."""
    text = TOOL
    for place in ("WITHIN", "OUTER", "INNER", "AFTER"):
        text = text.replace(place, conditions.get(place.lower(), ALWAYS))
    told = check_tool(text.encode(), {}).warnings
    assert all(one.message.startswith("no answers fulfil this condition") and one.column for one in told)
    return [(one.where, one.line) for one in told]


INNER = [("sections > b > questions > asked > shown_when", 32)]


@pytest.mark.parametrize(
    "condition",
    [
        "{question: grade, is: low}, {question: grade, is: high}",
        "{question: grade, is: low}, {not: {question: grade, answered: true}}",
        "{question: grade, is: low}, {question: grade, answered: false}",
        "{not: {any: [{question: closed, answered: true}, {question: closed, answered: false}]}}",
        "{question: age, more_than: 18}",
        "{question: age, more_than: 4}, {question: age, less_than: 5}",
        "{question: share, at_least: 60}, {question: share, at_most: 50}",
        "{question: share, more_than: 100}",
        '{question: day, less_than: "2026-01-01"}, {question: day, more_than: "2026-01-01"}',
        "{question: words, is: one}, {question: words, is: two}",
        "{question: many, is: x}, {question: many, answered: false}",
    ],
)
def test_a_question_that_no_answers_bring_up_is_told(condition: str) -> None:
    assert warnings(inner=condition) == INNER


@pytest.mark.parametrize(
    "condition",
    [
        "{question: grade, is: low}, {question: closed, answered: false}",
        "{not: {question: grade, is_one_of: [low, mid, high]}}",
        "{question: age, more_than: 4}, {question: age, less_than: 6}",
        "{question: age, at_least: 18}",
        "{question: share, more_than: 50}, {question: share, less_than: 51}",
        '{question: day, more_than: "2026-01-01"}, {question: day, less_than: "2026-01-03"}',
        "{question: words, answered: true}, {not: {question: words, is: one}}",
        "{question: many, is: x}, {question: many, is: z}",
        '{question: seen, is: "yes"}, {question: seen, is: "no"}',
    ],
)
def test_a_question_that_some_answers_bring_up_is_not_told(condition: str) -> None:
    assert warnings(inner=condition) == []


def test_questions_about_the_same_child_are_seen_one_by_one() -> None:
    both = '{question: seen, is: "yes"}, {question: seen, is: "no"}'

    assert warnings(within=both) == [("sections > kids > questions > why > shown_when", 27)]


def test_a_question_is_told_that_its_section_keeps_from_being_asked() -> None:
    assert warnings(outer="{question: grade, is: low}", inner="{question: grade, is: high}") == INNER


def test_a_section_that_is_never_shown_is_told_once_for_all_in_it() -> None:
    never = "{question: grade, is: low}, {question: grade, is: high}"

    assert warnings(outer=never, inner="{question: grade, is: low}") == [("sections > b > shown_when", 30)]


def test_what_waits_for_a_question_that_is_never_asked_is_told_too() -> None:
    told = warnings(inner="{question: age, more_than: 18}", after="{question: asked, answered: true}")

    assert told == [*INNER, ("sections > b > questions > after > shown_when", 33)]


def test_what_waits_until_a_question_stays_open_is_fine_where_that_is_never_asked() -> None:
    assert warnings(inner="{question: age, more_than: 18}", after="{question: asked, answered: false}") == INNER


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("least: 50, most: 100", "least: 49, most: 100", "overlap from 49 to 49"),
        ("least: 50, most: 100", "least: 52, most: 100", "between 49 and 52 fall into no band"),
        ("least: 50, most: 100", "least: 50, most: 99", "above 99 fall into no band"),
        ("least: 0, most: 49", "least: 1, most: 49", "from 0 to below 1 fall into no band"),
        ("least: 1, most: 2}", "least: 1.5, most: 2}", "between 0.99 and 1.5 fall into no band"),
    ],
)
def test_gaps_and_overlaps_of_bands_are_told_with_their_line(
    old: str, new: str, expected: str, full_text: str, libraries: Libraries
) -> None:
    line = full_text[: full_text.index(old)].count("\n") + 1

    (warning,) = check_tool(full_text.replace(old, new, 1).encode(), libraries).warnings

    assert expected in warning.message
    assert warning.line == line


def test_a_file_with_mistakes_is_told_its_warnings_after_them(full_text: str, libraries: Libraries) -> None:
    text = full_text.replace("status: draft", "status: odd").replace("least: 0, most: 49", "least: 1, most: 49")

    with pytest.raises(SeveralProblems) as caught:
        check_tool(text.encode(), libraries)

    told = caught.value.sentence.splitlines()
    assert told[0] == "This tool file has 1 mistake and was not accepted."
    assert told[2] == "Allowed, and worth a look:"
    assert "fall into no band" in told[3]


def test_a_tool_that_is_being_written_is_told_its_warnings_and_stays_a_tool() -> None:
    text = TOOL.replace("INNER", "{question: age, more_than: 18}")
    for place in ("WITHIN", "OUTER", "AFTER"):
        text = text.replace(place, ALWAYS)
    keys = as_plain(read_yaml(text.encode(), []))
    assert isinstance(keys, dict)

    checked = check_keys(keys, {})

    assert checked.tool is not None
    assert checked.findings == ()
    assert [path for path, _ in checked.warnings] == [("sections", 2, "questions", 0, "shown_when")]


def test_nothing_in_a_shipped_tool_is_worth_a_look(shipped: ToolLibrary) -> None:
    told = {path.name: shipped.check(path).warnings for path in (RESOURCES / "tools").rglob("*.yaml")}

    assert {name: found for name, found in told.items() if found} == {}

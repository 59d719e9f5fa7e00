"""Tells what the checker found in the words of the editor: of fields and buttons, never of keys of a file."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa_desktop.domain.tool_edit.questions import question_named
from qa_desktop.domain.tool_edit.tree import Keys, text_at
from qa_desktop.toolkit.rule_book import Finding
from qa_desktop.toolkit.values import Path

_MISSING = {
    "title": "Write a title.",
    "label": "Write the words for this.",
    "text": "Write the point.",
    "purpose": "Say what the tool is for.",
    "statement": "Write what the person signs.",
    "document": "Say which document the tool comes from, or “Our own tool”.",
    "section": "Say which part of the document it comes from.",
    "version": "Give a version, such as 1.0.",
    "tool": "Give the tool a short name.",
    "code": "Give it a code.",
    "name": "Write the name.",
    "questions": "Add a question to this section.",
    "sections": "Add a section.",
    "points": "Add a point to this scale.",
    "scale": "Choose a scale.",
    "reason_label": "Write what is asked for the reason.",
    "columns": "Add the columns of the action plan.",
    "role": "Choose who signs.",
    "field": "Choose what the column holds.",
    "type": "Choose the kind of answer.",
    "computed": "Choose what is worked out.",
    "formula": "Choose what is worked out.",
    "from": "Choose the questions from which it is worked out.",
    "when": "Say when.",
    "of": "Say for each of what, such as child.",
    "least": "Say where the range begins.",
    "most": "Say where the range ends.",
    "grade": "Choose the grade.",
    "tell": "Write who is told.",
    "owner": "Write who sees to it.",
    "amount": "Write how many.",
    "unit": "Choose days, weeks or months.",
    "answers": "Choose the answers that raise the task.",
    "task": "Write the task.",
    "link": "Choose the question in which the other audit is chosen.",
    "months": "Write how many months.",
    "subject": "Choose what the audit is about.",
    "letter": "Write the letter.",
    "heading": "Write the heading.",
}
_LABELS = {"questions": "Write the question.", "header": "Write the question.", "choices": "Write this choice."}
_COLUMNS = {"what": "what will be done", "who": "who does it", "due": "by when"}

Say = Callable[[re.Match[str], Path, Keys], str]


def in_plain_words(finding: Finding, tree: Keys) -> str:
    """Return what is wrong and what to do, for somebody who has never seen a tool file."""
    path, message = finding
    for pattern, said in _SAYINGS:
        found = pattern.match(message)
        if found:
            return said if isinstance(said, str) else said(found, path, tree)
    sentence = re.sub(r'"([^"]*)"', r"“\1”", message[:1].upper() + message[1:])
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _missing(found: re.Match[str], path: Path, _: Keys) -> str:
    return _absent(found[1], path)


def _empty(_: re.Match[str], path: Path, _tree: Keys) -> str:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    return _absent(name, path)


def _absent(name: str, path: Path) -> str:
    if name == "label":
        owner = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
        return _LABELS.get(owner, _MISSING["label"])
    if name == "question":
        return "Write the question." if path[:1] == ("overall",) else "Choose the question whose answer decides."
    if name == "weight":
        return "Give a weight: the result is weighted."
    return _MISSING.get(name, f"“{name.replace('_', ' ')}” is missing. Write it.")


def _no_answer(found: re.Match[str], _: Path, tree: Keys) -> str:
    return f"“{found[1]}” is no answer to “{_named(tree, found[2])}”. Choose one of its answers."


def _not_ordered(found: re.Match[str], _: Path, tree: Keys) -> str:
    return f"“{_named(tree, found[1])}” is no number or date. Choose “is” or “is answered”."


def _number_wanted(found: re.Match[str], _: Path, tree: Keys) -> str:
    return f"“{_named(tree, found[1])}” is a number. Compare it with a number."


def _date_wanted(found: re.Match[str], _: Path, tree: Keys) -> str:
    return f"“{_named(tree, found[1])}” is a date. Write one such as 2026-03-31."


def _no_date(found: re.Match[str], _: Path, tree: Keys) -> str:
    return f"The value is worked out from “{_named(tree, found[1])}”, which is no date any more."


def _no_number(found: re.Match[str], _: Path, tree: Keys) -> str:
    return f"The value is worked out from “{_named(tree, found[1])}”, which is no number any more."


def _circle(found: re.Match[str], _: Path, tree: Keys) -> str:
    names = ", ".join(f"“{_named(tree, one)}”" for one in dict.fromkeys(found[1].split(" > ")) if one != "...")
    return f"These questions wait for each other: {names}. Change one of the conditions."


def _point_without_value(found: re.Match[str], path: Path, tree: Keys) -> str:
    label = text_at(tree, (*path, "label")) or found[1]
    return f"“{label}” counts in a result. Give it a value."


def _unfit_comment(found: re.Match[str], path: Path, _: Keys) -> str:
    if "descriptors" in path:
        return f"There is a descriptor for “{found[1]}”, which is no answer any more. Choose another scale."
    return f"“{found[1]}” is no answer to this question any more. Choose the answers again."


def _column(found: re.Match[str], _: Path, _tree: Keys) -> str:
    return f"Add a column for {_COLUMNS.get(found[1], found[1])}: an action says what, who and by when."


def _twice(found: re.Match[str], path: Path, _: Keys) -> str:
    match path[-1:]:
        case ("role",):
            return "There is a place for this signature already. Choose somebody else."
        case ("field",):
            return "There is a column for this already. Choose another."
        case ("guidance",):
            return f"A point with the name “{found[1]}” stands twice in this section. Take one of them away."
        case _:
            return f"“{found[1]}” is used twice. Give one of them another name or code."


def _named(tree: Keys, question_id: str) -> str:
    place = question_named(tree, question_id)
    return text_at(tree, (*place, "label")) or question_id if place is not None else question_id


_CHOOSE_ANSWER = "Choose the answer that decides."
_SAYINGS: tuple[tuple[re.Pattern[str], str | Say], ...] = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r'the key "(.*)" is missing: whose answer', "Choose the question whose answer decides."),
        (r'the key "(.*)" is missing', _missing),
        (r"this is empty", _empty),
        (r'unknown key "(.*)"; ', lambda m, _p, _t: f"“{m[1]}” is nothing that a tool says. Take it away below."),
        (r"a condition says one thing|write one answer", _CHOOSE_ANSWER),
        (r"write a list of answers", "Choose one answer or more."),
        (r"(\d+) characters; at most (\d+)", lambda m, _p, _t: f"{m[1]} characters. At most {m[2]} fit here."),
        (r"use letters, digits", "Use letters, digits, dots, hyphens and underscores, and no spaces."),
        (r"this holds a control", "This holds a character that cannot be shown. Type it anew."),
        (r"write a whole number", "Write a whole number."),
        (r"write a number", "Write a number."),
        (r'a question of type scale names its "scale"', "Choose the scale on which this question is answered."),
        (r"a question of type \w+ has no scale", "Only a question with a grade has a scale. Choose the kind anew."),
        (r'there is no scale "', "The scale that was chosen is not in this tool any more. Choose another."),
        (r'a question of type \w+ needs "choices"', "Add the choices."),
        (r"a question of type \w+ has no choices", "This kind of answer has no choices. Choose the kind anew."),
        (r'a question of type \w+ needs "computed"', "Choose what is worked out."),
        (r"a question of type \w+ has no", "Only a value that is worked out says how. Choose the kind anew."),
        (r"a checklist needs", "Add the points that are ticked, under “What good looks like”."),
        (r'there is no question "(.*)" in this section', "This section has no such question any more. Take it away."),
        (r'"(.*)" is no answer to "(.*)": (.*)', lambda m, _p, t: (
            f"“{m[1]}” is no answer to “{_named(t, m[2])}”: {m[3]}.")),
        (r'there is no question "', "The question that it depends on is not in this tool any more. Choose another."),
        (r'"(.*)" is no answer to "(.*)"; ', _no_answer),
        (r'"(.*)" is no answer to this question', _unfit_comment),
        (r'"(.*)" is no number or date', _not_ordered),
        (r'"(.*)" is no date;', _no_date),
        (r'"(.*)" is no number; name', _no_number),
        (r'"(.*)" is a number; compare', _number_wanted),
        (r'"(.*)" is a date; compare', _date_wanted),
        (r"these questions wait for each other: (.*); break", _circle),
        (r"least \((.*)\) is more than most \((.*)\)", lambda m, _p, _t: f"{m[1]} is more than {m[2]}. Swap them."),
        (r"a limit of words", "Only an answer in words has a limit of words."),
        (r"least, most and step", "Only a number has a least, a most and a step."),
        (r"a percentage lies", "A percentage lies between 0 and 100."),
        (r"a step is more", "A step is more than 0."),
        (r"answers side by side need", "Two parties or more are needed for answers side by side."),
        (r"only a question of type yes_no", "Only “yes or no” can say that “Yes” calls for something."),
        (r"layout: single", "A page with one judgement has exactly one question, with a grade. Choose another layout."),
        (r"every question of a matrix is of", "In a grid each question has a grade. Choose “Form”, or move this one."),
        (r"every question of a matrix has", "In a grid all questions have one scale. Choose the same as the first."),
        (r"the weights make (.*); they", lambda m, _p, _t: f"The weights make {m[1]}. They must make 100."),
        (r"the result is weighted", "Give a weight: the result is weighted."),
        (r"a weight counts only", "A weight counts only where the result is weighted. Take it away."),
        (r'a result counts the points, but "(.*)" of scale', _point_without_value),
        (r"bands have no meaning", "Named ranges belong to a counted result. Take them away, or choose another way."),
        (r'a column for "(.*)" is missing', _column),
        (r"one signatory seals", "Choose who seals the note, usually the auditor."),
        (r"only one signatory seals", "Only one person seals the note. Untick it here or there."),
        (r"the signatory who seals the document cannot", "Whoever seals the note always signs. Untick one of the two."),
        (r"the signatory who seals the document always", "Whoever seals the note always signs, unconditionally."),
        (r'"(.*)" is not on the scale of the overall', lambda m, _p, _t: (
            f"“{m[1]}” is not on the scale of the overall judgement any more. Choose another grade.")),
        (r"a tool without an overall judgement", (
            "This depends on the overall judgement, and the tool has none. Put that back, or take this out.")),
        (r'"(.*)" is nothing that can be translated', (
            "A translation belongs to words that are not in this tool any more. Take it away.")),
        (r'there is no stage "', "The stage that was chosen is not in this tool any more. Choose another."),
        (r'nobody can open the stage "|the stage "(.*)" waits for itself', (
            "The stages wait for each other, so that nobody can open them. Choose another one here.")),
        (r"say with opens_after", "Choose the stage before, which they are to have read."),
        (r'"\{(.*)\}" cannot be filled in', lambda m, _p, _t: (
            f"Nothing is filled in for “{{{m[1]}}}”. Write one of those that are listed.")),
        (r"a brace stands alone", "A brace stands alone. What is filled in stands between two, as in {month}."),
        (r"there are five SMART", "There are five SMART prompts, or none. Tick the box again for all five."),
        (r"write a colour", "Write a colour such as #1B5C68."),
        (r"write the day as year", "Write the day as year, month and day, such as 2027-04-01."),
        (r"(?:age|days_between|working_days_between|days_late|sum|percent|counts|differences) needs (.*)",
         lambda m, _p, _t: f"This is worked out from {m[1]}. Choose what is missing."),
        (r'"(.*)" is not graded on the same scale', lambda m, _p, t: (
            f"“{_named(t, m[1])}” is not graded on the same scale as the first. Untick one of them.")),
        (r"a header field has one answer", "What is asked at the start has one answer. Untick this."),
        (r"only a question of type audit", "Only “Another audit” can have this. Choose the kind anew."),
        (r"a record points to one audit", "A record points to one audit, whoever answers. Untick this."),
        (r"say what is taken over", "Choose what is taken over, or name a question of the other tool, not both."),
        (r"this answer cannot be taken over", "This kind of answer cannot be taken over. Untick it."),
        (r'"(.*)" asks for no audit', lambda m, _p, t: (
            f"“{_named(t, m[1])}” points to no other audit. Choose a question that does.")),
        (r'"(.*)" is asked several times', lambda m, _p, t: (
            f"“{_named(t, m[1])}” is asked several times. Choose a question that is asked once.")),
        (r"months by type of audit need", "Ask for the type of audit at the start, as one of a list, or leave it out."),
        (r"a header field stands alone", "What is asked at the start stands alone. Untick this."),
        (r"no question stands above this one", "No question stands above, to which this could belong. Untick this."),
        (r"this cannot belong to a question where", "Nothing belongs to answers that stand side by side. Untick this."),
        (r"every question of a table has a column", "In a table each question has a column of its own. Untick this."),
        (r"a table has a row for each", "A table has a row for each of something. Say of what below."),
        (r"a table has (\d+) columns", lambda m, _p, _t: (
            f"A table has {m[1]} columns at most. Choose another layout, or take questions out.")),
        (r"points to tick do not fit", "Points to tick do not fit into a column. Move this question to a form."),
        (r"a column of a table cannot", "A column of a table cannot have this. Untick it, or choose another layout."),
        (r'the answers of "(.*)" have no order', lambda m, _p, t: (
            f"The answers to “{_named(t, m[1])}” have no order. Choose a grade, a choice, a number or a date.")),
        (r"some sections come to a percentage", (
            "Some sections come to a percentage and some do not. Let all of them count in the same way.")),
        (r"the list needs at least one|write (\d+) or more", lambda m, _p, _t: (
            f"Write {m[1]} or more." if m[1] else "Choose one at least.")),
        (r'"(.*)" stands twice', _twice),
    )
)  # fmt: skip

"""Tells what the checker found in the words of the editor: of fields and buttons, never of keys of a file."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa_desktop.domain.tool_edit.questions import question_named
from qa_desktop.domain.tool_edit.tree import Keys, text_at
from qa_desktop.toolkit.mistake_codes import Code, Said
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

Names = tuple[str, ...]
Say = Callable[[Names, Path, Keys], str]


def in_plain_words(finding: Finding, tree: Keys) -> str:
    """Return what is wrong and what to do, for somebody who has never seen a tool file."""
    path, message = finding
    said = _SAYINGS.get(message.code) if isinstance(message, Said) else None
    if isinstance(message, Said) and said is not None:
        return said if isinstance(said, str) else said(message.names, path, tree)
    sentence = re.sub(r'"([^"]*)"', r"“\1”", message[:1].upper() + message[1:])
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _missing(names: Names, path: Path, _: Keys) -> str:
    return _absent(names[0], path)


def _empty(_: Names, path: Path, _tree: Keys) -> str:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    return _absent(name, path)


def _absent(name: str, path: Path) -> str:
    if name == "label":
        owner = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
        return _LABELS.get(owner, _MISSING["label"])
    if name == "question":
        return "Write the question." if path[:1] == ("overall",) else "Choose the question whose answer decides."
    if name == "weight":
        return _WEIGHT_MISSING
    return _MISSING.get(name, f"“{name.replace('_', ' ')}” is missing. Write it.")


def _no_answer(names: Names, _: Path, tree: Keys) -> str:
    return f"“{names[0]}” is no answer to “{_named(tree, names[1])}”. Choose one of its answers."


def _not_ordered(names: Names, _: Path, tree: Keys) -> str:
    return f"“{_named(tree, names[0])}” is no number or date. Choose “is” or “is answered”."


def _number_wanted(names: Names, _: Path, tree: Keys) -> str:
    return f"“{_named(tree, names[0])}” is a number. Compare it with a number."


def _date_wanted(names: Names, _: Path, tree: Keys) -> str:
    return f"“{_named(tree, names[0])}” is a date. Write one such as 2026-03-31."


def _no_date(names: Names, _: Path, tree: Keys) -> str:
    return f"The value is worked out from “{_named(tree, names[0])}”, which is no date any more."


def _no_number(names: Names, _: Path, tree: Keys) -> str:
    return f"The value is worked out from “{_named(tree, names[0])}”, which is no number any more."


def _circle(names: Names, _: Path, tree: Keys) -> str:
    told = ", ".join(f"“{_named(tree, one)}”" for one in dict.fromkeys(names) if one != "...")
    return f"These questions wait for each other: {told}. Change one of the conditions."


def _point_without_value(names: Names, path: Path, tree: Keys) -> str:
    label = text_at(tree, (*path, "label")) or names[0]
    return f"“{label}” counts in a result. Give it a value."


def _unfit_comment(names: Names, path: Path, _: Keys) -> str:
    if "descriptors" in path:
        return f"There is a descriptor for “{names[0]}”, which is no answer any more. Choose another scale."
    return f"“{names[0]}” is no answer to this question any more. Choose the answers again."


def _column(names: Names, _: Path, _tree: Keys) -> str:
    return f"Add a column for {_COLUMNS.get(names[0], names[0])}: an action says what, who and by when."


def _twice(names: Names, path: Path, _: Keys) -> str:
    match path[-1:]:
        case ("role",):
            return "There is a place for this signature already. Choose somebody else."
        case ("field",):
            return "There is a column for this already. Choose another."
        case ("guidance",):
            return f"A point with the name “{names[0]}” stands twice in this section. Take one of them away."
        case _:
            return f"“{names[0]}” is used twice. Give one of them another name or code."


def _named(tree: Keys, question_id: str) -> str:
    place = question_named(tree, question_id)
    return text_at(tree, (*place, "label")) or question_id if place is not None else question_id


_CHOOSE_ANSWER = "Choose the answer that decides."
_WEIGHT_MISSING = "Give a weight: the result is weighted."
_SAYINGS: dict[Code, str | Say] = {
    Code.CONDITION_WITHOUT_QUESTION: "Choose the question whose answer decides.",
    Code.MISSING_KEY: _missing,
    Code.EMPTY: _empty,
    Code.UNKNOWN_KEY: lambda names, _path, _tree: f"“{names[0]}” is nothing that a tool says. Take it away below.",
    Code.CONDITION_UNDECIDED: _CHOOSE_ANSWER,
    Code.NOT_ONE_ANSWER: _CHOOSE_ANSWER,
    Code.NO_LIST_OF_ANSWERS: "Choose one answer or more.",
    Code.TOO_LONG: lambda names, _path, _tree: f"{names[0]} characters. At most {names[1]} fit here.",
    Code.NO_IDENTITY: "Use letters, digits, dots, hyphens and underscores, and no spaces.",
    Code.UNKNOWN_WORD: lambda names, _path, _tree: f"“{names[0]}” is no choice here. Choose again.",
    Code.CONTROL_CHARACTER: "This holds a character that cannot be shown. Type it anew.",
    Code.NO_WHOLE_NUMBER: "Write a whole number.",
    Code.NO_NUMBER: "Write a number.",
    Code.SCALE_MISSING: "Choose the scale on which this question is answered.",
    Code.SCALE_DOES_NOT_FIT: "Only a question with a grade has a scale. Choose the kind anew.",
    Code.NO_SUCH_SCALE: "The scale that was chosen is not in this tool any more. Choose another.",
    Code.CHOICES_MISSING: "Add the choices.",
    Code.CHOICES_DO_NOT_FIT: "This kind of answer has no choices. Choose the kind anew.",
    Code.FORMULA_MISSING: "Choose what is worked out.",
    Code.FORMULA_DOES_NOT_FIT: "Only a value that is worked out says how. Choose the kind anew.",
    Code.CHECKLIST_WITHOUT_POINTS: "Add the points that are ticked, under “What good looks like”.",
    Code.NO_SUCH_QUESTION: "The question that it depends on is not in this tool any more. Choose another.",
    Code.NOT_IN_SECTION: "This section has no such question any more. Take it away.",
    Code.NO_SUCH_ANSWER: _no_answer,
    Code.REFUSED_ANSWER: lambda names, _path, tree: (
        f"“{names[0]}” is no answer to “{_named(tree, names[1])}”: {names[2]}."
    ),
    Code.ANSWER_DOES_NOT_FIT: _unfit_comment,
    Code.NOT_IN_ORDER: _not_ordered,
    Code.QUESTION_IS_NO_DATE: _no_date,
    Code.QUESTION_IS_NO_NUMBER: _no_number,
    Code.COMPARED_WITH_NO_NUMBER: _number_wanted,
    Code.COMPARED_WITH_NO_DATE: _date_wanted,
    Code.CIRCLE: _circle,
    Code.LEAST_ABOVE_MOST: lambda names, _path, _tree: f"{names[0]} is more than {names[1]}. Swap them.",
    Code.WORDS_OF_NO_TEXT: "Only an answer in words has a limit of words.",
    Code.LIMITS_OF_NO_NUMBER: "Only a number has a least, a most and a step.",
    Code.NO_PERCENTAGE: "A percentage lies between 0 and 100.",
    Code.STEP_TOO_SMALL: "A step is more than 0.",
    Code.ONE_PARTY_BESIDE_ITSELF: "Two parties or more are needed for answers side by side.",
    Code.CONCERN_OF_NO_YES: "Only “yes or no” can say that “Yes” calls for something.",
    Code.NO_SINGLE_JUDGEMENT: (
        "A page with one judgement has exactly one question, with a grade. Choose another layout."
    ),
    Code.MATRIX_WITHOUT_GRADE: "In a grid each question has a grade. Choose “Form”, or move this one.",
    Code.MATRIX_OF_TWO_SCALES: "In a grid all questions have one scale. Choose the same as the first.",
    Code.WEIGHTS_DO_NOT_ADD_UP: lambda names, _path, _tree: f"The weights make {names[0]}. They must make 100.",
    Code.WEIGHT_MISSING: _WEIGHT_MISSING,
    Code.WEIGHT_WITHOUT_USE: "A weight counts only where the result is weighted. Take it away.",
    Code.POINT_WITHOUT_VALUE: _point_without_value,
    Code.BANDS_WITHOUT_USE: "Named ranges belong to a counted result. Take them away, or choose another way.",
    Code.COLUMN_MISSING: _column,
    Code.NOBODY_SEALS: "Choose who seals the note, usually the auditor.",
    Code.SEVERAL_SEAL: "Only one person seals the note. Untick it here or there.",
    Code.SEALING_IS_OPTIONAL: "Whoever seals the note always signs. Untick one of the two.",
    Code.SEALING_DEPENDS: "Whoever seals the note always signs, unconditionally.",
    Code.NO_OVERALL_GRADE: lambda names, _path, _tree: (
        f"“{names[0]}” is not on the scale of the overall judgement any more. Choose another grade."
    ),
    Code.GRADE_OF_ITS_OWN: (
        "This gives the section a grade of its own. Choose another way, or let sections carry grades under “Overall "
        "judgement”."
    ),
    Code.NO_OVERALL_JUDGEMENT: (
        "This depends on the overall judgement, and the tool has none. Put that back, or take this out."
    ),
    Code.NOT_TRANSLATABLE: "A translation belongs to words that are not in this tool any more. Take it away.",
    Code.NO_SUCH_STAGE: "The stage that was chosen is not in this tool any more. Choose another.",
    Code.STAGE_NEVER_OPENS: ("The stages wait for each other, so that nobody can open them. Choose another one here."),
    Code.NOTHING_TO_HAVE_READ: "Choose the stage before, which they are to have read.",
    Code.NO_PLACEHOLDER: lambda names, _path, _tree: (
        f"Nothing is filled in for “{{{names[0]}}}”. Write one of those that are listed."
    ),
    Code.LONE_BRACE: "A brace stands alone. What is filled in stands between two, as in {month}.",
    Code.PROMPTS_MISSING: "There are five SMART prompts, or none. Tick the box again for all five.",
    Code.NO_COLOUR: "Write a colour such as #1B5C68.",
    Code.NO_DAY: "Write the day as year, month and day, such as 2027-04-01.",
    Code.INPUT_MISSING: lambda names, _path, _tree: f"This is worked out from {names[0]}. Choose what is missing.",
    Code.GRADED_OTHERWISE: lambda names, _path, tree: (
        f"“{_named(tree, names[0])}” is not graded on the same scale as the first. Untick one of them."
    ),
    Code.PARTIES_IN_HEADER: "What is asked at the start has one answer. Untick this.",
    Code.LINK_OF_NO_AUDIT: "Only “Another audit” can have this. Choose the kind anew.",
    Code.LINK_OF_SEVERAL: "A record points to one audit, whoever answers. Untick this.",
    Code.TAKEN_UNDECIDED: "Choose what is taken over, or name a question of the other tool, not both.",
    Code.CANNOT_BE_TAKEN: "This kind of answer cannot be taken over. Untick it.",
    Code.ASKS_FOR_NO_AUDIT: lambda names, _path, tree: (
        f"“{_named(tree, names[0])}” points to no other audit. Choose a question that does."
    ),
    Code.ASKED_SEVERAL_TIMES: lambda names, _path, tree: (
        f"“{_named(tree, names[0])}” is asked several times. Choose a question that is asked once."
    ),
    Code.AUDIT_TYPE_MISSING: "Ask for the type of audit at the start, as one of a list, or leave it out.",
    Code.TABLE_WITHOUT_ROWS: "A table has a row for each of something. Say of what below.",
    Code.TABLE_TOO_WIDE: lambda names, _path, _tree: (
        f"A table has {names[0]} columns at most. Choose another layout, or take questions out."
    ),
    Code.CHECKLIST_IN_TABLE: "Points to tick do not fit into a column. Move this question to a form.",
    Code.BESIDE_IN_HEADER: "What is asked at the start stands alone. Untick this.",
    Code.BESIDE_NOTHING: "No question stands above, to which this could belong. Untick this.",
    Code.BESIDE_PARTIES: "Nothing belongs to answers that stand side by side. Untick this.",
    Code.BESIDE_IN_TABLE: "In a table each question has a column of its own. Untick this.",
    Code.COLUMN_CANNOT: "A column of a table cannot have this. Untick it, or choose another layout.",
    Code.ROWS_WITHOUT_ORDER: lambda names, _path, tree: (
        f"The answers to “{_named(tree, names[0])}” have no order. Choose a grade, a choice, a number or a date."
    ),
    Code.PERCENTAGES_AND_SUMS: (
        "Some sections come to a percentage and some do not. Let all of them count in the same way."
    ),
    Code.LIST_TOO_SHORT: "Choose one at least.",
    Code.TOO_SMALL: lambda names, _path, _tree: f"Write {names[0]} or more.",
    Code.STANDS_TWICE: _twice,
}

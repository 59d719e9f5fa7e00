"""Writes sections and questions as rows of the survey, with their lists among the choices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import cast

from qa_desktop.toolkit.guidance_shape import POINT
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.tool_shape import COMMENT, QUESTION, SECTION
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.choice_lists import YES_NO
from qa_desktop.toolkit.xlsform.export_names import Names
from qa_desktop.toolkit.xlsform.export_texts import Texts
from qa_desktop.toolkit.xlsform.form import guidance_words
from qa_desktop.toolkit.xlsform.limits import calculation_from, constraint_from
from qa_desktop.toolkit.xlsform.own_columns import own_cells
from qa_desktop.toolkit.xlsform.write_book import LONGEST_CELL, Row

_TYPES = {
    "text": "text", "person": "text", "initials": "text", "integer": "integer", "decimal": "decimal",
    "percent": "decimal", "computed": "decimal", "date": "date", "signature": "image",
    "audit": "text",
}  # fmt: skip
SIGNED: Row = {"type": "image", "appearance": "signature", "parameters": "max-pixels=1024"}
_NAMED_BY_XLSFORM = ("text", "integer", "decimal", "date", "signature", "scale", "yes_no", "choice", "multiple_choice")
_QUESTION_ELSEWHERE = {
    "label",
    "help",
    "scale",
    "choices",
    "comment",
    "guidance",
    "shown_when",
    "group",
    "limits",
    "need",
}
_SECTION_ELSEWHERE = {"title", "statement", "questions", "every_question", "guidance", "shown_when"}


class Choices:
    """The choices sheet while it is filled."""

    def __init__(self, texts: Texts) -> None:
        self.rows: list[Row] = []
        self._names: set[str] = set()
        self._yes_no = ""
        self.texts = texts

    def add(self, name: str, rows: list[Row]) -> str:
        """Add a list under that name, or one like it that is free; return the name."""
        found = name
        while found in self._names:
            found = f"{found}_list"
        self._names.add(found)
        self.rows += [{"list_name": found, **row} for row in rows]
        return found

    def yes_no(self) -> str:
        """Return the name of the list with yes and no."""
        if not self._yes_no:
            self._yes_no = self.add("yes_no", [{"name": code, "label": label} for code, label in YES_NO.items()])
        return self._yes_no


class Points:
    """The sheet with what good looks like while it is filled."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, place: str, points: Plain) -> str:
        """Add the points of one place; return them as one text for a guidance hint, where a cell can hold it."""
        known = cast("list[Keys]", points or [])
        self.rows += [{"place": place, **own_cells(point, POINT, set(), "")} for point in known]
        text = guidance_words(known)
        return text if len(text) <= LONGEST_CELL else ""


Parts = tuple[Texts, Choices, Points]


def section_rows(section: Keys, names: Names, parts: Parts) -> list[Row]:
    """Return the rows of one section, from the one that begins its group to the one that ends it."""
    texts, _, points = parts
    own_id = str(section["id"])
    name = names.take(own_id)
    repeat = cast("Keys", section.get("repeat") or {})
    kind = "repeat" if repeat else "group"
    begin: Row = {"type": f"begin_{kind}", "name": name, "label": str(section["title"])}
    begin |= texts.take("label", f"sections/{own_id}/title")
    if repeat and repeat.get("least") == repeat.get("most") is not None:
        begin["repeat_count"] = str(repeat["least"])
    begin |= _shown(section, names)
    begin |= own_cells(section, SECTION, _SECTION_ELSEWHERE | ({"id"} if name == own_id else set()))
    rows = [begin, *_notes(section, name, names, points, texts)]
    for heading, questions in groupby(cast("list[Keys]", section["questions"]), lambda one: one.get("group")):
        held = [row for question in questions for row in question_rows(question, names, parts)]
        if heading:
            opened: Row = {"type": "begin_group", "name": names.take(f"{name}_group"), "label": str(heading)}
            held = [opened, *held, {"type": "end_group"}]
        rows += held
    return [*rows, {"type": f"end_{kind}"}]


def _notes(section: Keys, name: str, names: Names, points: Points, texts: Texts) -> Iterator[Row]:
    """Yield the note that states the section and carries what good looks like."""
    hint = points.add(f"section {section['id']}", section.get("guidance"))
    guidance: Row = {"guidance_hint": hint} if hint else {}
    if section.get("statement"):
        row: Row = {"type": "note", "name": names.take(f"{name}_statement"), "label": str(section["statement"])}
        yield {**row, **texts.take("label", f"sections/{section['id']}/statement"), **guidance}
    elif hint:
        label = "What good looks like"
        yield {
            "type": "note",
            "name": names.take(f"{name}_guidance"),
            "label": label,
            **guidance,
            "qa::part": "guidance",
        }


def question_rows(question: Keys, names: Names, parts: Parts) -> list[Row]:
    """Return the row of a question, and the one for its comment where it has one."""
    texts, _, points = parts
    own_id, kind = str(question["id"]), str(question["type"])
    row: Row = {"type": "", "name": names.of(own_id), "label": str(question["label"])}
    row |= texts.take("label", f"questions/{own_id}/label")
    if question.get("help"):
        row["hint"] = str(question["help"])
        row |= texts.take("hint", f"questions/{own_id}/help")
    if hint := points.add(f"question {own_id}", question.get("guidance")):
        row["guidance_hint"] = hint
    if question.get("need") == "mandatory":
        row["required"] = "yes"
    row |= {**_shown(question, names), **_answer_cells(question, names, parts)}
    elsewhere = set(_QUESTION_ELSEWHERE)
    if question.get("need") == "recommended":
        elsewhere.discard("need")
    if kind in _NAMED_BY_XLSFORM or row["type"] == "calculate":
        elsewhere |= {"type", "computed"}
    if names.of(own_id) == own_id:
        elsewhere.add("id")
    row |= own_cells(question, QUESTION, elsewhere)
    return [row, *_comment(question, names, texts)]


def _answer_cells(question: Keys, names: Names, parts: Parts) -> Row:
    """Return what a row says of the answer: its type, list, limits or calculation."""
    _, choices, _ = parts
    kind, name = str(question["type"]), names.of(str(question["id"]))
    match kind:
        case "scale":
            return {"type": f"select_one {question['scale']}"}
        case "yes_no":
            return {"type": f"select_one {choices.yes_no()}"}
        case "choice" | "multiple_choice":
            select = "select_one" if kind == "choice" else "select_multiple"
            return {"type": f"{select} {choices.add(f'{name}_choices', _choices(question, choices))}"}
        case "checklist":
            listed: list[Row] = [
                {"name": str(one["id"]), "label": str(one["text"])} for one in cast("list[Keys]", question["guidance"])
            ]
            return {"type": f"select_multiple {choices.add(f'{name}_points', listed)}"}
        case "signature":
            return SIGNED
        case "computed":
            text = calculation_from(cast("Keys", question["computed"]), dict(names.by_id))
            return {"type": "calculate", "calculation": text} if text else {"type": "decimal"}
        case _:
            return {"type": _TYPES[kind], **_limits(question)}


def _limits(question: Keys) -> Row:
    limits = cast("Keys", question.get("limits") or {})
    rest: Keys = {name: value for name, value in limits.items() if name in {"step", "words", "lines"}}
    own = own_cells({"limits": rest}, QUESTION, set()) if rest else {}
    constraint = constraint_from(limits)
    return {**({"constraint": constraint} if constraint else {}), **own}


def _choices(question: Keys, choices: Choices) -> list[Row]:
    rows: list[Row] = []
    for one in cast("list[Keys]", question["choices"]):
        said = choices.texts.take("label", f"questions/{question['id']}/choices/{one['code']}")
        rows.append({"name": str(one["code"]), "label": str(one["label"]), **said})
    return rows


def _shown(keys: Keys, names: Names) -> Row:
    condition = cast("Keys | None", keys.get("shown_when"))
    if not condition:
        return {}
    shown: Row = {"relevant": names.expression(condition)}
    if not names.comes_back(condition):
        shown |= own_cells({"shown_when": condition}, QUESTION, set())
    return shown


def _comment(question: Keys, names: Names, texts: Texts) -> Iterator[Row]:
    comment = cast("Keys | None", question.get("comment"))
    if not comment:
        return
    name = names.of(str(question["id"]))
    row: Row = {"type": "text", "name": names.take(f"{name}_comment"), "label": str(comment["label"])}
    row |= texts.take("label", f"questions/{question['id']}/comment")
    codes = cast("list[Plain]", comment.get("compulsory_for") or [])
    elsewhere = {"label", "compulsory_for"}
    condition: Keys = {"question": question["id"], "is_one_of": codes}
    if codes and len(codes) > 1 and names.comes_back(condition):
        row["required"] = names.expression(condition)
    elif codes and names.comes_back(one := {"question": question["id"], "is": codes[0]}) and len(codes) == 1:
        row["required"] = names.expression(one)
    elif codes:
        elsewhere.discard("compulsory_for")
    if comment.get("need") == "mandatory" and "required" not in row:
        row["required"] = "yes"
    if row.get("required") == "yes" or comment.get("need") == "optional":
        elsewhere.add("need")
    shown = _shown(question, names)
    relevant: Row = {"relevant": shown["relevant"]} if shown else {}
    yield {**row, **relevant, **own_cells(comment, COMMENT, elsewhere), "qa::part": "comment"}

"""Tells the answers of exported records in words, as rows, and counted by their registers: nothing of the product."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.figure_script import Row, lines_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST = 600
"""After so many characters an answer is cut in a table."""
UNITS = {
    "age": ("year", "years"),
    "days_between": ("day", "days"),
    "working_days_between": ("working day", "working days"),
    "days_late": ("day late", "days late"),
}


class Answers:
    """The answers of an export, by record."""

    def __init__(self, folder: Path, tools: Mapping[str, dict[str, Any]]) -> None:
        """Read them from a folder; `tools` are the definitions of tools, by id."""
        self._tools = tools
        self._of: dict[object, list[Row]] = defaultdict(list)
        self._asked: dict[tuple[str, str], str] = {}
        for one in lines_of(folder, "answers"):
            self._of[one["audit"]].append(one)
            self._asked[one["tool"], one["question"]] = one["label"]
        self._labels = {(one["list"], one["code"]): one["label"] for one in lines_of(folder, "codes")}
        taken_over = {
            question["id"]
            for tool in tools.values()
            for section in tool["sections"]
            for question in section["questions"]
            if question.get("taken_from")
        }
        every = (one for rows in self._of.values() for one in rows)
        self.on_scales = {one["question"] for one in every if one["type"] == "scale"} - taken_over
        """The questions that ask for a grade of their own."""
        self._repeated = {
            question["id"]
            for tool in tools.values()
            for section in tool["sections"]
            if section.get("repeat")
            for question in section["questions"]
        }
        self._formulas = {
            question["id"]: question["computed"]["formula"]
            for tool in tools.values()
            for asked in (tool.get("header", []), *(section["questions"] for section in tool["sections"]))
            for question in asked
            if question.get("computed")
        }

    def given(self, record: Row, question: str) -> list[Row]:
        """Return the answers to a question, each time that it was asked."""
        return [one for one in self._of[record["audit"]] if one["question"] == question and one["value"] is not None]

    def grades(self) -> dict[tuple[object, str, str], str]:
        """Return every answer on a scale, by audit, question and part."""
        return {
            (one["audit"], one["question"], one["part"] or ""): one["value"]
            for rows in self._of.values()
            for one in rows
            if one["question"] in self.on_scales and one["section"] and one["value"]
        }

    def has(self, record: Row, question: str, wanted: str) -> bool:
        """Tell whether a record has an answer, or one of several that are parted by commas."""
        codes = {code for one in self.given(record, question) for code in str(one["value"]).split(";")}
        return bool(codes & {one.strip() for one in wanted.split(",")})

    def said(self, one: Row) -> str:
        """Return an answer in words, with its comment as a sentence of its own."""
        value, comment = self._value(one), one["comment"] or ""
        end = "" if value.endswith((".", "!", "?", ":")) else "."
        return f"{value}{end} {comment}" if value and comment else value or comment

    def _value(self, one: Row) -> str:
        value, kind = one["value"], one["type"]
        if value is None or kind == "checklist":
            return ""
        if kind == "date":
            day = date.fromisoformat(value)
            return f"{day.day} {day:%B %Y}"
        if kind == "percent":
            return f"{one['value_number']:g}%"
        if kind == "computed" and one["value_number"] is not None:
            return self._worked_out(self._formulas[one["question"]], one["value_number"])
        if kind in ("integer", "decimal"):
            return f"{one['value_number']:g}"
        return ", ".join(str(one["value_label"]).split(";")) if one["value_label"] else str(value)

    def _worked_out(self, formula: str, number: float) -> str:
        if formula == "percent":
            return f"{number:g}%"
        if number == 0 and formula in ("age", "days_late"):
            return "under 1 year" if formula == "age" else "Not late"
        one, many = UNITS.get(formula, ("", ""))
        return f"{number:g} {one if number == 1 else many}".strip()

    def told(self, record: Row, questions: Sequence[str]) -> list[tuple[str, str]]:
        """Return (question, answer in words) of some questions in their order, those of the form's head first."""
        rows = [one for one in self._of[record["audit"]] if one["question"] in questions]
        head = [(one["label"], self._value(one)) for one in rows if not one["section"]]
        body = [one for one in rows if one["section"]]
        body.sort(key=lambda one: ((one["part"] or "")[1:], questions.index(one["question"])))
        return [(label, said) for label, said in (*head, *((one["label"], self.said(one)) for one in body)) if said]

    def by_section(self, record: Row) -> dict[str, list[tuple[str, str]]]:
        """Return (question, answer in words) of the whole body of a form, by section; names of people are left out."""
        found: dict[str, list[Row]] = defaultdict(list)
        for one in self._of[record["audit"]]:
            if one["section"] and one["type"] != "person" and self.said(one):
                found[one["section"]].append(one)
        for rows in found.values():
            rows.sort(key=lambda one: one["part"] or "")
        return {title: [(one["label"], self.said(one)) for one in rows] for title, rows in found.items()}

    def rows(self, record: Row, questions: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield a row for the record, or for each line of its plan: the day, and an answer to each question."""
        day = date.fromisoformat(record["day"])
        once: dict[str, str] = {}
        lines: dict[str, dict[str, str]] = defaultdict(dict)
        for one in self._of[record["audit"]]:
            if one["question"] in questions:
                into = lines[one["part"] or ""] if one["question"] in self._repeated else once
                into[one["question"]] = self.said(one) if one["section"] else self._value(one)
        for part in sorted(lines) or [""]:
            cells = tuple(_short(lines[part].get(one) or once.get(one, "")) for one in questions)
            if any(cells):
                yield (f"{day.day} {MONTHS[day.month - 1]} {day.year}", *cells)

    def entries(self, records: Iterable[Row], register: str) -> Iterator[tuple[str, Iterable[tuple[str, int]]]]:
        """Yield (day, how often each answer was given or what a number amounts to) of each entry of a register."""
        for record in records:
            for rule in self._tools.get(record["tool"], {}).get("registers", []):
                if rule["id"] == register and self._holds(record, rule.get("when")):
                    dated = self.given(record, rule["date"]) if rule.get("date") else []
                    yield dated[0]["value"] if dated else record["day"], self._counted(record, rule)

    def _counted(self, record: Row, rule: dict[str, Any]) -> Iterable[tuple[str, int]]:
        found: Counter[str] = Counter()
        for question in rule.get("count_by", []):
            for one in self.given(record, question):
                for code in str(one["value"]).split(";"):
                    said = self._labels[f"{record['tool']}/{question}", code]
                    found[f"{one['label'].rstrip('?')}: {said}" if one["type"] == "yes_no" else said] += 1
        for question in rule.get("add_up", []):
            for one in self.given(record, question):
                found[f"{one['label']} (added up)"] += int(one["value_number"])
        return found.items()

    def _holds(self, record: Row, when: dict[str, Any] | None) -> bool:
        if when is None:
            return True
        if when.keys() == {"not"}:
            return not self._holds(record, when["not"])
        assert when.keys() == {"question", "is"}, f"the script does not know the condition {when}"
        return self.has(record, when["question"], str(when["is"]))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"

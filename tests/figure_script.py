"""Works out what figures ought to say from an export in JSON Lines: plain Python, and nothing of the product.

Run it by hand: `python tests/figure_script.py FOLDER her-audit`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any, TypeVar

Row = dict[str, Any]
Name = TypeVar("Name", str, tuple[str, str])
Counts = dict[str, dict[str, int]]
LEVELS = ("outstanding", "good", "requires_improvement", "inadequate")
EXPECTED = ("outstanding", "good")
SECTIONS = ("dur-ca.1", "dur-ca.2", "dur-ca.3", "dur-ca.4", "dur-ca.5", "dur-ca.6")


@dataclass
class Case:
    """One case as figures count it: a form, with the grades that stand and the themes of all its forms."""

    form: Row
    grades: dict[str, str]
    themes: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Export:
    """The rows of an export."""

    audits: list[Row]
    grades: dict[object, dict[str, str]]
    """What each form itself answers, by question; overall among them."""
    themes: dict[object, set[tuple[str, str]]]
    actions: list[Row]
    points: dict[object, dict[str, set[str]]]
    """The points of checklists that were found."""

    def cases(self, tool: str) -> list[Case]:
        """Return each case of a tool once: the lead's form, else the peer's, with the moderator's grades."""
        forms = [one for one in self.audits if one["tool"] == tool and not one["replaced"]]
        found = [Case(one, self.grades[one["audit"]], self.themes[one["audit"]]) for one in forms if not one["seat"]]
        pairs: dict[str, dict[str, Row]] = defaultdict(dict)
        for one in forms:
            if one["seat"] in ("lead", "peer", "moderation"):
                pairs[one["pair"]][one["seat"]] = one
        for seats in pairs.values():
            base = seats.get("lead") or seats.get("peer")
            if base is None:
                continue
            own = dict(self.grades[base["audit"]])
            moderated = self.grades[seats["moderation"]["audit"]] if "moderation" in seats else {}
            own |= {item: grade for item, grade in moderated.items() if item in own or item == "overall"}
            tagged = set().union(*(self.themes[one["audit"]] for one in seats.values()))
            found.append(Case(base, own, tagged))
        return found

    def pairs(self, tool: str, first: str, second: str) -> list[tuple[Row, Row]]:
        """Return two forms of each case that has both, or first audits with their second readings."""
        forms = [one for one in self.audits if one["tool"] == tool and not one["replaced"]]
        if second == "second":
            by_id = {one["audit"]: one for one in forms}
            return [(by_id[one["pair"]], one) for one in forms if one["seat"] == "second" and one["pair"] in by_id]
        others = {one["pair"]: one for one in forms if one["seat"] == second}
        return [(one, others[one["pair"]]) for one in forms if one["seat"] == first and one["pair"] in others]


def read(folder: Path) -> Export:
    """Return the rows of the files in a folder."""
    audits = lines_of(folder, "audits")
    grades: dict[object, dict[str, str]] = {one["audit"]: {} for one in audits}
    points: dict[object, dict[str, set[str]]] = {one["audit"]: {} for one in audits}
    for one in audits:
        if one["overall"]:
            grades[one["audit"]]["overall"] = str(one["overall"])
    for one in lines_of(folder, "answers"):
        if one["type"] == "checklist":
            points[one["audit"]][str(one["question"])] = set(filter(None, str(one["value"] or "").split(";")))
        elif one["value"]:
            grades[one["audit"]][str(one["question"])] = str(one["value"])
    themes: dict[object, set[tuple[str, str]]] = {one["audit"]: set() for one in audits}
    for one in lines_of(folder, "themes"):
        themes[one["audit"]].add((str(one["kind"]), str(one["name"])))
    return Export(audits, grades, themes, lines_of(folder, "actions"), points)


def lines_of(folder: Path, table: str) -> list[Row]:
    """Return the rows of one table."""
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def group_of(audit: Row, by: str) -> str:
    """Return the group of an audit."""
    month = str(audit["month"])
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" if by == "quarter" else str(audit[by] or "")


def by_group(cases: Iterable[Case], by: str, item: str = "overall") -> Counts:
    """Return how often each grade was given, by group."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        if case.grades.get(item) in LEVELS:
            found[group_of(case.form, by)][case.grades[item]] += 1
    return {name: dict(of) for name, of in found.items()}


def shares(cases: Iterable[Case], item: str, group: Callable[[Case], Name]) -> dict[Name, tuple[int, int]]:
    """Return how many of how many grades are as expected, by group."""
    met: Counter[Name] = Counter()
    of: Counter[Name] = Counter()
    for case in cases:
        if case.grades.get(item) in LEVELS:
            of[group(case)] += 1
            met[group(case)] += case.grades[item] in EXPECTED
    return {name: (met[name], of[name]) for name in of}


def control(cases: Iterable[Case], since: str) -> tuple[float, dict[str, tuple[float, float]], set[str]]:
    """Return the middle line, the limits of each month, and the months that are more than chance."""
    told = sorted(shares(cases, "overall", lambda case: str(case.form["month"])).items())
    before = [of for month, of in told if month < since]
    base = before if len(before) >= 8 else [of for _, of in told]
    middle = sum(met for met, _ in base) / sum(of for _, of in base)
    limits, beyond = {}, set()
    for month, (met, of) in told:
        error = 3 * sqrt(middle * (1 - middle) / of)
        limits[month] = (max(0.0, middle - error), min(1.0, middle + error))
        if not limits[month][0] <= met / of <= limits[month][1]:
            beyond.add(month)
    for side in ([one for one in told if one[0] < since], [one for one in told if one[0] >= since]):
        signs = [(month, met / of > middle) for month, (met, of) in side if met / of != middle]
        for at in range(len(signs) - 7):
            if len({above for _, above in signs[at : at + 8]}) == 1:
                beyond |= {month for month, _ in signs[at : at + 8]}
    return middle, limits, beyond


def themes(cases: Iterable[Case]) -> dict[tuple[str, str], int]:
    """Return of how many cases each theme was tagged, by kind and name."""
    return dict(Counter(theme for case in cases for theme in case.themes))


def differences(export: Export, tool: str, first: str, second: str) -> dict[str, tuple[int, ...]]:
    """Return of each question how often two forms gave the same grade, one apart, more apart; who gave the better."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for one, other in export.pairs(tool, first, second):
        own, theirs = export.grades[one["audit"]], export.grades[other["audit"]]
        for item in own.keys() & theirs.keys():
            if own[item] in LEVELS and theirs[item] in LEVELS:
                apart = LEVELS.index(theirs[item]) - LEVELS.index(own[item])
                found[item][min(2, abs(apart))] += 1
                if apart:
                    found[item][3 if apart > 0 else 4] += 1
    return {item: tuple(of) for item, of in found.items()}


def open_actions(export: Export, tool: str, by: str, today: date) -> Counts:
    """Return how many actions are open, by group and how many months they are late."""
    audits = {one["audit"]: one for one in export.audits if one["tool"] == tool}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in export.actions:
        if one["audit"] in audits and one["stage"] == "open":
            late = (today - date.fromisoformat(str(one["due"]))).days if one["due"] else None
            band = "none" if late is None else "not_yet" if late <= 0 else f"late_{min(3, (late - 1) // 30)}"
            found[group_of(audits[one["audit"]], by)][band] += 1
    return {name: dict(of) for name, of in found.items()}


def held(export: Export, tool: str) -> dict[str, dict[str, int]]:
    """Return of each section of Durham's form how often strengths and areas were noted, and points found."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in export.cases(tool):
        audit = case.form["audit"]
        for section in (*SECTIONS, "dur-ca"):
            for what in ("strengths", "improvement"):
                key = f"{section}.{what}"
                found[key]["yes" if export.grades[audit].get(key) else "no"] += 1
        for question, points in export.points[audit].items():
            for point in points:
                found[f"{question}#{point}"]["yes"] += 1
    return {key: dict(of) for key, of in found.items()}


def feedback(export: Export, tool: str, question: str) -> dict[str, dict[str, int]]:
    """Return how often each kind was recorded, by quarter."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in export.audits:
        if one["tool"] == tool:
            found[group_of(one, "quarter")][export.grades[one["audit"]][question]] += 1
    return {name: dict(of) for name, of in found.items()}


def quotas(
    export: Export, expected: Iterable[Row], posts: dict[str, str], auditor: str, month: str
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return how many audits each person did in a month, of how many expected, and how many are missing.

    By quota and name. `expected` are the quotas of an authority's settings; one auditor made all audits of the export.
    An amendment belongs to what it corrects, and an audit counts in the month of its last meeting.
    """
    found = {}
    for quota in expected:
        if quota["per"] != "month":
            continue
        done = sum(
            one["tool"] in quota["tools"] and one["month"] == month and not one["amends"] for one in export.audits
        )
        for name, post in posts.items():
            if post in quota["role"].split(" or "):
                own = done if name == auditor else 0
                found[quota["id"], name] = (own, quota["least"], max(0, quota["least"] - own))
    return found


if __name__ == "__main__":
    told = read(Path(sys.argv[1])).cases(sys.argv[2])
    print(json.dumps({by: by_group(told, by) for by in ("month", "team", "service", "category")}, indent=1))  # noqa: T201 - run by hand

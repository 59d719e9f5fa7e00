"""Reads an export in JSON Lines as cases and records, each case once: plain Python, and nothing of the product."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.figure_script import Row, lines_of
from tests.report_answers import MONTHS, Answers

Settings = dict[str, Any]
Line = tuple[Any, ...]
SEATS = {"lead": "Lead", "peer": "Peer", "moderation": "moderator"}
PERCENT_FROM = 10


@dataclass(frozen=True)
class Period:
    """First and last month, as 2026-07; of weeks also their first and last day."""

    first: str
    last: str
    days: tuple[str, str] = ("", "")

    def has(self, form: Row) -> bool:
        """Whether a form is of this time."""
        start, end = self.days
        day, month = str(form["day"]), str(form["month"])
        return self.first <= month <= self.last and start <= day <= (end or "9999")

    @property
    def weeks(self) -> list[str]:
        """The weeks that are told of one of weeks: its own, and so many before that they are six."""
        first, last = map(date.fromisoformat, self.days)
        many = max(6, ((last - first).days + 1) // 7)
        return [week((last - timedelta(days=7 * back)).isoformat()) for back in reversed(range(many))]

    @property
    def months(self) -> list[str]:
        """Every month of it."""
        return between(self.first, self.last)

    def since(self, months: int) -> Period:
        """The same from so many months earlier on."""
        number = int(self.first[:4]) * 12 + int(self.first[5:]) - 1 - months
        return Period(f"{number // 12}-{number % 12 + 1:02}", self.last, ("", self.days[1]))


def between(first: str, last: str) -> list[str]:
    """Return every month from one to another."""
    start, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def quarter(month: str) -> str:
    """Return the quarter of a month."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def week(day: str) -> str:
    """Return the week of a day."""
    year, number, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{number:02}"


def label(period: str) -> str:
    """Return a month, quarter or week as reports write it."""
    year, rest = period.split("-")
    return f"{rest} {year}" if rest[0] in "QW" else f"{MONTHS[int(rest) - 1]} {year}"


@dataclass
class Case:
    """One case as figures count it: its form, the grades that stand as (item, scale, grade), its forms' themes."""

    form: Row
    grades: list[tuple[str, str, str]]
    themes: set[tuple[str, str]] = field(default_factory=set)


class Exported:
    """What an export says of the cases of all tools."""

    def __init__(self, folder: Path, authority: Path, tools: Iterable[Path]) -> None:
        """Read the export in a folder, an authority's settings, and what the files of tools define."""
        self.audits = lines_of(folder, "audits")
        self.actions = lines_of(folder, "actions")
        self.themes = lines_of(folder, "themes")
        self.grades: dict[object, list[tuple[str, str, str]]] = defaultdict(list)
        self.parts: dict[object, list[Row]] = defaultdict(list)
        self.final: dict[object, Counter[tuple[str, str, str]]] = defaultdict(Counter)
        """What the export itself says that figures count."""
        for one in lines_of(folder, "grades"):
            if not one["settled_by"]:
                self.grades[one["audit"]].append((one["item"], one["scale"], one["grade"]))
                self.parts[one["audit"]].append(one)
            if one["final"]:
                self.final[one["audit"]][one["item"], one["scale"], one["grade"]] += 1
        self.tools = {one["tool"]: one for one in map(_yaml, tools)}
        self.answers = Answers(folder, self.tools)
        self.settings: Settings = _yaml(authority)
        self.titles = {one["tool"]: one["tool_title"] for one in self.audits}
        self.scales: dict[str, list[Row]] = defaultdict(list)
        for one in lines_of(folder, "codes"):
            self.scales[one["list"]].append(one)
        self.every_case = list(self._cases())

    def _cases(self) -> Iterator[Case]:
        """Yield each case once: an audit by itself, the lead's form, else the peer's, as the moderator settled it."""
        tagged: dict[object, set[tuple[str, str]]] = defaultdict(set)
        for one in self.themes:
            tagged[one["audit"]].add((one["kind"], one["name"].casefold()))
        forms = [one for one in self.audits if not one["replaced"]]
        pairs: dict[str, dict[str, Row]] = defaultdict(dict)
        for one in forms:
            if one["seat"] in SEATS:
                pairs[one["pair"]][one["seat"]] = one
        for one in forms:
            if one["seat"] == "second":
                continue
            if one["seat"] not in SEATS:
                yield Case(one, self.grades[one["audit"]], tagged[one["audit"]])
                continue
            seats = pairs[one["pair"]]
            if one is not (seats.get("lead") or seats.get("peer")):
                continue
            own = self.grades[one["audit"]]
            settled = self.grades[seats["moderation"]["audit"]] if "moderation" in seats else []
            gone, given = {item for item, _, _ in settled}, {item for item, _, _ in own}
            stand = [of for of in own if of[0] not in gone]
            stand += [of for of in settled if of[0] == "overall" or of[0] in given]
            yield Case(one, stand, set().union(*(tagged[of["audit"]] for of in seats.values())))

    def cases(self, tools: Iterable[str], period: Period) -> list[Case]:
        """Return the cases of some tools in a period."""
        wanted = set(tools)
        return [one for one in self.every_case if one.form["tool"] in wanted and period.has(one.form)]

    def records(self, tools: Iterable[str], period: Period) -> list[Row]:
        """Return the records of some tools in a period, tool by tool, the latest first."""
        found = []
        for tool in tools:
            own = [one.form for one in self.cases([tool], period)]
            found += sorted(own, key=lambda one: str(one["day"]), reverse=True)
        return found

    def question_grades(self) -> dict[tuple[object, str, str], str]:
        """Return each form's own grade of each question, by audit, question and part."""
        every = (one for rows in self.parts.values() for one in rows if one["item"] in self.answers.on_scales)
        return {(one["audit"], one["item"], one["part"] or ""): one["grade"] for one in every}

    def share(self, scale: str, counts: Sequence[int]) -> str | None:
        """Return how many are as expected, in words; None where the scale has no levels."""
        ranked = [one for one in self.scales[scale] if one["rank"] is not None]
        if not ranked:
            return None
        said = str(self.settings.get("figures", {}).get("standard", "")).casefold()
        named = [one["rank"] for one in ranked if said and said in (one["label"].casefold(), one["code"])]
        expected = named[0] if named else ranked[1 if len(ranked) > 2 else 0]["rank"]
        codes = [one["code"] for one in self.scales[scale]]
        told = [(one["rank"], counts[codes.index(one["code"])]) for one in ranked]
        met, of = sum(count for rank, count in told if rank <= expected), sum(count for _, count in told)
        return f"{met} of {of}" + (f" ({round(100 * met / of)}%)" if of >= PERCENT_FROM else "") if of else ""

    def row(self, scale: str, counts: Counter[str]) -> Line:
        """Return how often each point of a scale was given, together, and how many are as expected."""
        told = [counts[one["code"]] for one in self.scales[scale]]
        share = self.share(scale, told)
        return (*told, sum(told), *(() if share is None else (share,)))

    def bars(
        self, cases: Iterable[Case], of: Callable[[Case, str], str | None], names: Sequence[str] = ()
    ) -> list[Line]:
        """Return ("bars", scale, rows by name) of each scale; `of` says to which group a grade of an item belongs."""
        counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for case in cases:
            for item, scale, grade in case.grades:
                name = of(case, item)
                if name is not None:
                    counts[scale][name.casefold()][grade] += 1
        order = sorted(counts, key=lambda one: (-sum(sum(each.values()) for each in counts[one].values()), one))
        return [
            ("bars", scale, {name: self.row(scale, counts[scale][name]) for name in (*counts[scale], *names)})
            for scale in order
        ]


def _yaml(file: Path) -> Settings:
    found: Settings = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found

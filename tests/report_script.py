"""Works out what reports ought to say from an export in JSON Lines, part by part, by what docs/reports.md says of each.

Plain Python and nothing of the product: it reads the export, and the settings of templates, tools and authorities as
the YAML files have them. Everything comes out as lines to compare: ("bars", ...), ("table", ...), ("heading", text).
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.figure_script import Row
from tests.report_cases import SEATS, Exported, Line, Period, Settings, label, quarter, week

KINDS = {"strength": "Strength", "development": "Area for development"}
AGES = ("No day", "Not due yet", "1 to 30 days late", "31 to 60 days late", "61 to 90 days late", "Over 90 days late")
QUOTED = 5
EVER = Period("0001-01", "9999-12")


@dataclass(frozen=True)
class Asked:
    """One report: the export, its template, its period, and what was given for it."""

    export: Exported
    template: Settings
    period: Period
    today: date
    measured: Path
    topic: str = ""
    hides: bool = False
    """Whether its readers may not open the records."""

    def told(self, part: Settings) -> list[Line]:
        """Return what a part says; raise KeyError for a kind that this script does not know."""
        return list(PARTS[part["part"]](self, part))

    def tools(self, part: Settings) -> list[str]:
        """Return whose records a part tells."""
        return list(part.get("tools") or self.template["tools"])

    def counted(self, part: Settings) -> list[Row]:
        """Return the records of a part that have the answers for which it asks."""
        where = part.get("where", {})
        return [
            one
            for one in self.export.records(self.tools(part), self.period)
            if all(self.export.answers.has(one, question, str(wanted)) for question, wanted in where.items())
        ]


def _grades(asked: Asked, part: Settings) -> Iterator[Line]:
    found = False
    for tool in asked.template["tools"]:
        number = len(asked.export.cases([tool], asked.period))
        if not number:
            continue
        found = True
        yield "text", f"{asked.export.titles[tool]}: {number} audit{'' if number == 1 else 's'}."
        period = asked.period if part.get("by") else asked.period.since(5)
        yield from _over_time(asked, tool, period, "month")
    if not found:
        yield "text", part.get("none", "No audit was signed in this period.")


def _over_time(asked: Asked, tool: str, period: Period, step: str, item: str = "overall", **of: str) -> list[Line]:
    """Return the grades of an item by month or quarter, from the first on that has any."""
    name = quarter if step == "quarter" else str
    cases = [
        one for one in asked.export.cases([tool], period) if all(_same(one.form[key], it) for key, it in of.items())
    ]
    now = f"{asked.today:%Y-%m}"
    names = list(dict.fromkeys(name(month) for month in period.months))
    told = []
    for what, scale, rows in asked.export.bars(
        cases, lambda case, key: name(case.form["month"]) if key == item else None, [one.casefold() for one in names]
    ):
        there = [one.casefold() for one in names if any(count for count in rows[one.casefold()] if count != "")]
        last = max(there[-1], name(now).casefold())
        told.append((what, scale, {key: row for key, row in rows.items() if there[0] <= key <= last}))
    return told


def _domains(asked: Asked, part: Settings) -> Iterator[Line]:
    every = [
        line
        for tool in asked.template["tools"]
        for line in asked.export.bars(asked.export.cases([tool], asked.period), lambda _, item: item)
        if set(line[2]) != {"overall"}
    ]
    yield from every or [("text", part.get("none", "No section was graded in this period."))]


def _groups(asked: Asked, part: Settings) -> Iterator[Line]:
    by, found = part.get("by", "team"), False
    for tool in asked.template["tools"]:
        cases = asked.export.cases([tool], asked.period)
        bars = asked.export.bars(cases, lambda case, item: case.form[by] or "" if item == "overall" else None)
        yield from bars
        if cases and not bars:
            numbers = Counter((one.form[by] or "not entered").casefold() for one in cases)
            yield "table", {(name, "audits"): number for name, number in numbers.items()}
        found = found or bool(cases)
    if not found:
        yield "text", part.get("none", "No audit was signed in this period.")


def _map(asked: Asked, part: Settings) -> Iterator[Line]:
    by = part.get("by", "team")
    for tool in asked.template["tools"]:
        cells: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        cases = [one for one in asked.export.cases([tool], asked.period) if one.form[by]]
        for _, scale, rows in asked.export.bars(cases, lambda case, item: f"{item}\n{case.form[by]}"):
            for name, row in rows.items():
                item, _, group = name.partition("\n")
                cells[scale][item, group] = row[-1].split(" (")[0]
        yield from (("map", scale, told) for scale, told in cells.items())


def _trend(asked: Asked, part: Settings) -> Iterator[Line]:
    step, back = ("quarter", 21) if len(asked.period.months) > 1 else ("month", 5)
    period, by = asked.period.since(back), part.get("by", "department")
    found = False
    for tool in asked.template["tools"]:
        cases = asked.export.cases([tool], period)
        if by == "department":
            lines = _over_time(asked, tool, period, step)
        elif by == "domain":
            items = sorted({item for one in cases for item, _, _ in one.grades if item != "overall"})
            lines = [line for item in items for line in _over_time(asked, tool, period, step, item)]
        else:
            names = sorted({str(one.form[by]).casefold() for one in cases if one.form[by]})
            lines = [line for name in names for line in _over_time(asked, tool, period, step, **{by: name})]
        yield from lines
        found = found or bool(lines)
    if not found:
        yield "text", part.get("none", "No audit was signed in this period.")


def _theme_counts(asked: Asked, part: Settings) -> Counter[tuple[str, str]]:
    return Counter(theme for one in asked.export.cases(asked.tools(part), asked.period) for theme in one.themes)


def _themes(asked: Asked, part: Settings) -> Iterator[Line]:
    told = {(name, KINDS[kind], "cases"): number for (kind, name), number in _theme_counts(asked, part).items()}
    yield ("table", told) if told else ("text", part["none"])


def _themes_by_group(asked: Asked, part: Settings) -> Iterator[Line]:
    by = part.get("by", "team")
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in asked.export.cases(asked.tools(part), asked.period):
        group = label(one.form["month"]) if by == "month" else one.form[by] or "Not entered"
        counts.update((name, KINDS[kind], group.casefold()) for kind, name in one.themes)
    groups = {group for _, _, group in counts} | {label(one).casefold() for one in asked.period.months if by == "month"}
    named = {(name, kind) for name, kind, _ in counts}
    yield (
        ("table", {(*of, group): counts[*of, group] for of in named for group in groups})
        if counts
        else (
            "text",
            part["none"],
        )
    )


def quotes(asked: Asked, part: Settings, kind: str, name: str) -> list[tuple[str, str]]:
    """Return what may be quoted of a theme: the words that somebody redacted, with where they are from."""
    forms = {
        one["audit"]: one
        for one in asked.export.audits
        if not one["replaced"] and one["seat"] != "second" and one["tool"] in asked.tools(part)
        and asked.period.has(one)
    }  # fmt: skip
    return [
        (one["public"], f"{forms[one['audit']]['tool_title']}, {label(forms[one['audit']]['month'])}")
        for one in asked.export.themes
        if one["audit"] in forms and one["public"] and (one["kind"], one["name"].casefold()) == (kind, name)
    ]


def _found(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield a heading for each theme of a kind, with what may be quoted of it and how many quotations are told."""
    told = sorted(_theme_counts(asked, part).items(), key=lambda one: (-one[1], one[0][1]))
    own = [(kind, name, number) for (kind, name), number in told if part.get("themes") in (None, kind)]
    for kind, name, number in own:
        may = quotes(asked, part, kind, name)
        many = min(QUOTED, len({words.casefold() for words, _ in may}))
        yield "found", f"{name} ({number} case{'' if number == 1 else 's'})", set(may), many
    if not own:
        yield "text", part["none"]


def _records(asked: Asked, part: Settings) -> Iterator[Line]:
    yield from list(_told_records(asked, part, asked.counted(part))) or [("text", part["none"])]


def _told_records(asked: Asked, part: Settings, found: Iterable[Row]) -> Iterator[Line]:
    for one in found:
        questions = part.get("questions", [])
        told = {"": asked.export.answers.told(one, questions)} if questions else asked.export.answers.by_section(one)
        if any(told.values()):
            is_named = asked.export.tools[one["tool"]]["subject"] == "service" and not asked.hides
            title = f"{one['tool_title']}: {one['subject']}" if is_named else one["tool_title"]
            yield "heading", f"{title}, {printed(one['day'])}"
        for section, answers in told.items():
            yield from [("section", section)] if section else []
            for asks, said in answers:
                yield "text", f"{asks} {said}" if asks.endswith("?") else f"{asks}: {said}"


def _response(asked: Asked, part: Settings) -> Iterator[Line]:
    every = asked.export.records(asked.tools(part), EVER)
    first, last = (date(int(one[:4]), int(one[5:]), 1) for one in (asked.period.first, asked.period.last))
    names = {
        f"{first:%B} to {last:%B} {last.year}",
        f"Q{(last.month + 2) // 3} {last.year}",
        f"{last.year}-Q{(last.month + 2) // 3}",
    }
    found = [one for one in every if any(name in one["subject"] for name in names)]
    yield from list(_told_records(asked, part, found)) or [("text", part["none"])]


def _table(asked: Asked, part: Settings) -> Iterator[Line]:
    rows = [row for one in asked.counted(part) for row in asked.export.answers.rows(one, part["questions"])]
    yield ("rows", rows) if rows else ("text", part["none"])


def _register(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield how many entries a register has, what was answered in them and what numbers amount to."""
    is_year = len(asked.period.months) == 12
    period = asked.period.since(5) if len(asked.period.months) == 1 else asked.period
    now = f"{asked.today:%Y-%m}"
    columns = list(dict.fromkeys(quarter(one) if is_year else one for one in period.months if one <= now))
    if any(asked.period.days):
        columns = asked.period.weeks
    counts: Counter[tuple[str, str]] = Counter()
    live = (one for one in asked.export.audits if not one["replaced"])
    for day, answered in asked.export.answers.entries(live, part["register"]):
        column = week(day) if any(asked.period.days) else quarter(day[:7]) if is_year else day[:7]
        if column in columns:
            counts["Entries", column] += 1
            for what, number in answered:
                counts[what, column] += number
    named = {what for (what, _), number in counts.items() if number}
    told = sorted((what, tuple(counts[what, one] for one in columns)) for what in named)
    yield ("counts", tuple(label(one) for one in columns), told) if "Entries" in named else ("text", part["none"])


def _actions(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield how many actions of the report's forms are open today, by team and how late, and together."""
    own = {one["audit"]: one["team"] for one in asked.export.audits if one["tool"] in asked.tools(part)}
    counts: Counter[tuple[str, str]] = Counter()
    for one in asked.export.actions:
        if one["audit"] in own and one["stage"] == "open":
            late = (asked.today - date.fromisoformat(one["due"])).days if one["due"] else None
            band = 0 if late is None else 1 if late <= 0 else min(5, 2 + (late - 1) // 30)
            for column in (AGES[band].casefold(), "total"):
                counts[(own[one["audit"]] or "Not entered").casefold(), column] += 1
    teams, bands = {team for team, _ in counts}, {band for _, band in counts}
    told = {(team, band): counts[team, band] for team in teams for band in bands}
    yield ("table", told) if told else ("text", part["none"])


def _differences(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield of each two forms how often they gave the same grade, one apart, more apart; and who gave the better."""
    forms = [one for one in asked.export.audits if not one["replaced"]]
    found = False
    for tool in asked.template["tools"]:
        for first, second in (("lead", "peer"), ("lead", "moderation"), ("peer", "moderation")):
            others = {one["pair"]: one for one in forms if one["seat"] == second}
            own = [
                (one, others[one["pair"]])
                for one in forms
                if one["seat"] == first and one["pair"] in others and one["tool"] == tool
                and asked.period.has(one)
            ]  # fmt: skip
            rows = sorted(_apart(asked.export, own).values())
            if rows:
                found = True
                yield "apart", f"{SEATS[first]} and {SEATS[second]}", rows
    if not found:
        yield "text", part["none"]


def _apart(export: Exported, forms: Iterable[tuple[Row, Row]]) -> dict[tuple[str, str], tuple[int, ...]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 6)
    for one, other in forms:
        theirs = {(of["item"], of["part"], of["scale"]): of["grade"] for of in export.parts[other["audit"]]}
        for of in export.parts[one["audit"]]:
            grade = theirs.get((of["item"], of["part"], of["scale"]))
            places = [each["code"] for each in export.scales[of["scale"]] if each["rank"] is not None]
            if grade in places and of["grade"] in places:
                apart = places.index(grade) - places.index(of["grade"])
                counts = found[of["item"], of["scale"]]
                counts[0] += 1
                counts[1 + min(2, abs(apart))] += 1
                counts[4] += apart > 0
                counts[5] += apart < 0
    return {key: tuple(counts) for key, counts in found.items()}


def _measured(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield the figures of the list that was brought in, a table for each topic and length of period."""
    tables: dict[tuple[str, int], dict[tuple[str, str], str]] = defaultdict(dict)
    for one in _brought_in(asked):
        what = _what(one)
        when = label(one["period"]) if len(one["period"]) == 7 else one["period"]
        length = 3 if "Q" in one["period"] else 12 if len(one["period"]) == 4 else 1
        tables[one["topic"], length][what.casefold(), when.casefold()] = one["value"]
    yield from (("table", told) for told in tables.values())
    if not tables:
        yield "text", part["none"]


def _followed(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield the audits of a grade: day, reference, team, and how many of their actions are not over.

    Comments, dates and whether it is closed follow from entries that no export has.
    """
    rows = []
    for one in sorted(
        asked.export.cases(asked.tools(part), asked.period), key=lambda one: one.form["day"], reverse=True
    ):
        form = one.form
        if any((item, grade) == ("overall", part["grade"]) for item, _, grade in one.grades):
            number = sum(of["audit"] == form["audit"] and of["stage"] != "closed" for of in asked.export.actions)
            rows.append((printed(form["day"]), form["subject"], form["team"] or "", number))
    yield ("followed", rows) if rows else ("text", part["none"])


def printed(day: str) -> str:
    """Return a day as it is printed."""
    told = date.fromisoformat(day)
    return f"{told.day} {told:%B %Y}"


def _brought_in(asked: Asked) -> list[dict[str, str]]:
    with asked.measured.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _what(one: dict[str, str]) -> str:
    return ", ".join(filter(None, (one["measure"], one["service"], one["team"])))


def _beside(asked: Asked, part: Settings) -> Iterator[Line]:
    """Yield what was counted of one topic, and what is said of it."""
    topic = asked.topic.casefold()
    quantity = [
        f"{_what(one)}, {label(one['period'])}: {one['value']}"
        for one in _brought_in(asked)
        if one["topic"].casefold() == topic
    ]
    whole = {**part, "tools": []}
    quality = []
    for (kind, name), number in _theme_counts(asked, whole).items():
        if name == topic:
            quality.append(f"{KINDS[kind]}: {number} case{'' if number == 1 else 's'}")
            quality += [f"“{words}”" for words, _ in quotes(asked, whole, kind, name)]
    for one in asked.export.records(part["tools"], asked.period):
        if one["subject"].casefold() == topic:
            for question, into in zip(part["questions"], (quantity, quality), strict=True):
                into += [said for _, said in asked.export.answers.told(one, [question])]
    yield "beside", sorted(quantity), sorted(quality)


def _same(one: object, other: str) -> bool:
    return str(one or "").casefold() == other.casefold()


PARTS: dict[str, Callable[[Asked, Settings], Iterator[Line]]] = {
    "grades": _grades,
    "domains": _domains,
    "groups": _groups,
    "map": _map,
    "trend": _trend,
    "themes": _themes,
    "themes_by_group": _themes_by_group,
    "found": _found,
    "records": _records,
    "response": _response,
    "table": _table,
    "register": _register,
    "actions": _actions,
    "differences": _differences,
    "measured": _measured,
    "followed": _followed,
    "beside": _beside,
}

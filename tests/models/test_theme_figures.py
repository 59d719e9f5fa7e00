"""What is told of themes: equal to what single audits say, whatever was signed, amended, merged or removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_desktop.domain.figures.graded import GradedAudit
from qa_desktop.domain.figures.question import Dimension, FigureFilter, QuotationsBehind, ThemeCount
from qa_desktop.domain.figures.theme import Theme, ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.models import figure_behind, figure_rows
from qa_desktop.models.figure_conditions import conditions
from qa_desktop.models.rows import Cell
from qa_desktop.models.statement import Rows, Run
from tests.models.figures import rows_of
from tests.models.profiles import OpenedProfile
from tests.models.test_figure_rows import sign, summary

MERGED = {"Plans": "Voice", "hearing": "Voice", "Visits": "Home visits"}
FILTERS = (
    FigureFilter(),
    FigureFilter(first="2026-09", last="2026-09"),
    FigureFilter(first="2026-10"),
    FigureFilter(first="2026-09", last="2026-10", since="2026-09-28", until="2026-10-04"),
    FigureFilter(team="north"),
)
VOICE = (ThemeKind.STRENGTH, "Voice", "")
Tag = tuple[ThemeKind, str, str]
"""Kind, name, and the words that may be told."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signs an audit."""

    day: str
    team: str
    pair: str
    seat: str
    amends: int
    """Which of those before it corrects; none where there is no such."""
    tags: tuple[Tag, ...]


TAGS = st.lists(
    st.tuples(
        st.sampled_from(list(ThemeKind)),
        st.sampled_from(["Voice", "VOICE", "Plans", "Hearing", "Visits", "Fathers"]),
        st.sampled_from(["", "[…] words"]),
    ),
    max_size=3,
).map(tuple)
SIGNED = st.builds(
    Signed,
    st.sampled_from(["2026-09-01", "2026-09-30", "2026-10-01", "2026-10-31"]),
    st.sampled_from(["North", "South"]),
    st.sampled_from(["", "p", "q"]),
    st.sampled_from(["lead", "peer", "moderation", "second"]),
    st.integers(-2, 3),
    TAGS,
)
STEPS = st.lists(st.one_of(SIGNED, st.tuples(st.integers(0, 8), SIGNED)), min_size=1, max_size=10)


def tagged(one: Signed, amends: str = "") -> SummaryUpdate:
    """What is kept of an audit that was tagged so."""
    themes = tuple(Theme(f"t{at}", *tag[:2], f"Words {at}.", tag[2], "") for at, tag in enumerate(one.tags))
    graded = GradedAudit("HER", "", one.pair, one.seat, amends, (), themes)
    return replace(summary(team=one.team, meeting=one.day), graded=graded)


def standing(name: str) -> str:
    return {before.lower(): now for before, now in MERGED.items()}.get(name.lower(), name).lower()


def is_asked(audit: dict[str, str], wanted: FigureFilter) -> bool:
    return (
        (not wanted.first or audit["month"] >= wanted.first)
        and (not wanted.last or audit["month"] <= wanted.last)
        and (not wanted.since or audit["day"] >= wanted.since)
        and (not wanted.until or audit["day"] <= wanted.until)
        and (not wanted.team or audit["team"].lower() == wanted.team)
    )


@dataclass(frozen=True, slots=True)
class Raw:
    """The rows of single audits, gone through by plain loops."""

    audits: tuple[dict[str, str], ...]
    themes: tuple[dict[str, str], ...]

    @classmethod
    def read(cls, run: Run) -> Raw:
        columns = ("number", "audit", "day", "month", "team", "pair", "seat", "replaced", "counts")
        themes = rows_of(run, "figure_theme", "number", "id", "kind", "name", "public", "day", "pair")
        return cls(tuple(rows_of(run, "figure_audit", *columns)), tuple(themes))

    def cases(self, wanted: FigureFilter) -> dict[tuple[str, str, str], int]:
        """Return of how many cases each theme was tagged, by team."""
        found: dict[tuple[str, str, str], set[str]] = {}
        for audit in (one for one in self.audits if one["counts"] == "1" and is_asked(one, wanted)):
            forms = [audit] + [
                one for one in self.audits
                if one is not audit and one["pair"] and one["pair"] == audit["pair"] and one["seat"] != "second"
                and one["replaced"] == "0"
            ]  # fmt: skip
            for form, theme in product(forms, self.themes):
                if theme["number"] == form["number"]:
                    key = audit["team"].lower(), theme["kind"], standing(theme["name"])
                    found.setdefault(key, set()).add(audit["number"])
        return {key: len(numbers) for key, numbers in found.items()}

    def quoted(self, wanted: QuotationsBehind) -> list[tuple[str, str, str, str]]:
        """Return what stands behind a theme, the latest first: day, audit, its id, and what may be told."""
        numbered = {
            one["number"]: one for one in self.audits
            if one["replaced"] == "0" and one["seat"] != "second" and is_asked(one, wanted.filter)
        }  # fmt: skip
        rows = [
            (numbered[one["number"]]["day"], int(one["number"]), one["id"], one["public"]) for one in self.themes
            if one["number"] in numbered
            and (not wanted.name or standing(one["name"]) == standing(wanted.name))
            and (wanted.kind is None or one["kind"] == wanted.kind.value)
            and not (wanted.waiting and one["public"]) and not (wanted.released and not one["public"])
        ]  # fmt: skip
        told = sorted(rows, reverse=True)
        return [(day, numbered[str(number)]["audit"], theme, public) for day, number, theme, public in told]


def play(profile: OpenedProfile, steps: Sequence[Signed | tuple[int, Signed]]) -> list[AuditId]:
    """Sign audits one after the other, change some afterwards, and take some out."""
    made: list[AuditId] = []
    for step in steps:
        if isinstance(step, Signed):
            amends = f"n{step.amends}" if 0 <= step.amends < len(made) else ""
            made.append(sign(profile, tagged(step, amends), note=f"n{len(made)}"))
        elif step[0] < len(made) and step[0] % 3:
            profile.store.append([], summary={made[step[0]]: tagged(step[1])})
        elif step[0] < len(made):
            with profile.store._write() as run:
                figure_rows.forget(run, made[step[0]])
    return made


def counted(found: Sequence[ThemeCount]) -> dict[tuple[str, ...], int]:
    told = {(*(one.lower() for one in row.group), row.kind.value, row.name.lower()): row.cases for row in found}
    assert len(told) == len(found)
    return told


def pages(profile: OpenedProfile, wanted: QuotationsBehind) -> list[tuple[str, str, str, str]]:
    found: list[tuple[str, str, str, str]] = []
    figures = profile.store.figures.merging(MERGED)
    while page := figures.quotations(wanted):
        found += [(one.day, one.audit, one.theme_id, one.public) for one in page]
        wanted = replace(wanted, after=page[-1])
    return found


@given(steps=STEPS)
@example(
    steps=[
        Signed("2026-09-01", "North", "", "", -1, (VOICE, (ThemeKind.STRENGTH, "Plans", "[…] words"))),
        Signed("2026-10-01", "South", "", "", 0, (VOICE,)),
        Signed("2026-10-31", "North", "p", "lead", -1, (VOICE,)),
        Signed("2026-10-31", "North", "p", "peer", -1, ((ThemeKind.STRENGTH, "Plans", ""),)),
        Signed("2026-10-31", "North", "p", "second", -1, (VOICE,)),
    ]
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_themes_and_quotations_are_what_single_audits_say_after_any_steps(
    profile: OpenedProfile, steps: Sequence[Signed | tuple[int, Signed]]
) -> None:
    made = play(profile, steps)
    figures = profile.store.figures.merging(MERGED)
    with profile.store._read() as run:
        raw = Raw.read(run)

    of = {one["number"]: (one["day"], one["pair"]) for one in raw.audits}
    assert all((one["day"], one["pair"]) == of[one["number"]] for one in raw.themes)
    for wanted in FILTERS:
        assert counted(figures.themes(wanted, [Dimension.TEAM])) == raw.cases(wanted)
        every = QuotationsBehind(wanted, None, "", limit=2)
        rows = raw.quoted(replace(every, waiting=True))
        assert sum(one.waiting for one in figures.quoted(wanted)) == len(rows)
        assert sum(one.quotations for one in figures.quoted(wanted)) == len(raw.quoted(every))
        assert pages(profile, replace(every, waiting=True)) == rows
        for one in figures.quoted(wanted):
            of_one = replace(every, name=one.name)
            assert one.quotations == len(raw.quoted(of_one))
            assert one.waiting == len(raw.quoted(replace(of_one, waiting=True)))
        for kind, name, waiting, released in product(
            (None, ThemeKind.STRENGTH), ("voice", "Fathers"), (False, True), (False, True)
        ):
            asked = replace(every, kind=kind, name=name, waiting=waiting, released=released)
            assert pages(profile, asked) == raw.quoted(asked)

    with profile.store._write() as run:
        for audit_id in made:
            figure_rows.forget(run, audit_id)
        assert rows_of(run, "figure_quoted", "name") == []
        assert rows_of(run, "figure_theme", "name") == []


def test_the_latest_quotations_are_read_in_their_order(profile: OpenedProfile) -> None:
    ways = (
        QuotationsBehind(FigureFilter(), None, "", waiting=True),
        QuotationsBehind(FigureFilter(first="2026-10"), ThemeKind.STRENGTH, "Voice", released=True),
    )
    plans: list[str] = []

    with profile.store._read() as run:

        def planned(statement: str, values: tuple[Cell, ...] = (), /) -> Rows:
            plans.extend(str(row[3]) for row in run(f"EXPLAIN QUERY PLAN {statement}", values))
            return run(statement, values)

        for wanted in ways:
            figure_behind.quotations(planned, wanted, {wanted.name} - {""}, conditions(wanted.filter))

    assert [plan for plan in plans if "TEMP B-TREE" in plan or plan.startswith("SCAN t")] == []
    assert any("figure_theme_waiting" in plan for plan in plans)
    assert any("figure_theme_by_name (name=? AND kind=? AND day>?)" in plan for plan in plans)

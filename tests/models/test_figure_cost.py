"""What figures cost: reading them grows no faster than the audits, and keeping them up does not grow at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.many_figures import TOOL, fill
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.question import Behind, Dimension, FigureFilter, QuotationsBehind
from qa_desktop.domain.record import Role
from qa_desktop.models.figure_store import SqlFigureStore
from tests.desks import OpenDesk, new_desk
from tests.many_seeded import add_many, many_wanted
from tests.toolkit.cost import least_seconds

FEW, MORE = 1_000, 4
SLACK = 2.0
"""Both sides are measured; the floor of the same run is what asking for anything costs."""
ALL = FigureFilter(tool=TOOL)
ASKED: dict[str, Callable[[SqlFigureStore], object]] = {
    "by team": lambda store: store.counts(ALL, (Dimension.TEAM,)),
    "by team of a category": lambda store: store.counts(
        FigureFilter(tool=TOOL, category="category 2"), (Dimension.TEAM,)
    ),
    "of a theme": lambda store: store.counts(FigureFilter(tool=TOOL, theme="Theme 3"), (Dimension.TEAM,)),
    "themes": lambda store: store.themes(ALL),
    "themes of which two are one": lambda store: store.merging({"Theme 3": "Theme 4"}).themes(ALL),
    "quotations by theme": lambda store: store.quoted(FigureFilter()),
    "quotations that wait": lambda store: store.quotations(QuotationsBehind(FigureFilter(), None, "", waiting=True)),
    "pairs": lambda store: store.pair_grades(ALL, ("lead", "peer")),
    "auditors": lambda store: store.auditors(ALL),
    "actions": lambda store: store.open_actions(ALL, Dimension.TEAM),
    "behind": lambda store: store.behind(Behind(FigureFilter(tool=TOOL, team="team 3"), OVERALL, "good", limit=10)),
}


def filled(folder: Path, audits: int) -> OpenDesk:
    desk = new_desk(folder, role=Role.QA_OFFICER)
    with desk.store._write() as run:
        fill(run, audits)
    return desk


def test_reading_grows_no_faster_than_the_audits(tmp_path: Path) -> None:
    few, many = filled(tmp_path / "few", FEW), filled(tmp_path / "many", FEW * MORE)

    costs = {
        name: [least_seconds(partial(ask, desk.store.figures)) for desk in (few, many)] for name, ask in ASKED.items()
    }
    floor = least_seconds(few.store.figures.choices)
    few.desk.close()
    many.desk.close()

    assert {name: took for name, took in costs.items() if took[1] > (took[0] + floor) * MORE * SLACK} == {}


def test_keeping_counts_up_costs_the_same_with_many_audits_there(tmp_path: Path) -> None:
    desk = new_desk(tmp_path, role=Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    rest = iter(many_wanted(400, 5))

    def some(number: int) -> Callable[[], object]:
        return lambda: add_many(desk, [next(rest) for _ in range(number)])

    some(20)()
    early = least_seconds(some(20), 2)
    some(200)()
    late = least_seconds(some(20), 2)
    desk.desk.close()

    assert late < early * SLACK

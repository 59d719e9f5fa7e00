"""The insight page: charts gone through by key, tables that say the same, and the audits behind each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.question import Behind, FigureFilter
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.insight_wiring import InsightWiring
from qa_desktop.ui.pages.insight import NOTHING, InsightPage
from qa_desktop.ui.presenters.insight import InsightQuestion, Shown
from qa_desktop.ui.presenters.insight_behind import wish_of
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import Seeded, add, add_record, as_pair, made_up
from tests.ui.conftest import show
from tests.ui.insight_samples import SCALE, insight_control, insight_map, insight_page

LONG_MS = 60_000
"""On a busy machine the first question, which reads every tool, takes its time."""
TO_DO = (("action/a1/what", "Update the chronology"), ("action/a1/who", "Sam"), ("action/a1/due", "2026-10-20"))


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def seeded() -> list[Seeded]:
    return made_up(24)


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory, seeded: list[Seeded]) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path_factory.mktemp("insight") / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    for one in seeded:
        add(desk, replace(one, more=TO_DO))
    for seat, one in zip(("lead", "peer", "moderation"), made_up(3, seed=2), strict=True):
        add(desk, as_pair(replace(one, subject="HER-pair"), "pair-1", seat))
    said: dict[str, Value] = {paths.header("feedback_kind"): "closure", paths.answer("her-fb.good"): "They listened."}
    add_record(desk, "her-feedback", "MASH", date(2026, 9, 3), said)
    yield desk
    desk.desk.close()


def choose(page: InsightPage, name: str, value: str) -> None:
    select = page.select(name)
    place = select.findData(value)
    assert place >= 0
    select.setCurrentIndex(place)
    select.activated.emit(place)


def test_the_arrow_keys_go_from_part_to_part_and_return_asks_for_its_audits(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_page()
    show(qtbot, page)
    chart = page.cards[0].chart
    assert chart is not None
    chart.setFocus()

    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)

    assert chart.accessibleDescription() == "Sep 2026: Good 12 of 22"
    with qtbot.waitSignal(page.behind_asked) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [0, "2026-09", "good"]


def test_a_click_on_a_part_asks_for_its_audits_and_none_on_what_is_left_out(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_page()
    show(qtbot, page)
    chart = page.cards[0].chart
    assert chart is not None
    fills = [one for one in chart._drawing.fills if one.target == 2]
    hidden = next(one for one in chart._drawing.fills if one.target is None and one.width > 100)
    asked: list[tuple[int, str, str]] = []
    page.behind_asked.connect(lambda *args: asked.append(args))

    for fill in (hidden, fills[0]):
        middle = QPoint(int(fill.x + fill.width / 2), int(fill.y + fill.height / 2))
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle)

    assert asked == [(0, "2026-09", "ri")]


def test_a_cell_of_the_table_asks_for_the_same_audits_and_says_its_heads(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_map()
    show(qtbot, page)
    table = page.cards[0].table
    table.setFocus()
    cell = table.model().index(0, 1)
    table.setCurrentIndex(cell)

    with qtbot.waitSignal(page.behind_asked) as asked:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert asked.args == [0, "her-audit.1", "South"]
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Voice of the Child, South: 2 of 14"


def test_a_control_chart_says_what_is_more_than_chance_and_leads_to_its_months(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_control()
    show(qtbot, page)
    chart = page.cards[0].chart
    assert chart is not None

    with qtbot.waitSignal(page.behind_asked) as asked:
        chart.target_chosen.emit(chart.targets[-1])

    assert chart.targets[-1].words == "Sep 2026: 22 of 24 (92%), outside the limits"
    assert page.view is not None
    assert page.view.charts[0].note.startswith("Since Sep 2026 it is better than chance explains.")
    assert asked.args == [0, "2026-09", ""]
    assert wish_of(page.view, page.view.charts[0], "2026-09", "") == Behind(
        FigureFilter("2026-09", "2026-09", tool="her-audit"), OVERALL, "", SCALE.id
    )


def test_an_improvement_action_is_looked_at_before_and_after(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_page()
    show(qtbot, page)
    choose(page, "shown", Shown.CONTROL.value)

    with qtbot.waitSignal(page.question_asked) as asked:
        choose(page, "since", "2026-09|Train managers in reflective supervision.")

    question: InsightQuestion = asked.args[0]
    assert (question.since, question.change) == ("2026-09", "Train managers in reflective supervision.")
    assert page.select("since").currentText() == "Sep 2026: Train managers in reflective supervision."


def test_a_drawing_is_saved_as_svg_with_title_and_what_it_counts(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_control()
    show(qtbot, page)
    chart = page.cards[0].chart
    assert chart is not None

    counted = "189 audits · All months"
    drawn = chart.scalable(counted + " of many years" * 20).decode()

    assert drawn.startswith("<?xml")
    for words in ("Overall grade: Good or better, month by month", counted, "Changed in Sep 2026"):
        assert f">{words}" in drawn.replace("\n", "")
    assert drawn.count("of many years") > 20, "lines of it, and the description"
    assert "<title>Overall grade: Good or better, month by month</title>" in drawn


@pytest.mark.parametrize("shown", Shown)
def test_there_is_something_behind_each_chart(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, shown: Shown
) -> None:
    assert theme.points
    page = InsightWiring(officer.desk, workers, lambda _: None).page
    show(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.cards), timeout=LONG_MS)
    page.small.setChecked(False)
    choose(page, "register", "her-feedback")
    choose(page, "shown", shown.value)
    qtbot.waitUntil(lambda: page.view is not None and page.view.question == page.question, timeout=LONG_MS)

    for card in page.cards:
        if card.chart is not None:
            card.chart.target_chosen.emit(card.chart.targets[0])
        else:
            counted = [row for row, cells in enumerate(card.view.table.rows) if cells[1] not in (0, "")]
            card.table.cell_chosen.emit(counted[0], 0)
        qtbot.waitUntil(lambda: page.behind.isVisible() and page.behind.model.rowCount() > 0, timeout=LONG_MS)
        page.behind.hide()


def test_every_choice_asks_anew_with_all_that_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = insight_page()
    show(qtbot, page)
    choose(page, "team", "South")
    choose(page, "period", "2026-Q4")

    with qtbot.waitSignal(page.question_asked) as asked:
        choose(page, "shown", Shown.DOMAINS.value)

    wanted = FigureFilter("2026-10", "2026-12", tool="her-audit", team="South")
    assert asked.args == [InsightQuestion(wanted, Shown.DOMAINS)]


def test_where_nothing_was_signed_no_list_without_a_choice_is_offered(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = InsightPage((("2026-09", "September 2026"),))
    show(qtbot, page)
    names = ("shown", "tool", "period", "item", "since", "register", "authority", "service", "team", "theme")

    def offered() -> set[str]:
        return {name for name in names if page.select(name).isVisible()}

    assert offered() == {"shown", "period"}

    page.show_choices(NOTHING)

    assert offered() == {"shown", "period"}


def test_h10_an_officer_goes_from_the_trend_of_a_team_down_to_an_audit(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, seeded: list[Seeded]
) -> None:
    assert theme.points
    opened: list[str] = []
    wiring = InsightWiring(officer.desk, workers, opened.append)
    page = wiring.page
    show(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.cards), timeout=LONG_MS)

    page.small.setChecked(False)
    choose(page, "team", "North")
    qtbot.waitUntil(lambda: page.view is not None and page.view.question.filter.team == "North", timeout=LONG_MS)
    chart = page.cards[0].chart
    assert chart is not None
    target = chart.targets[0]
    chart.target_chosen.emit(target)
    qtbot.waitUntil(lambda: page.behind.model.rowCount() > 0, timeout=LONG_MS)
    page.behind.list.row_opened.emit(page.behind.model.index(0))

    wanted = [
        one.subject
        for one in seeded
        if one.team == "North" and one.overall == target.column and f"{one.day:%Y-%m}" == target.name
    ]
    assert sorted(row.title for row in page.behind.model.rows) == sorted(wanted)
    assert officer.desk.open_audit(page.behind.model.rows[0].audit).subject in wanted
    assert opened == [page.behind.model.rows[0].audit]


@pytest.mark.parametrize("shown", Shown)
def test_each_choice_shows_figures_with_a_table(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, shown: Shown
) -> None:
    assert theme.points
    page = InsightWiring(officer.desk, workers, lambda _: None).page
    show(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.cards), timeout=LONG_MS)

    page.small.setChecked(False)
    choose(page, "shown", shown.value)
    qtbot.waitUntil(lambda: page.view is not None and page.view.question == page.question, timeout=LONG_MS)

    assert page.cards or shown is Shown.QUOTAS, "nobody has a quota here"
    assert all(card.table.model().rowCount() for card in page.cards)
    assert all(card.chart is None or card.chart.targets for card in page.cards)


def test_the_picture_and_the_spreadsheet_hold_what_is_shown(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert theme.points
    page = InsightWiring(officer.desk, workers, lambda _: None).page
    show(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.cards), timeout=LONG_MS)
    files = iter([str(tmp_path / "figures.png"), str(tmp_path / "figures.xlsx"), ""])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(files), "All"))

    page.picture_button.click()
    page.sheet_button.click()
    page.sheet_button.click()
    qtbot.waitUntil((tmp_path / "figures.xlsx").exists)

    picture = QImage(str(tmp_path / "figures.png"))
    assert (picture.width(), picture.isNull()) == (1800, False)
    book = load_workbook(tmp_path / "figures.xlsx")
    assert page.view is not None
    assert book["About"]["B2"].value == page.view.counted
    sheet = book[book.sheetnames[1]]
    assert [cell.value for cell in sheet[1]] == list(page.view.charts[0].table.heads)
    assert sheet.cell(2, 1).value == page.view.charts[0].table.rows[0][0]

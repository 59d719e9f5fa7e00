"""Reports in the window, as a QA officer makes them: from the month to a briefing that the managers' meeting gets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from qa_desktop.documents.verify import verify
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import AddedPart, Structure
from qa_desktop.domain.reports.report import BrokenOff
from qa_desktop.services.make_report import ReportWish
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.reports import ReportsPage
from tests.acceptance.reports_page import card, choose, wiring, write
from tests.acceptance.window import OpenScreen, Screen
from tests.desks import OpenDesk
from tests.figure_seed import add, made_up

OCTOBER = ReportPeriod.parse("2026-10")


def herefordshire(opened: OpenDesk) -> None:
    opened.desk.authority_settings.choose("herefordshire")
    for one in made_up(12, first=date(2026, 10, 1), days=30):
        add(opened, one)


def reports(screen: Screen) -> ReportsPage:
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "managers-briefing")
    return page


def test_an_officer_gets_from_the_month_to_a_briefing_that_the_meeting_has(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, herefordshire)
    page = reports(screen)
    named = {page.report.itemData(row) for row in range(page.report.count())}
    write(page, "summary", "A good month.")
    screen.until(lambda: page.preview.page_count > 1)
    wiring(page).ask_file = lambda name, _kind: str(tmp_path / name)

    page.seal.setChecked(True)
    page.save_button.click()
    screen.until(lambda: wiring(page).saved is not None)
    page.given.email_button.click()
    keep = screen.opened.desk.keep_reports
    screen.until(lambda: keep.given("managers-briefing"))

    assert "grade-trajectory" in named
    assert "themes-for-teams" not in named
    assert page.chosen == ("managers-briefing", "2026-10")
    pdf = (tmp_path / "managers-briefing-2026-10.pdf").read_bytes()
    assert [one.signer for one in verify(pdf).seals] == ["Olu Officer"]
    mail = message_from_bytes((tmp_path / "managers-briefing-2026-10.eml").read_bytes())
    assert pdf in [part.get_payload(decode=True) for part in mail.walk()]
    (given,) = keep.given("managers-briefing")
    assert (given.to, given.how, given.digest) == ("Managers' Meeting", "by e-mail", hashlib.sha256(pdf).hexdigest())
    assert keep.begun("managers-briefing", OCTOBER).draft.words == {"summary": "A good month."}
    screen.until(lambda: any("Managers' Meeting: managers-briefing" in one.text() for one in page.findChildren(QLabel)))


def test_the_next_month_has_the_parts_and_the_words_of_the_last_beside(open_screen: OpenScreen) -> None:
    def october(opened: OpenDesk) -> None:
        herefordshire(opened)
        keep, template = opened.desk.keep_reports, opened.desk.reports().template("managers-briefing")
        keep.arrange(template, OCTOBER, Structure(("differences",), (AddedPart("", "What the academy does"),)))
        keep.save(template, OCTOBER, {"summary": "A good month."})

    screen = open_screen(Role.QA_OFFICER, october)
    page = reports(screen)
    choose(screen, page, "managers-briefing", "2026-11")
    summary = card(page, "summary")

    assert not card(page, "differences").is_in.isChecked()
    assert page.cards[-1].line.title == "What the academy does"
    assert summary.last_words is not None
    assert summary.last_words.text() == "In October 2026: A good month."
    summary.begin_button.click()
    keep = screen.opened.desk.keep_reports
    screen.until(lambda: keep.begun("managers-briefing", ReportPeriod.parse("2026-11")).draft.words)
    assert summary.words.text == "A good month."


def test_parts_are_left_out_and_sections_added_and_taken_out_again(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.QA_OFFICER, herefordshire)
    page = reports(screen)
    keep = screen.opened.desk.keep_reports

    card(page, "differences").is_in.click()
    screen.until(lambda: keep.begun("managers-briefing", OCTOBER).structure.without == ("differences",))
    page.own_title.setText("What the academy does")
    page.own_button.click()
    screen.until(lambda: page.turns.is_done and page.cards[-1].line.title == "What the academy does")
    write(page, page.cards[-1].line.id, "A workshop.")
    screen.until(lambda: "A workshop." in keep.begun("managers-briefing", OCTOBER).draft.words.values())
    page.cards[-1].remove_button.click()
    screen.until(lambda: page.turns.is_done and page.cards[-1].line.id == "actions")

    assert keep.begun("managers-briefing", OCTOBER).structure == Structure(("differences",))
    assert "A workshop." in keep.begun("managers-briefing", OCTOBER).draft.words.values()


def test_a_manager_makes_reports_and_keeps_no_draft_while_an_auditor_has_no_such_page(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.MANAGER, herefordshire)
    page = reports(screen)
    wiring(page).ask_file = lambda name, _kind: str(tmp_path / name)

    write(page, "summary", "From the manager.")
    page.format.setCurrentIndex(page.format.findData(".txt"))
    page.save_button.click()
    screen.until(lambda: wiring(page).saved is not None)

    assert page.keeping.isVisible()
    assert not page.given.give_button.isVisible()
    assert "From the manager." in (tmp_path / "managers-briefing-2026-10.txt").read_text(encoding="utf-8")
    auditor = open_screen(Role.AUDITOR)
    assert not auditor.window.rail.buttons[Place.REPORTS].isVisible()


def test_performance_figures_are_brought_in_from_a_file(open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(Role.QA_OFFICER, lambda opened: opened.desk.authority_settings.choose("rochdale"))
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "rochdale-performance-clinic")
    figures = tmp_path / "figures.csv"
    figures.write_text("topic,measure,period,value\nAssessments,In time,2026-10,81%\n", encoding="utf-8")
    wiring(page).ask_figures = lambda: str(figures)
    wiring(page).ask_file = lambda name, _kind: str(tmp_path / name)

    page.figures_button.click()
    screen.until(lambda: "in this report: 1." in page.done.text)
    page.format.setCurrentIndex(page.format.findData(".txt"))
    page.save_button.click()
    screen.until(lambda: wiring(page).saved is not None)

    assert "In time. Oct 2026: 81%" in (tmp_path / "rochdale-performance-clinic-2026-10.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".txt"])
def test_a_report_that_is_stopped_is_broken_off_and_nothing_of_it_stays(
    open_screen: OpenScreen, tmp_path: Path, ending: str
) -> None:
    screen = open_screen(Role.QA_OFFICER, herefordshire)
    page = reports(screen)
    joined, folder = wiring(page), tmp_path / "saved"
    folder.mkdir()
    joined.ask_file = lambda name, _kind: str(folder / name)
    page.format.setCurrentIndex(page.format.findData(ending))

    page.save_button.click()
    page.busy.cancel_requested.emit()
    screen.until(lambda: "Stopped. Nothing was saved." in page.done.text)

    assert not list(folder.iterdir())
    assert joined.saved is None
    assert not page.busy.is_waiting
    page.save_button.click()
    screen.until(lambda: joined.saved is not None)
    assert [one.suffix for one in folder.iterdir()] == [ending]


def test_it_breaks_off_between_parts_and_between_pages(open_screen: OpenScreen) -> None:
    desk = open_screen(Role.QA_OFFICER, herefordshire).opened.desk
    wish = ReportWish(desk.reports().template("quarterly-qa-report"), ReportPeriod.parse("2026-Q4"))
    asked: list[int] = []

    def at(step: int) -> Callable[..., None]:
        asked.clear()

        def ask(*_: object) -> None:
            asked.append(len(asked))
            if len(asked) == step:
                raise BrokenOff

        return ask

    with pytest.raises(BrokenOff):
        desk.reports()(wish, at(3))
    report = desk.reports()(wish)
    whole = [ending for ending in (".pdf", ".docx") if desk.write_report(replace(report, going_on=at(0)), ending)]
    steps = len(asked)
    for ending in whole:
        with pytest.raises(BrokenOff):
            desk.write_report(replace(report, going_on=at(2)), ending)

    assert steps >= len(report.blocks)
    assert len(asked) == 2

"""The programme in the window: read by everybody, planned by QA officers, taken over from print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.programme import Entry, EntryKind, Origin
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.programme_year import year_rows
from qa_desktop.ui.dialogs.plan_entry import PlanEntry
from qa_desktop.ui.dialogs.take_focus import TakeFocus
from qa_desktop.ui.pages.programme import ProgrammePage
from qa_desktop.ui.presenters.programme import ProgrammeDetails, ProgrammeRow, ProgrammeView, grid_row
from qa_desktop.ui.programme_wiring import ProgrammeWiring
from qa_desktop.ui.widgets.text import Words
from tests.desks import new_desk, sign_an_audit
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.planning.conftest import Stage

TODAY, DECEMBER = date(2026, 11, 21), date(2026, 12, 31)
ENTRY = Entry("e1", EntryKind.DEEP_DIVE, "Pre-birth work", TODAY, TODAY, origin=Origin.BOARD, group=("PSW", "IRO"))
PLANNED = Planned("e1", EntryKind.DEEP_DIVE, "Pre-birth work", TODAY, TODAY, entry=ENTRY)
AUDITS = tuple((f"a{number}", f"48-{number} · Live Case File Audit") for number in range(8))
CHECK = Planned("check:x:2026-11-30", EntryKind.CHECK, "Sample of contacts", TODAY, TODAY)


def page_of(*, may_write: bool) -> ProgrammePage:
    page = ProgrammePage()
    rows = tuple(ProgrammeRow(one, one.title, one.kind.title, "21 Nov") for one in (PLANNED, CHECK))
    focus = (("tier-1", "Tier 1 programme of focus"),)
    page.show_view(ProgrammeView("Programme of November 2026", "2 things planned.", rows, (), may_write, focus))
    page.list.setCurrentIndex(page.model.index(0))
    page.show_details(ProgrammeDetails(("Deep dive: 21 Nov", "Group: PSW, IRO")))
    return page


def test_the_page_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    page = page_of(may_write=True)
    show(qtbot, page, look)

    assert walk(page) == []


def year_of() -> ProgrammePage:
    page = ProgrammePage()
    found = (PLANNED, CHECK, replace(CHECK, key="check:x:2026-12-31", first=DECEMBER, last=DECEMBER))
    rows = tuple(grid_row(row, TODAY) for row in year_rows(found, {}, 2026, TODAY))
    undated = ("Re-referrals within 12 months",)
    page.show_view(ProgrammeView("Programme of 2026", "3 things planned.", (), undated, True, (), rows))
    return page


def test_the_year_has_no_obstacle(qtbot: QtBot, look: Look) -> None:
    assert look.percent
    page = year_of()
    show(qtbot, page, look)

    assert walk(page) == []
    assert page.year.isVisible()
    assert not page.list.isVisible()


@pytest.mark.usefixtures("theme")
def test_the_year_is_gone_through_by_keys_and_return_opens_the_month(qtbot: QtBot) -> None:
    page = year_of()
    show(qtbot, page)
    chosen: list[object] = []
    page.chosen_changed.connect(chosen.append)
    page.year.setFocus()
    page.year.setCurrentIndex(page.year.grid.index(1, 10))

    with qtbot.waitSignal(page.month_requested) as opened:
        QTest.keyClick(page.year, Qt.Key.Key_Right)
        QTest.keyClick(page.year, Qt.Key.Key_Return)

    assert opened.args == [12]
    assert [one.key for one in chosen if isinstance(one, Planned)] == ["check:x:2026-11-30", "check:x:2026-12-31"]
    assert page.year.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Sample of contacts, December: due 31 Dec"
    )
    page.search.setText("nothing of the kind")
    assert (page.year.isVisible(), page.empty.isVisible()) == (False, True)


def test_return_in_the_year_shows_the_month(officer: Stage) -> None:
    officer.here.desk.authority_settings.choose("rochdale")
    wiring = wired(officer)
    wiring.page.span.setCurrentIndex(1)
    wiring.page.span_chosen.emit(True)
    officer.settle()

    wiring.page.year.setCurrentIndex(wiring.page.year.grid.index(0, 11))
    wiring.page.month_requested.emit(12)
    officer.settle()

    assert wiring.page.head.title.text() == "Programme of December 2026"
    assert (wiring.page.span.currentIndex(), wiring.page.shows_year) == (0, False)


def test_stages_of_a_review_stand_in_the_month_of_their_own_day(officer: Stage) -> None:
    desk = officer.here.desk
    desk.authority_settings.choose("rochdale")
    review = Entry("", EntryKind.REVIEW, "Children with Disabilities", date(2026, 12, 1), date(2026, 12, 2))
    desk.planning.programme.enter(review)
    wiring = wired(officer)

    wiring.page.search.setText("Children with Disabilities")

    (row,) = wiring.page.rows.shown
    assert (row.title.startswith("Set-up meeting"), row.right) == (True, "17 Nov")
    wiring.page.list.setCurrentIndex(wiring.page.model.index(0))
    assert wiring.page.chosen is not None
    assert wiring.page.chosen.title == "Children with Disabilities"


@pytest.mark.parametrize("kind", [EntryKind.PLAN, EntryKind.DEEP_DIVE, EntryKind.REVIEW], ids=lambda kind: kind.value)
def test_the_dialogs_have_no_obstacle(qtbot: QtBot, look: Look, kind: EntryKind) -> None:
    assert look.percent
    entry = Entry("", kind, "", TODAY, TODAY)
    for dialog in (
        PlanEntry(entry, (("t", "A tool"),), TODAY, audits=AUDITS),
        TakeFocus((("tier-1", "Tier 1"),), TODAY),
    ):
        show(qtbot, dialog)

        assert walk(dialog) == []


@pytest.mark.usefixtures("theme")
def test_who_only_reads_is_offered_nothing_that_writes(qtbot: QtBot) -> None:
    page = page_of(may_write=False)
    show(qtbot, page)

    buttons = (page.plan_button, page.focus_button, page.change_button, page.withdraw_button, page.done_button)
    assert not any(button.isVisible() for button in buttons)
    assert page.list.isVisible()


def wired(officer: Stage) -> ProgrammeWiring:
    wiring = ProgrammeWiring(officer.here.desk, officer.workers, officer.window, lambda: None)
    officer.window.show_page(wiring.page)
    officer.settle()
    officer.settle()
    return wiring


def titles(wiring: ProgrammeWiring) -> list[str]:
    model = wiring.page.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_a_themed_audit_is_planned_with_its_origin_changed_and_withdrawn(officer: Stage) -> None:
    wiring = wired(officer)
    wiring.page.plan_button.click()
    officer.qtbot.waitUntil(lambda: wiring.dialog is not None)
    dialog = wiring.dialog
    assert isinstance(dialog, PlanEntry)
    dialog.kind.setCurrentIndex(dialog.kind.findData(EntryKind.THEMED))
    dialog.kind.activated.emit(1)
    dialog.title.setText("Care leavers")
    dialog.keep_button.click()
    officer.settle()
    asked = [link.text() for link in dialog.summary.links]
    dialog.origin.setCurrentIndex(dialog.origin.findData(Origin.PERFORMANCE))
    dialog.question.setPlainText("Do pathway plans say where?")
    dialog.keep_button.click()
    officer.settle()
    officer.settle()

    (kept,) = [one.entry for one in officer.here.desk.planning.programme.between(TODAY, TODAY) if one.entry]
    assert asked == ["Say why it is done: where it comes from stays with it"]
    assert (kept.title, kept.origin, kept.question) == (
        "Care leavers",
        Origin.PERFORMANCE,
        "Do pathway plans say where?",
    )
    assert titles(wiring) == ["Care leavers"]
    wiring.page.list.setCurrentIndex(wiring.page.model.index(0))
    wiring.page.withdraw_button.click()
    officer.settle()
    officer.settle()
    assert titles(wiring) == []


def test_a_regular_check_is_marked_as_done_and_taken_over_to_be_changed(officer: Stage) -> None:
    officer.here.desk.authority_settings.choose("rochdale")
    wiring = wired(officer)
    wiring.page.search.setText("sample of contacts")
    wiring.page.list.setCurrentIndex(wiring.page.model.index(0))

    wiring.page.done_button.click()
    officer.settle()
    officer.settle()
    done = wiring.page.chosen
    wiring.page.take_button.click()
    officer.qtbot.waitUntil(lambda: wiring.dialog is not None)
    dialog = wiring.dialog

    assert done is not None
    assert done.done == TODAY
    assert isinstance(dialog, PlanEntry)
    assert (dialog.title.text(), dialog.by.text()) == ("Sample of contacts", "Head of Service")
    dialog.reject()


def test_the_printed_focus_is_taken_over_and_shown_by_month_and_service(officer: Stage) -> None:
    officer.here.desk.authority_settings.choose("rochdale")
    wiring = wired(officer)
    wiring.page.focus_button.click()
    dialog = wiring.dialog
    assert isinstance(dialog, TakeFocus)
    dialog.which.setCurrentIndex(dialog.which.findData("tier-1"))
    dialog.month.setCurrentIndex(1)
    dialog.take_button.click()
    officer.settle()
    wiring.page.kind.setCurrentIndex(1 + list(EntryKind).index(EntryKind.FOCUS))
    wiring.page.later.click()
    officer.settle()
    officer.settle()

    assert wiring.page.head.title.text() == "Programme of December 2026"
    assert titles(wiring) == ["Public Law Outline", "Statutory Visits"]
    wiring.page.span.setCurrentIndex(1)
    wiring.page.span.activated.emit(1)
    officer.settle()
    officer.settle()
    assert wiring.page.head.title.text() == "Programme of 2026"


def test_an_auditor_reads_what_is_planned(tmp_path: Path, officer: Stage) -> None:
    auditor = new_desk(tmp_path / "auditor")
    auditor.desk.authority_settings.choose("durham")
    wiring = ProgrammeWiring(auditor.desk, officer.workers, officer.window, lambda: None)
    officer.window.show_page(wiring.page)
    officer.settle()

    assert "PSW forum" in titles(wiring)
    assert not wiring.page.plan_button.isVisible()
    auditor.desk.close()


def test_a_new_authority_begins_with_nothing_overdue_and_reads_from_when_it_counts(officer: Stage) -> None:
    officer.here.desk.authority_settings.choose("rochdale")
    wiring = wired(officer)
    wiring.page.span_chosen.emit(True)
    officer.settle()
    wiring.page.search.setText("Sample of contacts")
    wiring.page.year.setCurrentIndex(wiring.page.year.grid.index(0, 0))
    officer.settle()

    lead, told = wiring.page.head.lead.text(), [one.text() for one in wiring.page.details.findChildren(Words)]

    assert "overdue" not in lead
    assert lead.endswith("What comes round counts from 21 Nov, when QA Desktop came into use here.")
    assert any("before QA Desktop came into use here (21 Nov)" in line for line in told)


def test_audits_that_belong_to_an_entry_are_chosen_and_one_that_is_not_here_stays_with_it(officer: Stage) -> None:
    programme = officer.here.desk.planning.programme
    first, second = (sign_an_audit(officer.here.desk) for _ in range(2))
    made = programme.enter(replace(ENTRY, id="", audits=(second, AuditId("not here"))))
    wiring = wired(officer)
    wiring.page.list.setCurrentIndex(wiring.page.model.index(0))
    wiring.page.change_button.click()
    officer.qtbot.waitUntil(lambda: wiring.dialog is not None)
    dialog = wiring.dialog
    assert isinstance(dialog, PlanEntry)
    shown = {audit: box.isChecked() for audit, box in dialog.audits.items()}

    dialog.audits[second].setChecked(False)
    dialog.audits[first].setChecked(True)
    dialog.keep_button.click()
    officer.settle()
    officer.settle()

    assert list(shown.items()) == [(second, True), (first, False)]
    assert programme.entry(made.id).audits == ("not here", first)

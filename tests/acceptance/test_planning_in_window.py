"""Quotas, the programme and its entries in the window, as an officer plans the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.domain import paths
from qa_desktop.domain.programme import EntryKind, Origin
from qa_desktop.domain.record import Role
from qa_desktop.settings import resources_dir
from qa_desktop.ui.dialogs.plan_entry import PlanEntry
from qa_desktop.ui.dialogs.take_focus import TakeFocus
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.programme import ProgrammePage
from qa_desktop.ui.pages.quotas import QuotasPage
from tests.acceptance.bringing import bring
from tests.acceptance.on_screen import words
from tests.acceptance.window import OpenScreen, Screen, choose
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell
from tests.full_audits import signed_in_full

SAID = Qt.ItemDataRole.AccessibleTextRole


def somebody_signed(folder: Path, tool: str, role: Role, *more: Known) -> Callable[[OpenDesk], None]:
    """Return what lets an officer know of somebody, of others, and of an audit that the first one signed."""

    def there(officer: OpenDesk) -> None:
        desk = new_desk(folder / "somebody", "Con Practitioner", role)
        bring(desk, officer, signed_in_full(desk.desk, tool, {}))
        tell(officer, Known("Con Practitioner", role, id=desk.desk.owner.id), *more)
        desk.desk.close()

    return there


def quotas(screen: Screen) -> dict[str, str]:
    """Go from the home page to the quotas of everybody, and read them."""
    screen.navigator.go_home()
    home = screen.wait(HomePage)
    screen.until(home.quotas_button.isVisible)
    home.quotas_button.click()
    page = screen.wait(QuotasPage)
    screen.until(page.model.rowCount)
    places = (page.model.index(row) for row in range(page.model.rowCount()))
    told = (str(place.data(SAID)).split(", ", 1) for place in places)
    return {one[0]: one[1] for one in told}


def test_s1_the_officer_sees_who_of_each_post_has_audits_missing_this_month(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    others = Known("Hana Head", Role.HEAD_OF_SERVICE), Known("Pat Manager", Role.MANAGER)
    screen = open_screen(Role.QA_OFFICER, somebody_signed(tmp_path, "slo-case-audit", Role.AUDITOR, *others))
    screen.opened.desk.authority_settings.choose("slough")

    told = quotas(screen)

    assert "▲ 1 of 2 done, 1 missing" in told["Con Practitioner"]
    assert "▲ 0 of 1 done, 1 missing" in told["Hana Head"]
    assert "▲ 0 of 1 done, 1 missing" in told["Pat Manager"]


@pytest.mark.parametrize(("unit", "name"), [("person", "Con Practitioner"), ("team", "North")])
def test_r6_four_audits_a_month_are_shown_for_each_manager_or_each_team(
    open_screen: OpenScreen, tmp_path: Path, unit: str, name: str
) -> None:
    screen = open_screen(Role.QA_OFFICER, somebody_signed(tmp_path, "roc-t1-generic", Role.MANAGER))
    own = tmp_path / "own.yaml"
    text = (resources_dir() / "authorities" / "rochdale.yaml").read_text("utf-8")
    own.write_text(text.replace("for_each: person", f"for_each: {unit}", 1), encoding="utf-8")
    screen.opened.desk.authority_settings.choose_file(own)

    assert "▲ 1 of 4 done, 3 missing" in quotas(screen)[name]


def programme(screen: Screen) -> ProgrammePage:
    """Go to the programme, and wait for what is planned."""
    page = screen.go(Place.PROGRAMME, ProgrammePage)
    screen.until(lambda: page.head.title.text().startswith("Programme of"))
    return page


def plan(screen: Screen, page: ProgrammePage, kind: EntryKind, title: str, **fields: str) -> PlanEntry:
    """Fill in the form for something new: the fields by the names that it has for them."""
    page.plan_button.click()
    screen.until(lambda: screen.window.findChildren(PlanEntry))
    dialog = screen.window.findChildren(PlanEntry)[-1]
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    for name, text in {"title": title, **fields}.items():
        field = getattr(dialog, name)
        field.selectAll()
        QTest.keyClicks(field, text)
    return dialog


def keep(screen: Screen, dialog: PlanEntry) -> None:
    """Keep it, and wait until it stands in the programme."""
    dialog.keep_button.click()
    screen.until(lambda: not screen.window.findChildren(PlanEntry))


def told(screen: Screen, page: ProgrammePage, title: str, *, until: str = "") -> list[str]:
    """Return what is said of something in the programme."""
    page.search.setText(title)
    if page.shows_year:
        screen.until(page.year.grid.rowCount)
        (row,) = page.year.grid.rows
        page.year.setCurrentIndex(
            page.year.grid.index(0, next(month for month, cell in enumerate(row.row.cells) if cell.mark))
        )
    else:
        screen.until(page.model.rowCount)
        choose(page.list)
    screen.until(lambda: any(until in one for one in words(page.details)))
    return words(page.details)


def test_r10_a_service_quality_review_shows_its_stages_with_their_days(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    page = programme(screen)
    days = {"first": "24 November 2026", "last": "24 November 2026", "workshop": "14 December 2026"}

    keep(screen, plan(screen, page, EntryKind.REVIEW, "Children with Disabilities", **days))
    said = " | ".join(told(screen, page, "Children with Disabilities", until="14 Dec"))

    assert "10 Nov" in said  # set up two weeks before
    assert "24 Nov to 25 Nov" in said  # two days on site
    assert "9 Dec" in said  # the Practice Forum within two weeks
    assert "11 Dec" in said  # the report within two days of it
    assert "21 Dec" in said  # the Business Plan within a week of the workshop


def test_r11_the_printed_focus_stands_in_the_programme_by_month_and_service(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    page = programme(screen)
    page.focus_button.click()
    dialog = screen.window.findChildren(TakeFocus)[-1]
    dialog.which.setCurrentIndex(dialog.which.findData("tier-2"))
    dialog.take_button.click()
    screen.until(lambda: not screen.window.findChildren(TakeFocus))
    page.kind.setCurrentIndex(1 + list(EntryKind).index(EntryKind.FOCUS))
    page.kind.activated.emit(page.kind.currentIndex())
    screen.until(lambda: page.model.rowCount() == 2)

    rows = sorted(str(page.model.index(row).data(SAID)) for row in range(2))

    assert page.head.title.text() == "Programme of November 2026"
    assert rows == [
        "CFC Reviews, Programme of focus · Cared for Children, November",
        "Cared for Children, Programme of focus · FRT/CP & Court Proceedings & CwD, November",
    ]


def test_b11_a_flash_audit_is_not_planned_until_its_origin_is_said(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    page = programme(screen)
    dialog = plan(screen, page, EntryKind.FLASH, "Return interviews", question="Are they held within 72 hours?")
    dialog.keep_button.click()
    screen.until(lambda: dialog.summary.links)
    asked = [link.text() for link in dialog.summary.links]

    dialog.origin.setCurrentIndex(dialog.origin.findData(Origin.FINDINGS))
    keep(screen, dialog)
    said = told(screen, page, "Return interviews", until="72 hours")

    assert asked == ["Say why it is done: where it comes from stays with it"]
    assert f"Where it comes from: {Origin.FINDINGS.title}" in said
    assert "Key line of enquiry: Are they held within 72 hours?" in said


def test_d4_practice_weeks_come_twice_a_year_and_gather_what_managers_wrote(screen: Screen) -> None:
    desk = screen.opened.desk
    desk.authority_settings.choose("durham")
    signed_in_full(desk, "dur-practice-week", {paths.about("audit_date"): "2026-11-18"}, "North team")
    page = programme(screen)
    page.span.setCurrentIndex(1)
    page.span.activated.emit(1)
    screen.until(lambda: page.shows_year)
    page.search.setText("Practice Week")
    (row,) = page.year.grid.rows
    assert [month for month, cell in enumerate(row.row.cells, 1) if cell.mark] == [6, 12]
    dialog = plan(screen, page, EntryKind.PRACTICE_WEEK, "Autumn", first="16 November 2026", last="22 November 2026")
    dialog.tool.setCurrentIndex(dialog.tool.findData("dur-practice-week"))

    keep(screen, dialog)
    said = told(screen, page, "Autumn", until="belongs")

    assert "1 signed audit belongs to it." in said


def test_d7_a_deep_dive_shows_its_group_and_the_audits_that_belong_to_it(screen: Screen) -> None:
    desk = screen.opened.desk
    desk.authority_settings.choose("durham")
    signed_in_full(desk, "dur-collaborative-audit", {})
    page = programme(screen)
    days = {"first": "2 November 2026", "last": "30 November 2026"}
    dialog = plan(screen, page, EntryKind.DEEP_DIVE, "Pre-birth work", group="Head of Service, PSW, IRO", **days)
    dialog.origin.setCurrentIndex(dialog.origin.findData(Origin.BOARD))
    dialog.tool.setCurrentIndex(dialog.tool.findData("dur-collaborative-audit"))

    keep(screen, dialog)
    said = told(screen, page, "Pre-birth work", until="belongs")

    assert "Group: Head of Service, PSW, IRO" in said
    assert "1 signed audit belongs to it." in said
    assert any(one.startswith("Impact Statement") for one in said)
    (kept,) = [one.entry for one in desk.planning.programme.between(date(2026, 11, 1), date(2026, 11, 30)) if one.entry]
    assert kept.group == ("Head of Service", "PSW", "IRO")

"""Exports in the window: from the filter of the insight page to tables on disk, or to a sentence that says why not."""

from __future__ import annotations

import csv
import errno
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.domain.exports.room import Level
from qa_desktop.domain.exports.wish import Detail, ExportFormat
from qa_desktop.domain.record import Role
from qa_desktop.services import export_audits
from qa_desktop.services.verify_room import verify_room
from qa_desktop.ui.dialogs.export_audits import ExportDialog
from qa_desktop.ui.dialogs.make_room import RoomDialog
from qa_desktop.ui.export_wiring import ExportWiring
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.insight import InsightPage
from tests.acceptance.window import OpenScreen, Screen
from tests.desks import OpenDesk
from tests.figure_seed import add, made_up

SEED = made_up(12, first=date(2026, 10, 1), days=30)


def seeded(opened: OpenDesk) -> None:
    opened.desk.authority_settings.choose("herefordshire")
    for one in SEED:
        add(opened, one)


def asked(screen: Screen, folder: Path, team: str = "") -> ExportDialog:
    """Return the dialog over the figures of a team."""
    page = screen.go(Place.INSIGHT, InsightPage)
    screen.until(lambda: page.view is not None and page.select("team").findData(team) >= 0)
    page.select("team").setCurrentIndex(page.select("team").findData(team))
    page.ask()
    screen.until(lambda: page.view is not None and page.view.question.filter.team == team)
    page.export_button.click()
    dialog = next(one for one in page.findChildren(ExportWiring)).dialog
    assert isinstance(dialog, ExportDialog)
    dialog.show_folder(folder)
    return dialog


def choose(dialog: ExportDialog, wanted: ExportFormat) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData(wanted.value))


def test_an_officer_exports_the_audits_of_a_filter_under_pseudonyms_by_default(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked(screen, tmp_path, team="North")
    usual = dialog.detail
    dialog.mark.setChecked(True)

    dialog.export_button.click()
    screen.until(lambda: bool(dialog.done_banner.text))

    north = [one for one in SEED if one.team == "North"]
    data = (dialog.place / "audits.csv").read_bytes()
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert usual is Detail.PSEUDONYMS
    assert data.startswith(b"\xef\xbb\xbf")
    assert len(rows) == len(north) < len(SEED)
    assert str(len(north)) in dialog.done_banner.text
    assert not {one["subject"] for one in rows} & {one.subject for one in SEED}


def test_a_workbook_with_names_is_one_file(open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked(screen, tmp_path)
    choose(dialog, ExportFormat.XLSX)
    dialog.details[Detail.FULL].setChecked(True)

    dialog.export_button.click()
    screen.until(lambda: bool(dialog.done_banner.text))

    sheet = load_workbook(dialog.place, read_only=True)["audits"]
    told = {str(value) for row in sheet.iter_rows(values_only=True) for value in row}
    assert dialog.place.suffix == ".xlsx"
    assert {one.subject for one in SEED} <= told


def asked_of_room(screen: Screen, folder: Path) -> RoomDialog:
    """Ask for a room of the audits of one team."""
    asked(screen, folder, team="North").reject()
    page = screen.wait(InsightPage)
    page.room_button.click()
    dialog = page.findChildren(ExportWiring)[0].dialog
    assert isinstance(dialog, RoomDialog)
    dialog.show_folder(folder)
    return dialog


def test_an_officer_makes_an_inspection_room_of_the_filter(open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked_of_room(screen, tmp_path)
    usual = dialog.wish().level
    dialog.levels[Level.FULL].setChecked(True)

    dialog.export_button.click()
    screen.until(lambda: bool(dialog.done_banner.text))

    told = (dialog.place / "lists" / "all.html").read_text(encoding="utf-8")
    assert usual is Level.PSEUDONYMS
    assert {one.subject for one in SEED if one.subject in told} == {one.subject for one in SEED if one.team == "North"}
    assert not verify_room(dialog.place).found


def test_a_room_of_audits_that_are_chosen_one_by_one(open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked_of_room(screen, tmp_path)
    dialog.levels[Level.FULL].setChecked(True)
    dialog.some.setChecked(True)
    screen.until(lambda: dialog.choice.model.rowCount() > 0)

    dialog.export_button.click()
    refused = dialog.trouble.text
    dialog.choice.list.setCurrentIndex(dialog.choice.model.index(1, 0))
    dialog.choice.put_button.click()
    dialog.export_button.click()
    screen.until(lambda: bool(dialog.done_banner.text))

    (chosen,) = dialog.choice.chosen.values()
    told = (dialog.place / "lists" / "all.html").read_text(encoding="utf-8")
    assert refused == "Choose an audit, or every audit that is shown."
    assert [one.subject for one in SEED if one.subject in told] == [chosen]
    assert "only audits that were chosen one by one" in (dialog.place / "index.html").read_text(encoding="utf-8")


def test_keys_go_through_the_dialog_from_the_top_down(open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked(screen, tmp_path)
    usual = dialog.details[Detail.PSEUDONYMS]
    chain = [usual, dialog.format, dialog.mark, dialog.name, dialog.folder_button, dialog.close_button]
    screen.until(usual.hasFocus)

    gone = []
    for _ in chain:
        gone.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    assert gone == chain
    assert dialog.focusWidget() is dialog.export_button


def test_a_manager_is_offered_pseudonyms_alone(open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(Role.MANAGER, seeded)

    dialog = asked(screen, tmp_path)

    assert tuple(dialog.details) == (Detail.PSEUDONYMS,)


def test_an_auditor_is_offered_no_export(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.AUDITOR, seeded)

    page = screen.go(Place.INSIGHT, InsightPage)

    assert page.export_button.isHidden()


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "a folder of your own")]
)
def test_a_full_disk_and_a_closed_folder_are_told_and_it_can_be_tried_again(
    open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked(screen, tmp_path)

    def fail(*_: object) -> None:
        raise OSError(number, "as the system says it")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", fail)
        dialog.export_button.click()
        screen.until(lambda: bool(dialog.trouble.text))
    told, left = dialog.trouble.text, list(tmp_path.glob("*audits*"))
    dialog.export_button.click()
    screen.until(lambda: bool(dialog.done_banner.text))

    assert said in told
    assert left == []
    assert (dialog.place / "audits.csv").is_file()


def test_closing_while_it_is_written_stops_it_and_leaves_nothing(
    open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked(screen, tmp_path)
    monkeypatch.setattr(export_audits, "TOLD_EVERY", 1)

    dialog.export_button.click()
    dialog.reject()
    screen.until(lambda: bool(dialog.trouble.text))

    assert dialog.isVisible()
    assert "stopped" in dialog.trouble.text
    assert list(tmp_path.glob("*audits*")) == []


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b"])
def test_a_name_that_is_no_name_is_told_at_its_field(open_screen: OpenScreen, tmp_path: Path, name: str) -> None:
    screen = open_screen(Role.QA_OFFICER, seeded)
    dialog = asked(screen, tmp_path)
    dialog.name.setText(name)

    dialog.export_button.click()

    assert dialog.name_field.problem
    assert not dialog.is_running

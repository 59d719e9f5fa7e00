"""Somebody answers an allocation in the window: each way asks for what it needs, and a booking gives out its files."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qa_desktop.domain.allocation_answer import AnswerKind
from qa_desktop.domain.ids import PersonId
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.ui.answer_wiring import AnswerWiring
from qa_desktop.ui.dialogs.answer_allocation import AnswerAllocation
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.plan_wiring import plan_home
from qa_desktop.ui.presenters.answers import AnswerView, AnswerWish, ColleagueChoice
from qa_desktop.ui.presenters.home import home_view
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show
from tests.ui.planning.conftest import Stage

TODAY = date(2026, 11, 21)
VIEW = AnswerView(
    "a1",
    "48-2207 · Live Case File Audit",
    "Due 18 Dec · Sam Worker",
    None,
    (ColleagueChoice(PersonId("ben"), "Ben Auditor · North"), ColleagueChoice(PersonId("cal"), "Cal Auditor · South")),
)


@pytest.mark.parametrize("kind", list(AnswerKind), ids=lambda kind: kind.value)
def test_the_dialog_has_no_obstacle(qtbot: QtBot, look: Look, kind: AnswerKind) -> None:
    assert look.percent
    dialog = AnswerAllocation(VIEW, TODAY)
    show(qtbot, dialog)

    dialog.ways[kind].setChecked(True)

    assert walk(dialog) == []


@pytest.mark.usefixtures("theme")
def test_what_is_missing_is_said_at_its_field_and_nothing_is_answered(qtbot: QtBot) -> None:
    dialog = AnswerAllocation(VIEW, TODAY)
    show(qtbot, dialog)
    dialog.ways[AnswerKind.BOOKED].setChecked(True)
    dialog.time.setText("half past two")
    dialog.minutes.setText("0")
    answered: list[AnswerWish] = []
    dialog.answered.connect(answered.append)

    dialog.send_button.click()
    booked = [link.text() for link in dialog.summary.links]
    dialog.ways[AnswerKind.DECLINED].setChecked(True)
    dialog.send_button.click()

    assert len(booked) == 3
    assert [link.text() for link in dialog.summary.links] == ["Say why you cannot do it"]
    assert answered == []


@pytest.mark.usefixtures("theme")
def test_each_way_says_what_was_filled_in(qtbot: QtBot) -> None:
    dialog = AnswerAllocation(VIEW, TODAY)
    show(qtbot, dialog)
    answered: list[AnswerWish] = []
    dialog.answered.connect(answered.append)
    dialog.ways[AnswerKind.BOOKED].setChecked(True)
    dialog.day.setText("14 December")
    dialog.time.setText("9.30")
    dialog.minutes.setText("90")
    dialog.send_button.click()
    dialog.show_problem("The disk is full.")

    dialog.ways[AnswerKind.SWAP].setChecked(True)
    dialog.colleague.setCurrentIndex(1)
    dialog.send_button.click()

    assert answered == [
        AnswerWish(AnswerKind.BOOKED, date(2026, 12, 14), time(9, 30), 90),
        AnswerWish(AnswerKind.SWAP, colleague="cal"),
    ]


def own_allocation(officer: Stage) -> tuple[HomePage, AnswerWiring]:
    desk = officer.here.desk
    desk.allocate(AllocationRequest("Oli Officer", "bra-live-audit", "48-2207", date(2026, 12, 18), "Sam Worker"))
    page = HomePage()
    page.show_home(home_view(desk.home(), desk.clock.now()))
    answered: list[bool] = []
    wiring = plan_home(desk, officer.workers, officer.window, page, lambda: answered.append(True))
    officer.window.show_page(page)
    officer.settle()
    return page, wiring


def test_b1_a_meeting_is_booked_from_the_home_page_and_its_files_are_saved(
    officer: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, wiring = own_allocation(officer)
    button = next(one for one in page.buttons if one.accessibleName().startswith("Answer"))
    button.click()
    officer.qtbot.waitUntil(lambda: wiring.dialog is not None)
    dialog = wiring.dialog
    assert dialog is not None
    dialog.ways[AnswerKind.BOOKED].setChecked(True)
    dialog.day.setText("14 December")
    dialog.time.setText("14:00")

    dialog.send_button.click()
    officer.qtbot.waitUntil(dialog.booked.isVisible)
    for ending, save in (
        (".ics", dialog.calendar_button),
        (".eml", dialog.email_button),
        (".txt", dialog.letter_button),
    ):
        file = tmp_path / f"meeting{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=file: (str(chosen), ""))
        save.click()
        officer.settle()
        officer.settle()

    (answer,) = officer.here.desk.planning.answers.known().values()
    assert (answer.kind, answer.day, answer.time) == (AnswerKind.BOOKED, date(2026, 12, 14), "14:00")
    assert b"DTSTART:20261214T140000Z" in (tmp_path / "meeting.ics").read_bytes()
    assert b"bring the file of this case" in (tmp_path / "meeting.eml").read_bytes()
    assert "look at case" in (tmp_path / "meeting.txt").read_text("utf-8-sig")
    shown = home_view(officer.here.desk.home(), officer.here.desk.clock.now()).allocated[0]
    assert shown.caption.startswith("Meeting booked for 14 Dec, 14:00")

"""Herefordshire: the record that follows an Inadequate audit is begun from the audit and from the list of due work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.navigator import Navigator
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.presenters.audit_steps import FOLLOW_UP
from qa_desktop.ui.presenters.settings import SettingsPlace
from qa_desktop.ui.theme import Theme
from tests.acceptance.test_herefordshire_follow_up import inadequate, looked_again
from tests.acceptance.window import Screen
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.full_audits import signed_in_full

COMMENT = paths.answer("her-inad.1")


@pytest.fixture
def head(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Hana Head", Role.HEAD_OF_SERVICE)
    made.desk.authority_settings.choose("herefordshire")
    yield made
    made.desk.close()


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, theme: Theme, head: OpenDesk) -> Iterator[Screen]:
    workers = Workers(Worker("database", qapp), Worker("documents", qapp))
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    place = SettingsPlace(head.place, has_passphrase=True)
    navigator = Navigator(window, workers, theme, lambda: place, head.clock)
    navigator.take_desk(head.desk)
    window.show()
    yield Screen(qtbot, window, head, navigator, workers)
    navigator.leave_server()
    workers.stop()


def follows(record: Audit, initial: Audit) -> bool:
    said = (record.subject, record.text(paths.header("initial_audit")))
    return record.tool.id == "her-inadequate" and said == (initial.subject, "2026-11-21")


def test_h7_the_head_of_service_begins_the_record_with_the_day_of_the_initial_audit_and_comments_in_it(
    head: OpenDesk,
) -> None:
    initial = inadequate(head.desk)

    record = head.desk.begin_record(initial.id)
    said = head.desk.record(record, {COMMENT: "The child is seen weekly until the plan is right."}).audit

    assert follows(said, initial)
    assert said.text(paths.about("practitioner")) == initial.text(paths.about("practitioner"))
    assert [one.id for one in head.desk.follow_up.records(initial.id)] == [record.id]
    assert head.desk.begin_record(initial.id).text(COMMENT) == "The child is seen weekly until the plan is right."


@pytest.mark.parametrize("grade", ["good", "requires_improvement"])
def test_h7_only_an_inadequate_audit_that_is_signed_asks_for_a_record(head: OpenDesk, grade: str) -> None:
    other = signed_in_full(head.desk, "her-audit", {paths.OVERALL_GRADE: grade}, "HER-49")

    assert head.desk.begin_record.offered(other.id) is None
    with pytest.raises(NotAllowed, match="No record follows this audit up"):
        head.desk.begin_record(other.id)


def test_h8_another_record_is_begun_only_as_long_as_the_service_is_not_better(head: OpenDesk) -> None:
    initial = inadequate(head.desk)
    first = looked_again(head.desk, initial, "no")

    second = head.desk.begin_record(initial.id)

    assert second.id != first.id
    assert follows(second, initial)


def test_an_auditor_does_not_begin_it(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    initial = inadequate(auditor.desk)

    assert auditor.desk.begin_record.offered(initial.id) is None
    with pytest.raises(NotAllowed, match="A manager, a head of service or a QA officer"):
        auditor.desk.begin_record(initial.id)
    auditor.desk.close()


def test_h7_the_record_is_begun_from_a_line_of_due_work_and_gone_on_with_there(screen: Screen, qtbot: QtBot) -> None:
    initial = inadequate(screen.opened.desk)
    offered = []

    for key in ("deadline.review", "telling.head-of-service"):  # once it is begun, the dates are those of the record
        screen.navigator.go(Place.WORK)
        page = screen.listed()
        choose(page, key, qtbot)
        offered.append(page.record_button.text())
        page.record_button.click()
        shell = screen.wait(AuditShell)
        assert follows(shell.audit, initial)

    assert offered == ["Begin the inadequate audit follow-up", "Go on with the inadequate audit follow-up"]


def test_no_record_is_offered_for_what_it_does_not_look_after(screen: Screen, qtbot: QtBot) -> None:
    inadequate(screen.opened.desk)
    screen.navigator.go(Place.WORK)
    page = screen.listed()
    choose(page, "deadline.review", qtbot)

    (action,) = (row for row, one in enumerate(page.model.rows) if one.line.key == "action.a1")
    page.list.setCurrentIndex(page.model.index(action, 0))

    assert page.record_button.isHidden()


def test_h7_the_record_is_begun_from_the_audit(screen: Screen, qtbot: QtBot) -> None:
    initial = inadequate(screen.opened.desk)
    screen.navigator.open_audit(initial.id, FOLLOW_UP)
    page = screen.wait(AuditShell).page
    assert isinstance(page, FollowUpPage)
    qtbot.waitUntil(page.again.record_button.isVisible)

    page.again.record_button.click()

    def is_begun() -> bool:
        shell = screen.window.page
        return isinstance(shell, AuditShell) and shell.audit.id != initial.id

    qtbot.waitUntil(is_begun)
    assert follows(screen.wait(AuditShell).audit, initial)


def test_the_record_is_begun_by_command(
    head: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    initial, other = inadequate(head.desk), good(head.desk)
    head.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ("--data", str(head.place.folder))

    assert cli.run(["audit", "record", initial.id, "--json", *place]) == 0
    told = json.loads(capsys.readouterr().out)
    assert cli.run(["audit", "record", initial.id, *place]) == 0
    words = capsys.readouterr().out
    assert cli.run(["audit", "record", other.id, *place]) == cli.WRONG_INPUT

    assert (told["tool"], told["subject"], told["follows"]) == ("her-inadequate", "HER-48", initial.id)
    assert words.startswith(f"{told['audit']}: Inadequate audit follow-up")
    assert "No record follows this audit up" in capsys.readouterr().err


def good(desk: Desk) -> Audit:
    return signed_in_full(desk, "her-audit", {paths.OVERALL_GRADE: "good"}, "HER-49")


def choose(page: DueWorkPage, key: str, qtbot: QtBot) -> None:
    """Choose a line, and wait for what is offered for it."""
    (row,) = (row for row, one in enumerate(page.model.rows) if one.line.key == key)
    page.list.setCurrentIndex(page.model.index(row, 0))
    qtbot.waitUntil(page.record_button.isVisible)

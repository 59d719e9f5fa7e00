"""The page of due work: narrowed, opened at the right page, marked as done, and taken along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.paths import answer
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import ALLOCATED, Scope, WorkFilter
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.presenters.due_work import Which, WorkQuestion
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.work_wiring import WorkWays, WorkWiring
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.full_audits import signed_in_full
from tests.ui.conftest import show
from tests.ui.work_samples import due_work, due_work_empty


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    both = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield both
    both.stop()


@pytest.fixture
def auditor(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "auditor")
    yield opened
    opened.desk.close()


def wired(desk: OpenDesk, workers: Workers, opened: list[tuple[str, str]] | None = None) -> WorkWiring:
    told = [] if opened is None else opened
    return WorkWiring(
        desk.desk,
        workers,
        WorkWays(
            lambda audit, step: told.append((audit, step)),
            lambda: None,
            lambda *_: None,
            lambda: None,
            lambda: None,
            lambda one: told.append((one, ALLOCATED)),
        ),
    )


def settled(qtbot: QtBot, page: DueWorkPage) -> None:
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)


def test_a_line_opens_its_audit_at_the_page_where_it_is_looked_after(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = due_work()
    show(qtbot, page)
    page.list.setCurrentIndex(page.model.index(1, 0))

    with qtbot.waitSignal(page.audit_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert asked.args == ["a1", "plan"]


def test_only_what_a_person_closes_can_be_marked_as_done(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = due_work()
    show(qtbot, page)

    offered = []
    for row in range(page.model.rowCount()):
        page.list.setCurrentIndex(page.model.index(row, 0))
        offered.append(page.done_button.isEnabled())

    assert offered == [False, False, False, False, True, True]


def test_overdue_work_says_so_in_words(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = due_work()
    show(qtbot, page)

    assert [row.lines.right for row in page.model.rows[:3]] == ["■ 2 days overdue", "due today", "due 28 Nov"]
    assert "Closed when these actions are done" in page.model.rows[0].spoken


def test_an_empty_list_says_what_will_be_there(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = due_work_empty()
    show(qtbot, page)
    page.which.setCurrentIndex(1)

    page.show_rows((), more=False)

    assert page.empty.isVisible()
    assert not page.calendar_button.isEnabled()


def test_the_list_is_narrowed_to_a_kind(qtbot: QtBot, theme: Theme, workers: Workers, auditor: OpenDesk) -> None:
    assert theme.points
    sign_an_audit(auditor.desk)
    page = wired(auditor, workers).page
    show(qtbot, page)
    settled(qtbot, page)

    page.choose(WorkQuestion(Scope.MINE, Which.ALL, WorkKind.FILING))
    settled(qtbot, page)

    assert {row.line.kind for row in page.model.rows} == {WorkKind.FILING}


def test_what_is_marked_as_done_goes_from_the_list(
    qtbot: QtBot, theme: Theme, workers: Workers, auditor: OpenDesk
) -> None:
    assert theme.points
    signed_in_full(auditor.desk, "roc-supervision-file", {answer("roc-sup.10"): "yes"})
    page = wired(auditor, workers).page
    show(qtbot, page)
    settled(qtbot, page)
    (row,) = (n for n, one in enumerate(page.model.rows) if one.line.kind is WorkKind.FOLLOW_UP)
    before = page.model.rowCount()
    page.list.setCurrentIndex(page.model.index(row, 0))

    page.done_button.click()

    qtbot.waitUntil(lambda: page.model.rowCount() == before - 1)
    assert auditor.desk.work(WorkFilter(kind=WorkKind.FOLLOW_UP)) == ()


def test_the_days_are_taken_along_as_a_calendar_file(
    qtbot: QtBot, theme: Theme, workers: Workers, auditor: OpenDesk, tmp_path: Path
) -> None:
    assert theme.points
    sign_an_audit(auditor.desk)
    page = wired(auditor, workers).page
    show(qtbot, page)
    settled(qtbot, page)
    file = tmp_path / "due.ics"
    page.ask_path = lambda: str(file)

    page.calendar_button.click()

    qtbot.waitUntil(file.exists)
    assert file.read_text().count("BEGIN:VEVENT") == sum(row.line.due is not None for row in page.model.rows)


@pytest.mark.parametrize(
    ("role", "scope"),
    [(Role.AUDITOR, Scope.MINE), (Role.MANAGER, Scope.TEAM), (Role.QA_OFFICER, Scope.ALL)],
)
def test_each_role_sees_its_own_work_first(
    qtbot: QtBot, theme: Theme, workers: Workers, tmp_path: Path, role: Role, scope: Scope
) -> None:
    assert theme.points
    opened = new_desk(tmp_path / "person", role=role)
    page = wired(opened, workers).page
    qtbot.addWidget(page)

    assert page.question.scope is scope
    opened.desk.close()

"""Durham's Impact Statement in the window: what is missing is asked for, written where it is asked for, and signed."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from qa_desktop.domain import flow, paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.sign import SignPage
from tests.acceptance.due import work
from tests.acceptance.on_screen import words
from tests.acceptance.test_impact_statements import HEADINGS, SAID, TOOL
from tests.acceptance.window import OpenScreen, Screen
from tests.full_audits import filled_in_full

REVIEW, LEAD, TIMESCALE = (
    paths.answer("dur-imp.7"),
    paths.entry("action", "a1", "who"),
    paths.entry("action", "a1", "due"),
)
NUMBERED = re.compile(r"^[1-6] (.+?)(?: \(optional\))?$")
WRITTEN = {REVIEW: "1 February 2027", LEAD: "Strategic Manager", TIMESCALE: "31 January 2027"}

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def settle(screen: Screen, shell: AuditShell) -> None:
    """Wait until what was written is on disk."""
    done: list[bool] = []
    shell.flush()
    shell.session.when_settled(lambda: done.append(True))
    screen.until(lambda: done and shell.page.is_complete)


def fill(screen: Screen, shell: AuditShell, text: str) -> None:
    """Write into the line that has the focus, in place of what stands there."""
    line = screen.window.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    settle(screen, shell)


def asked(screen: Screen, shell: AuditShell) -> dict[str, str]:
    """Go to the signature, and return what its page says is to settle first, by path."""
    shell.go(flow.SIGN)
    settle(screen, shell)
    page = shell.page
    assert isinstance(page, SignPage)
    page.show_blockers()
    every = flow.blockers(shell.audit)
    assert [link.text() for link in page.summary.links] == [one.message for one in every]
    return {one.path: one.message for one in every}


def test_d5_a_statement_without_review_date_lead_and_timescale_is_not_signed_until_they_are_written(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen(Role.QA_OFFICER, lambda there: there.desk.authority_settings.choose("durham"))
    bare: dict[str, Value] = {**SAID, **dict.fromkeys(WRITTEN)}
    audit = filled_in_full(screen.opened.desk, TOOL, bare, "Neglect")
    screen.window.activateWindow()
    shell = screen.shell(audit.id)

    read: list[str] = []
    for part in ("statement", "next-steps"):
        shell.go(flow.SECTION_PREFIX + part)
        settle(screen, shell)
        assert isinstance(shell.page, SectionPage)
        read += [found[1] for one in words(shell.page) if (found := NUMBERED.match(one))]
    assert list(dict.fromkeys(read)) == HEADINGS
    assert set(asked(screen, shell)) == set(WRITTEN)

    for path, text in WRITTEN.items():
        page = shell.page
        assert isinstance(page, SignPage)
        message = asked(screen, shell)[path]
        next(link for link in page.summary.links if link.text() == message).click()
        settle(screen, shell)
        fill(screen, shell, text)
        assert path not in asked(screen, shell)
    assert asked(screen, shell) == {}
    assert not screen.opened.desk.open_audit(audit.id).is_signed
    shell.page.finish()

    screen.until(lambda: screen.opened.desk.open_audit(audit.id).is_signed)
    (review,) = work(screen.opened, WorkKind.DATE).values()
    assert (review.due, review.whose) == (date(2027, 2, 1), "Quality Improvement Board")
    due = screen.go(Place.WORK, DueWorkPage)
    screen.until(lambda: due.model.rowCount() > 0)
    said = [str(due.model.index(row, 0).data(ACCESSIBLE)) for row in range(due.model.rowCount())]
    assert any("Quality Improvement Board" in one and "1 Feb" in one for one in said), said


def test_d5_a_review_date_before_the_statement_is_refused_at_its_field(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("durham")
    audit = filled_in_full(screen.opened.desk, TOOL, {**SAID, REVIEW: None}, "Neglect")
    screen.window.activateWindow()
    shell = screen.shell(audit.id)
    shell.go(flow.SECTION_PREFIX + "next-steps", REVIEW)
    settle(screen, shell)

    fill(screen, shell, "1 November 2026")

    screen.until(lambda: any("must not be before “Date”, 2 November 2026" in one for one in words(shell.page)))
    assert screen.opened.desk.open_audit(audit.id).day(REVIEW) is None
    assert REVIEW in asked(screen, shell)

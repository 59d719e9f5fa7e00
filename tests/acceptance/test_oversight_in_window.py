"""What a manager is asked for stands in due work too, and is begun from there with what the list said (R-213)."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.allocation import Allocation, allocate_change
from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from tests.acceptance.due import at
from tests.acceptance.window import OpenScreen, choose
from tests.desks import OpenDesk


def asked(opened: OpenDesk) -> None:
    """Let the owner be asked for the oversight of a closure."""
    opened.desk.authority_settings.choose("rochdale")
    at(opened, date(2026, 11, 18))
    given = ((paths.header("trigger"), "closure"), (paths.header("event_date"), "2026-11-18"))
    tool, note = ToolId("roc-mgmt-oversight"), "Before the case is closed, 18 November 2026"
    one = Allocation("a-1", opened.desk.owner.id, tool, "48-1", date(2026, 11, 17), note=note, given=given)
    opened.store.append([allocate_change(one)])


def test_r213_the_note_is_begun_from_due_work(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.MANAGER, asked)
    screen.go(Place.WORK, DueWorkPage)
    page = screen.listed()
    row = page.rows.model.rows[0]
    choose(page.list)

    assert (row.title, row.due) == ("Not begun: Before the case is closed, 18 November 2026", "1 day overdue")
    assert (page.open_button.text(), page.done_button.isEnabled()) == ("Start", False)
    page.open_button.click()

    audit = screen.wait(AuditShell).audit
    assert (audit.subject, audit.text(paths.header("trigger"))) == ("48-1", "closure")
    assert audit.text(paths.header("event_date")) == "2026-11-18"

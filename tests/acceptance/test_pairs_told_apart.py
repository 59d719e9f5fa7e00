"""Two forms of one case are told apart wherever both stand in a list, by sight and by ear."""

from __future__ import annotations

from PySide6.QtCore import Qt

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import Scope
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.presenters.due_work import Which, WorkQuestion
from tests.acceptance.on_screen import words
from tests.acceptance.window import Screen
from tests.desks import OpenDesk
from tests.full_audits import filled_in_full

LEAD, PEER = "Lead auditor: Lea Lead", "Peer auditor: Pia Peer"
SAID = Qt.ItemDataRole.AccessibleTextRole


def signed_form(opened: OpenDesk, seat: str, name: str) -> Audit:
    given: dict[str, Value] = {pairs.PAIR: "one", pairs.PART: seat, paths.about("auditor"): name}
    audit = filled_in_full(opened.desk, "her-audit", {**given, paths.answer("her-audit.differ"): "no"})
    opened.desk.sharing.lock_grade(audit.id)
    return opened.desk.sign_audit(audit.id)


def signed_pair(screen: Screen) -> None:
    signed_form(screen.opened, "lead", "Lea Lead")
    signed_form(screen.opened, "peer", "Pia Peer")


def test_what_was_signed_lately_says_whose_form_it_is(screen: Screen) -> None:
    signed_pair(screen)

    screen.navigator.go(Place.HOME)
    home = screen.wait(HomePage)
    screen.until(lambda: sum("48-7" in one for one in words(home.signed)) == 2)
    captions = [one.split(" · ")[0] for one in words(home.signed) if " · Signed" in one]
    named = [one.accessibleName() for one in home.buttons if one.text() == "Open" and "48-7" in one.accessibleName()]

    assert sorted(captions) == [LEAD, PEER]
    assert sum(name.endswith(LEAD) for name in named) == 1
    assert sum(name.endswith(PEER) for name in named) == 1


def test_lists_of_audits_and_of_due_work_say_whose_form_it_is(screen: Screen) -> None:
    signed_pair(screen)
    page = screen.go(Place.AUDITS, AuditsPage)
    screen.until(lambda: page.model.rowCount() == 2)
    audits = [str(page.model.index(row, 0).data(SAID)) for row in range(2)]

    due = screen.go(Place.WORK, DueWorkPage)
    due.choose(WorkQuestion(Scope.ALL, Which.ALL, WorkKind.TELLING))
    screen.until(lambda: due.model.rows and all(row.line.kind is WorkKind.TELLING for row in due.model.rows))
    tells = [str(due.model.index(row, 0).data(SAID)) for row in range(due.model.rowCount())]

    assert [sum(one in said for said in audits) for one in (LEAD, PEER)] == [1, 1]
    assert {form for form in (LEAD, PEER) if any(form in said for said in tells)} == {LEAD, PEER}
    assert all(LEAD in said or PEER in said for said in tells)


def test_an_audit_that_nobody_else_made_says_nothing_of_it(screen: Screen) -> None:
    audit = filled_in_full(screen.opened.desk, "her-audit", {paths.about("auditor"): "Ana Alone"})
    screen.opened.desk.sign_audit(audit.id)

    page = screen.go(Place.AUDITS, AuditsPage)
    screen.until(lambda: page.model.rowCount() == 1)

    assert "auditor" not in str(page.model.index(0, 0).data(SAID)).lower()

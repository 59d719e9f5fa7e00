"""Slough: the manager's review of the team's audits, and audit tools that are looked through every year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from qa_desktop.domain import paths
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.domain.telling import comment_values, open_tells, tells, told_values
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.errors import NotFound
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.telling import TellPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_versions import VersionsCard
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.date_field import DateField
from tests.acceptance.bringing import bring
from tests.acceptance.due import MET
from tests.acceptance.on_screen import words
from tests.acceptance.window import OpenScreen, Screen, choose
from tests.desks import OpenDesk, new_desk
from tests.full_audits import signed_in_full
from tests.sample_audits import STARTED, audit_of, shipped_ids
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

TOOL = ToolId("slo-case-audit")
YEAR_END = date(2026, 12, 31)


def test_s10_every_tool_of_slough_carries_a_day_of_review_each_year(real: OpenDesk) -> None:
    nobody = [one for one in real.desk.tool_care.library() if one.review_by is not None]

    real.desk.authority_settings.choose("slough")
    days = {str(one.summary.id): one.review_by for one in real.desk.tool_care.library()}

    assert nobody == []
    own = [one for one in shipped_ids() if one.startswith("slo-")]
    assert len(own) == 11
    assert {tool for tool, day in days.items() if day is not None} == set(own)
    assert {days[one] for one in own} == {YEAR_END}
    real.clock.moment = datetime(2027, 2, 1, tzinfo=UTC)
    assert real.desk.tool_care.versions(TOOL)[0].review_by == date(2027, 12, 31)


def test_s10_the_officer_is_reminded_and_sets_the_day_of_next_year(screen: Screen) -> None:
    desk = screen.opened.desk
    desk.authority_settings.choose("slough")
    screen.opened.clock.moment = datetime(2026, 12, 7, 9, tzinfo=UTC)
    screen.navigator.go_home()
    screen.until(lambda: any("11 tools are to be looked through" in one for one in words(screen.window)))

    page = screen.go(Place.TOOLS, ToolsPage)
    screen.until(lambda: page.picker.model.rows)
    page.picker.choose(TOOL)
    screen.until(lambda: "To be looked through by 31 December 2026." in " ".join(words(page)))
    card = page.findChildren(VersionsCard)[-1]
    proposed = card.findChildren(DateField)[-1].day
    next(one for one in card.findChildren(SecondaryButton) if one.text() == "Keep this day").click()

    screen.until(lambda: desk.tool_care.versions(TOOL)[0].review_by == date(2027, 12, 7))
    assert proposed == date(2027, 12, 7)
    assert len(desk.tool_care.due_for_review()) == 10


BY_CONSULTANT: dict[str, Value] = {paths.header("audited_as"): "consultant_practitioner"}
SAID = "Thorough on the plan. Talk the chronology through with the worker, please."


def test_s2_a_manager_reviews_and_comments_on_the_audits_of_consultant_practitioners_in_the_team(
    make_desk: MakeDesk, server: Server
) -> None:
    consultant, manager = make_desk("Con Practitioner"), make_desk("Mo Manager", Role.MANAGER)
    elsewhere = make_desk("Far Manager", Role.MANAGER)
    server.team("south")
    with administering(server.dsn) as connection:
        move(connection, server.sql("SELECT login FROM qa.person WHERE name = 'Far Manager'").strip(), team="south")
    audit = signed_in_full(consultant.desk, TOOL, BY_CONSULTANT)
    sync(consultant, manager, elsewhere)
    seen = manager.desk.open_audit(audit.id)
    (asked,) = open_tells(seen)

    told = told_values(asked.key, "Con Practitioner", MET, TellWay.IN_PERSON)
    manager.desk.record(seen, {**told, **comment_values(asked.key, SAID, "Mo Manager", MET)})
    sync(manager, consultant)

    assert (asked.recipient, asked.asks_comment) == ("Practice Manager", True)
    (review,) = tells(consultant.desk.open_audit(audit.id))
    assert (review.comment, review.comment_by, review.is_open) == (SAID, "Mo Manager", False)
    with pytest.raises(NotFound):
        elsewhere.desk.open_audit(audit.id)


@pytest.mark.parametrize("as_whom", ["practice_manager", "head_of_service"])
def test_s2_nobody_is_asked_to_review_what_managers_and_heads_of_service_audit(as_whom: str) -> None:
    audit = audit_of(TOOL, {**STARTED, paths.header("audited_as"): as_whom}, AuditState.SIGNED)

    assert not any(one.asks_comment for one in tells(audit))


def test_s2_the_manager_is_led_from_the_home_page_to_the_comment(open_screen: OpenScreen, tmp_path: Path) -> None:
    consultant = new_desk(tmp_path / "consultant", "Con Practitioner")
    audit = signed_in_full(consultant.desk, TOOL, BY_CONSULTANT)
    told = told_values("practice-manager", "Con Practitioner", MET, TellWay.IN_PERSON, "Mo Manager")
    consultant.desk.record(audit, told)
    screen = open_screen(Role.MANAGER, lambda manager: bring(consultant, manager, audit))

    screen.press_on_home("Not told yet")
    page = screen.listed()
    choose(page.list, next(place for place, row in enumerate(page.model.rows) if row.line.kind is WorkKind.TELLING))
    page.open_button.click()
    shell = screen.wait(AuditShell)
    told_page = shell.page
    assert isinstance(told_page, TellPage)
    card = told_page.cards["practice-manager"]
    screen.until(lambda: card.comment is not None and card.comment.hasFocus())
    assert card.comment is not None
    QTest.keyClicks(card.comment, SAID)
    shell.flush()
    screen.until(lambda: not open_tells(shell.audit))

    (review,) = tells(screen.opened.desk.open_audit(audit.id))
    assert (review.comment, review.comment_by) == (SAID, "Mo Manager")
    consultant.desk.close()

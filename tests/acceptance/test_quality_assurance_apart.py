"""Bracknell Forest: quality assurance stands apart from the line, in roles, on the laptop and on the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.desk import Desk
from qa_desktop.services.look_after_tools import ToolState
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.programme import ProgrammePage
from tests.acceptance.window import OpenScreen, Screen
from tests.desks import new_desk
from tests.full_audits import signed_in_full
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

TOOL = "bra-live-audit"
DAY = date(2026, 12, 1)
OFFICERS_WORK: dict[str, Callable[[Desk], object]] = {
    "allocate an audit": lambda desk: desk.allocate(AllocationRequest(desk.owner.name, TOOL, "48-1")),
    "plan the year": lambda desk: desk.planning.programme.enter(Entry("", EntryKind.PLAN, "Live audits", DAY, DAY)),
    "publish a tool": lambda desk: desk.authority_tools.publish(TOOL),
    "say when a tool is looked through": lambda desk: desk.tool_care.set_review(TOOL, desk.tool(TOOL).version, DAY),
    "retire a tool": lambda desk: desk.tool_care.retire(TOOL),
}
RIGHTS = """SELECT count(*) FROM
    unnest(array['create', 'set', 'resolve', 'sign', 'reveal', 'document', 'redact', 'dispose', 'grant', 'withdraw',
                 'settle', 'hold', 'release', 'go_on', 'any']) kind,
    unnest(array['draft', 'revealed', 'signed', 'held_draft', 'held_revealed', 'held_signed', 'disposed', 'standing',
                 'personal']) state,
    unnest(array['record', 'lead', 'peer', 'moderation', 'restricted', 'retention', 'tools', 'profile', 'programme',
                 'desk', 'allocations', 'answers']) stream,
    unnest(array['read', 'write', 'relay', 'accept', 'list']) verb
WHERE qa.may('ROLE', kind, state, stream, 'RELATION', verb)"""
"""How much a role may do in one relation to an audit, over everything that there is to do."""


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HEAD_OF_SERVICE], ids=lambda role: role.value)
def test_b13_nobody_in_the_line_does_the_officers_work(tmp_path: Path, role: Role) -> None:
    in_line, officer = new_desk(tmp_path / "line", "Lin Line", role), new_desk(tmp_path / "qa", "Oli", Role.QA_OFFICER)

    for work in OFFICERS_WORK.values():
        with pytest.raises(NotAllowed, match="Only a QA officer"):
            work(in_line.desk)

    for work in list(OFFICERS_WORK.values())[1:]:  # the first asks for a directory
        work(officer.desk)
    assert officer.desk.tool_care.versions(TOOL)[0].state is ToolState.RETIRED
    for one in (in_line, officer):
        one.desk.close()


def test_b13_no_role_of_the_line_has_an_officers_rights_on_the_server_nor_an_officer_those_of_the_line(
    server: Server,
) -> None:
    def allowed(role: str, relation: str) -> int:
        return int(server.sql(RIGHTS.replace("ROLE", role).replace("RELATION", relation)))

    assert (allowed("manager", "all"), allowed("head_of_service", "all")) == (0, 0)
    assert (allowed("qa_officer", "team"), allowed("qa_officer", "service")) == (0, 0)
    assert min(allowed("qa_officer", "all"), allowed("manager", "team"), allowed("head_of_service", "service")) > 0


def test_b13_a_person_is_the_one_or_the_other_and_never_both(make_desk: MakeDesk, server: Server) -> None:
    auditor = make_desk("Ada Auditor")
    manager, officer = make_desk("Mo Manager", Role.MANAGER), make_desk("Oli Officer", Role.QA_OFFICER)
    audit = signed_in_full(auditor.desk, TOOL, {})
    sync(auditor, manager, officer)

    def relations(name: str) -> str:
        asked = "SELECT array_to_string(qa.relations(p, a), ' ') FROM qa.person p, qa.audit a WHERE p.name = "
        return server.sql(f"{asked}'{name}' AND a.id = '{audit.id}'").strip()

    before = relations("Mo Manager"), relations("Oli Officer")
    with administering(server.dsn) as connection:
        login = server.sql("SELECT login FROM qa.person WHERE name = 'Mo Manager'").strip()
        move(connection, login, role="qa_officer")

    assert before == ("team", "all")
    assert relations("Mo Manager") == "all"
    assert manager.desk.open_audit(audit.id).is_signed


def test_b13_the_window_offers_the_officers_places_to_officers_alone(open_screen: OpenScreen) -> None:
    manager, officer = open_screen(Role.MANAGER), open_screen(Role.QA_OFFICER)

    def offered(screen: Screen) -> tuple[bool, bool]:
        page = screen.go(Place.PROGRAMME, ProgrammePage)
        screen.until(lambda: page.head.title.text().startswith("Programme of"))
        return screen.window.rail.buttons[Place.ALLOCATE].isVisible(), page.plan_button.isVisible()

    assert (offered(manager), offered(officer)) == ((False, False), (True, True))

"""Draws in the window, from the list of the case system to what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.draw import Spread
from qa_desktop.services.share_out_cases import LEAD, PEER
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.allocations import AllocationsPage
from qa_desktop.ui.pages.draw_list import DrawListPage
from qa_desktop.ui.pages.draw_wish import DrawWishPage
from qa_desktop.ui.pages.drawn import DrawnPage
from qa_desktop.ui.pages.share_out import ALL, ShareOutPage
from tests.acceptance.drawing import list_file
from tests.acceptance.on_screen import words
from tests.acceptance.window import OpenScreen, Screen
from tests.directories import Known, tell


@dataclass
class Draw:
    """A draw that an officer makes in the window."""

    screen: Screen

    def list(self) -> DrawWishPage:
        """Choose the list of open cases, and go on to how many."""
        self.screen.go(Place.ALLOCATE, AllocationsPage).draw_button.click()
        page = self.screen.wait(DrawListPage)
        page.file_button.click()
        self.screen.until(page.next_button.isEnabled)
        page.next_button.click()
        return self.screen.wait(DrawWishPage)

    def draw(self, selection: str, number: int, by: str = "") -> DrawnPage:
        """Draw so many: from the whole list, or of each group of a column."""
        wish = self.list()
        self.screen.until(lambda: wish.selection.findData(selection) >= 0)
        wish.selection.setCurrentIndex(wish.selection.findData(selection))
        wish.spread.setCurrentIndex(wish.spread.findData(Spread.EACH if by else Spread.WHOLE))
        wish.spread.activated.emit(wish.spread.currentIndex())
        wish.column.setCurrentIndex(wish.column.findText(by) if by else -1)
        wish.number.setText(str(number))
        wish.seed.setText("the lottery of the month")
        wish.draw_button.click()
        return self.screen.wait(DrawnPage)

    def send(self, drawn: DrawnPage, takes: Mapping[str, str]) -> tuple[Allocation, ...]:
        """Share the cases out over people as the page proposes, and send them."""
        drawn.share_button.click()
        page = self.screen.wait(ShareOutPage)
        self.screen.until(lambda: set(takes) <= set(page.takes) and page.tool.currentIndex() >= 0)
        for key, part in takes.items():
            page.takes[key].setCurrentIndex(page.takes[key].findData(part))
        page.propose_button.click()
        shared = self.screen.wait(DrawnPage)
        self.screen.until(shared.send_button.isVisible)
        shared.send_button.click()
        self.screen.until(self.screen.opened.desk.allocate.known)
        return self.screen.opened.desk.allocate.known()


@pytest.fixture
def officer(open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draw:
    file = list_file(tmp_path, cases=30)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    screen = open_screen(Role.QA_OFFICER)
    screen.opened.clock.moment = datetime(2026, 12, 1, 9, tzinfo=UTC)
    return Draw(screen)


def test_h1_on_the_first_each_case_goes_to_a_lead_and_a_peer(officer: Draw) -> None:
    officer.screen.opened.desk.authority_settings.choose("herefordshire")
    tell(officer.screen.opened, Known("Lea Lead", Role.MANAGER), Known("Pia Peer"))

    drawn = officer.draw("monthly", 2)
    given = officer.send(drawn, {"lea-lead": LEAD, "pia-peer": PEER})

    assert sorted((one.person, one.part) for one in given) == [("lea-lead", "lead")] * 2 + [("pia-peer", "peer")] * 2
    assert len({one.subject for one in given}) == 2
    assert {one.on for one in given} == {date(2026, 12, 1)}


def test_r7_a_head_of_service_is_given_no_case_of_the_own_service(officer: Draw) -> None:
    officer.screen.opened.desk.authority_settings.choose("rochdale")
    heads = (Known("Hana Head", Role.HEAD_OF_SERVICE), Known("Hugh Head", Role.HEAD_OF_SERVICE, "south"))
    tell(officer.screen.opened, *heads)

    drawn = officer.draw("tier-2", 4, "Team")
    given = officer.send(drawn, {"hana-head": ALL, "hugh-head": ALL})

    # even numbers are of the team North in the service East, odd ones of the West
    own = {"hana-head": 0, "hugh-head": 1}
    assert {one.person for one in given} == set(own)
    assert all(int(one.subject[-4:]) % 2 != own[one.person] for one in given)


@pytest.mark.parametrize(("by", "cases"), [("", 2), ("Theme", 6)], ids=["random", "by theme"])
def test_s4_the_cases_of_a_moderation_meeting_are_drawn_at_random_or_by_theme(
    officer: Draw, by: str, cases: int
) -> None:
    desk = officer.screen.opened.desk
    desk.authority_settings.choose("slough")
    tell(officer.screen.opened, Known("Sel Manager", Role.MANAGER))

    drawn = officer.draw("moderation", 2, by)
    shown = " ".join(words(drawn))
    given = officer.send(drawn, {"sel-manager": ALL})

    assert drawn.model.rowCount() == cases
    assert "Cases for the Audit Moderation Meeting" in shown
    (kept,) = desk.planning.draws().all()
    assert len(kept.record().standing) == len(given) == cases

"""Slough: audit tools that are looked through every year."""

from __future__ import annotations

from datetime import UTC, date, datetime

from qa_desktop.domain.ids import ToolId
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_versions import VersionsCard
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.date_field import DateField
from tests.acceptance.on_screen import words
from tests.acceptance.window import Screen
from tests.desks import OpenDesk
from tests.sample_audits import shipped_ids

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

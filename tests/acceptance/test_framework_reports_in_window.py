"""The reports that the frameworks ask for, chosen, written and saved in the window: what the file says then."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtTest import QTest

from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.reports import ReportsPage
from tests.acceptance.report_seeds import (
    bracknell_responses,
    durham_feedback,
    durham_supervision,
    herefordshire,
    herefordshire_records,
    slough_themes,
    text_under,
)
from tests.acceptance.reports_page import choose, saved_text, wiring, write
from tests.acceptance.window import OpenScreen
from tests.desks import OpenDesk
from tests.figure_seed import Seeded


def headings_in(text: str, wanted: list[str]) -> list[str]:
    """Return which of the wanted headings a report has, in its order."""
    lines = text.splitlines()
    return sorted((one for one in wanted if one.upper() in lines), key=lambda one: lines.index(one.upper()))


def test_h11_a_managers_briefing_that_is_saved_in_the_window_has_the_named_contents(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    every: list[Seeded] = []
    screen = open_screen(Role.QA_OFFICER, lambda there: every.extend(herefordshire(there)))
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "managers-briefing", "2026-09")

    text = saved_text(screen, page, tmp_path)
    seeded = [one for one in every if one.day.month == 9]
    counted = Counter(one.overall for one in seeded)
    quotes = {quote for one in seeded for kind, _, quote in one.themes if kind == "strength"}
    strengths = Counter(name for one in seeded for kind, name, _ in one.themes if kind == "strength")
    wanted = ["Compliance", "Overview of grades", "Audit themes", "Good practice", "Areas for development"]
    assert headings_in(text, wanted) == wanted
    september = f"Sep 2026. Outstanding: {counted['outstanding']}; Good: {counted['good']}; "
    assert september in text_under(text, "Overview of grades")
    assert all(quote in text_under(text, "Good practice") for quote in quotes)
    themes = text_under(text, "Audit themes")
    assert all(f"{name}. What it is: Strength; Cases: {many}" in themes for name, many in strengths.items())
    assert "The chronology stops in March." in text_under(text, "Areas for development")


def test_h11_a_quarterly_report_that_is_written_and_saved_in_the_window_has_the_named_contents(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    every: list[Seeded] = []

    def there(opened: OpenDesk) -> None:
        every.extend(herefordshire(opened))
        herefordshire_records(opened)

    screen = open_screen(Role.QA_OFFICER, there)
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "quarterly-qa-report", "2026-Q3")
    write(page, "rapid-reviews", "One review, of neglect.")

    text = saved_text(screen, page, tmp_path)
    wanted = [
        "Audits of the last three months", "Service areas", "Teams", "Themes", "Learning from complaints",
        "User feedback", "Rapid Reviews", "Multi-agency audit", "Other quality assurance",
    ]  # fmt: skip
    assert headings_in(text, wanted) == wanted
    assert "Letters come too late." in text_under(text, "Learning from complaints")
    assert "They listened to me." in text_under(text, "User feedback")
    assert "One review, of neglect." in text_under(text, "Rapid Reviews")
    south = sum(one.team == "South" for one in every)
    (line,) = (one for one in text_under(text, "Teams").splitlines() if one.startswith("South."))
    assert f"Total: {south};" in line
    assert "Later." not in text


def test_s5_themes_are_saved_in_the_window_by_month_for_teams_and_by_quarter_for_boards(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, slough_themes)
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "themes-for-teams", "2026-08")
    august = saved_text(screen, page, tmp_path)
    choose(screen, page, "themes-for-boards", "2026-Q3")
    quarter = saved_text(screen, page, tmp_path)
    assert "Life story work. What it is: Strength; North: 1; South: 1" in text_under(august, "Themes by team")
    assert "They know their story." in text_under(august, "Good practice")
    by_month = text_under(quarter, "Themes by month")
    assert "Life story work. What it is: Strength; Jul 2026: left out; Aug 2026: left out; Sep 2026: 0" in by_month
    assert "Delay. What it is: Strength; Jul 2026: 0; Aug 2026: 0; Sep 2026: left out" in by_month
    assert "Sam" not in august + quarter


def test_d9_a_quality_of_practice_report_that_is_saved_in_the_window_has_themes_of_audits_and_of_families(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, durham_feedback)
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "quality-of-practice", "2026-Q2")

    text = saved_text(screen, page, tmp_path)
    assert "Danger statements. What it is: Strength" in text_under(text, "Themes of audits")
    assert "The statement is in the child's words." in text_under(text, "Strengths")
    assert "We were asked what we want." in text_under(text, "Themes of family feedback")
    assert "Being asked. What it is: Strength" in text_under(text, "Family feedback by theme")
    assert not any(word in text for word in ("Phones", "Kai"))


def test_d10_a_topic_is_written_and_figures_brought_in_and_the_file_has_them_side_by_side(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, durham_supervision)
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "quantity-and-quality", "2026-Q2")
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "topic,measure,period,value\nSupervision,Held in time,2026-05,78%\nReferrals,Contacts,2026-05,512\n",
        encoding="utf-8",
    )
    wiring(page).ask_file = lambda name, _kind: str(tmp_path / name)
    page.save_button.click()
    screen.until(lambda: page.trouble.text)
    refused = page.trouble.text
    wiring(page).ask_figures = lambda: str(figures)
    QTest.keyClicks(page.topic, "Supervision")
    page.figures_button.click()
    screen.until(lambda: "in this report" in page.done.text)

    text = saved_text(screen, page, tmp_path)
    assert "which topic" in refused
    beside = text_under(text, "Supervision")
    assert beside.splitlines()[-3:] == [
        "Held in time, May 2026: 78%. Quality: Area for improvement: 1 case",
        "81 of 90 held in June. Quality: “Supervision is late.”",
        "Quality: Workers say that it helps them think.",
    ]
    assert "Contacts" not in text


def test_b9_a_quarterly_report_waits_for_the_response_and_carries_it_once_it_is_there(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, lambda there: there.desk.authority_settings.choose("bracknell-forest"))
    page = screen.go(Place.REPORTS, ReportsPage)
    choose(screen, page, "bracknell-quarterly-report", "2026-Q3")
    before = saved_text(screen, page, tmp_path)
    bracknell_responses(screen.opened)
    choose(screen, page, "bracknell-quarterly-report", "2026-Q3")

    after = saved_text(screen, page, tmp_path)
    told = text_under(after, "Management response")
    assert "has not come yet" in text_under(before, "Management response")
    assert "has not come yet" not in told
    assert all(words in told for words in ("Train everybody in chronologies", "Accepted", "We agree."))
    assert "We do not." not in after
    assert after.rstrip().endswith(told.strip()), "nothing comes after it"

"""Themes in the window, as a QA officer keeps them: the list, and quotations redacted one after the other."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.pages.redaction import RedactionPage
from qa_desktop.ui.pages.themes import ThemesPage
from tests.acceptance.trying import MakeHands
from tests.acceptance.window import OpenScreen, Screen
from tests.desks import OpenDesk
from tests.figure_seed import add_record

SAID = ("Pat Parker asked her on 3 March 2026.", "Nobody asked the father in Ledbury.", "The plan is hers.")


def tagged(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("slough")
    officer.desk.theming.themes.add("Voice")
    for day, words in enumerate(SAID, 1):
        audit = add_record(officer, "slo-case-audit", f"48-{day}", date(2026, 9, day), {paths.STRENGTHS: words})
        officer.desk.tag_themes(audit, ThemeKind.STRENGTH, "Voice", words)


def themes(screen: Screen) -> ThemesPage:
    screen.go(Place.INSIGHT, InsightPage).themes_button.click()
    page = screen.wait(ThemesPage)
    screen.until(lambda: any(one.title == "Voice" for one in page.rows.shown))
    return page


def test_an_officer_keeps_the_list_and_redacts_what_waits(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    screen = open_screen(Role.QA_OFFICER, tagged)
    desk = screen.opened.desk
    hands = hands_on(screen)

    hands.go("Alt+I", "Insight")
    hands.press("Themes")
    hands.press("Add a theme")
    hands.write("Name of the theme", "voice")
    hands.press("Add it")
    hands.until(
        lambda: screen.wait(ThemesPage).dialog is not None and hands.is_there("There is a theme “Voice” already.")
    )
    hands.write("Name of the theme", "Fathers")
    hands.press("Add it")
    hands.until(lambda: any(one.name == "Fathers" for one in desk.theming.themes().offered))
    hands.row("Themes", "Voice, ")
    hands.press("Rename")
    hands.write("Name of the theme", "Her own words")
    hands.press("Rename it")
    hands.until(lambda: any(one.name == "Her own words" for one in desk.theming.themes().offered))
    hands.row("Themes", "Fathers, ")
    hands.press("Retire")
    hands.until(lambda: all(one.name != "Fathers" for one in desk.theming.themes().offered))
    hands.row("Themes", "Her own words, A strength in 3 cases · 3 quotations, 3 to be redacted")
    hands.press("Redact its quotations (3)")
    page = screen.wait(RedactionPage)
    hands.until(lambda: page.shown is not None and page.shown.quotation.subject == "48-3")
    hands.press("Let this be told")
    hands.until(lambda: page.shown is not None and page.shown.quotation.subject == "48-2")
    assert page.progress.text() == "Quotation 2 of 3 · 1 may be told"
    hands.press("Skip")
    hands.until(lambda: page.shown is not None and page.shown.quotation.subject == "48-1")
    hands.press("Let this be told")
    hands.until(lambda: hands.is_there("Go through what was skipped"))
    hands.press("Themes")
    listed = screen.wait(ThemesPage)
    screen.until(lambda: any("1 to be redacted" in one.caption for one in listed.rows.shown))

    told = {one.public for one in desk.figures.quotations(FigureFilter(), ThemeKind.STRENGTH, "Her own words")}
    assert told == {"[…] asked her on […]", "", "The plan is hers."}


def test_two_names_of_one_theme_are_merged_and_parted_again(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    screen = open_screen(Role.QA_OFFICER, tagged)
    desk = screen.opened.desk
    desk.theming.themes.add("Child's voice")
    hands = hands_on(screen)

    hands.go("Alt+I", "Insight")
    hands.press("Themes")
    hands.row("Themes", "Child's voice, ")
    hands.press("Merge into another")
    hands.pick("The theme that it becomes", "Voice")
    hands.press("Merge them")
    page = screen.wait(ThemesPage)
    hands.until(lambda: "Child's voice" not in {one.name for one in desk.theming.themes().offered})
    hands.until(lambda: any(one.title == "Child's voice" and not one.is_offered for one in page.rows.every))
    assert page.done.text == "Merged. Everybody has it after the next sync."
    hands.row("Themes", "Child's voice, ")
    hands.press("Take up again")

    hands.until(lambda: {"Voice", "Child's voice"} <= {one.name for one in desk.theming.themes().offered})


def test_a_theme_that_is_alone_on_the_list_cannot_be_merged(open_screen: OpenScreen) -> None:
    def alone(officer: OpenDesk) -> None:
        tagged(officer)
        for one in officer.desk.theming.themes().offered:
            if one.name != "Voice":
                officer.desk.theming.themes.retire(one.name)

    screen = open_screen(Role.QA_OFFICER, alone)
    page = themes(screen)
    place = next(place for place, one in enumerate(page.rows.shown) if one.title == "Voice")

    page.list.setCurrentIndex(page.list.model().index(place, 0))

    assert page.rename_button.isVisible()
    assert not page.merge_button.isVisible()


def test_what_was_begun_stands_there_again_after_the_page_was_left(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.QA_OFFICER, tagged)
    themes(screen).redact_button.click()
    page = screen.wait(RedactionPage)
    screen.until(lambda: page.shown is not None)

    page.redaction.text.set_text("The plan […].")
    themes(screen).redact_button.click()
    again = screen.wait(RedactionPage)
    screen.until(lambda: again.shown is not None)

    assert again.redaction.text.text == "The plan […]."
    assert again.hint.text() == "This is what you began the last time."


def test_a_name_that_is_left_is_asked_about_before_it_is_told(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.QA_OFFICER, tagged)
    themes(screen).redact_button.click()
    page = screen.wait(RedactionPage)
    screen.until(lambda: page.shown is not None)

    page.redaction.text.set_text("Call 01753 875000 about her.")
    page.release_button.click()
    screen.until(lambda: not page.redaction.looked.isHidden())
    assert page.shown is not None
    assert not page.shown.theme.public
    page.redaction.looked.setChecked(True)
    page.release_button.click()
    screen.until(lambda: page.shown is not None and page.shown.quotation.subject == "48-2")

    (told,) = (
        one.public
        for one in screen.opened.desk.figures.quotations(FigureFilter(), ThemeKind.STRENGTH, "Voice")
        if one.subject == "48-3"
    )
    assert told == "Call 01753 875000 about her."


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HEAD_OF_SERVICE])
def test_nobody_else_has_the_page(open_screen: OpenScreen, role: Role) -> None:
    screen = open_screen(role)

    assert not screen.go(Place.INSIGHT, InsightPage).themes_button.isVisible()

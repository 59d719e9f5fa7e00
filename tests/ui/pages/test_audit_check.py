"""Check before signing in the window: asked for, decided row by row, and in nobody's way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_desktop.domain import paths
from qa_desktop.domain.check_before_signing_decision import CheckKind
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.check import CheckPage
from qa_desktop.ui.pages.check_lines import CheckRow, ExcerptWords
from qa_desktop.ui.pages.sign import SignPage
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener

BORN = "She was born on 12 March 2015."
GRADED: dict[str, Value] = {paths.answer("q.1"): "G", paths.answer("q.1", "comment"): "Seen"}
TWO: dict[str, Value] = {**GRADED, paths.STRENGTHS: BORN}


def check(bench: Bench, opener: Opener, values: Mapping[str, Value], rows: int) -> tuple[Opened, CheckPage]:
    opened = opener.on_bench(bench, values)
    opened.shell.go("check")
    page = opened.shell.page
    assert isinstance(page, CheckPage)
    wait(opened, page, rows)
    return opened, page


def wait(opened: Opened, page: CheckPage, rows: int, left: int = 0) -> None:
    """Wait until the list stands as it should."""
    opened.settle()

    def stands() -> bool:
        shown = [row.buttons[0].text() == "Look at it again" for row in page.list.rows]
        return len(shown) == rows and sum(shown) == left and page.list.is_ready

    opened.qtbot.waitUntil(stands)
    QApplication.processEvents()


def kinds(page: CheckPage) -> list[CheckKind]:
    return [row.line.finding.kind for row in page.list.rows]


def words(row: CheckRow) -> list[str]:
    return [one.accessibleName() for one in row.findChildren(ExcerptWords)]


@pytest.mark.parametrize("step", ["home", "sign"])
def test_the_check_is_asked_for_on_the_overview_and_where_the_audit_is_signed(
    bench: Bench, opener: Opener, step: str
) -> None:
    opened = opener.on_bench(bench, TWO)
    opened.shell.go(step)
    page = opened.shell.page
    assert isinstance(page, AuditHomePage | SignPage)

    page.check.click()

    assert opened.shell.step == "check"


def test_the_check_is_a_key_away_from_any_page(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, TWO)
    opened.shell.go("section:plan_section")

    QTest.keyClick(
        opened.focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )

    assert opened.shell.step == "check"


def test_what_was_found_is_listed_page_by_page_with_its_words(bench: Bench, opener: Opener) -> None:
    _, page = check(bench, opener, TWO, 2)

    assert kinds(page) == [CheckKind.NO_EVIDENCE, CheckKind.BIRTH_DATE]
    assert words(page.list.rows[1]) == ["“She was born on 12 March 2015.”"]


def test_nothing_found_says_that_it_is_no_verdict(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, {}, 0)

    opened.qtbot.waitUntil(page.nothing.isVisible)

    assert page.nothing.text == "There is nothing to check. That is no verdict: only people read what an audit says."


def test_change_it_leads_to_the_field_and_coming_back_stands_at_the_same_row(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, TWO, 2)

    page.list.rows[1].buttons[0].click()
    there = (opened.shell.step, opened.focused().accessibleName())
    opened.shell.go("check")

    assert there == ("plan", "Strengths (optional)")
    assert page.list.rows[1].buttons[0].hasFocus()


def test_leave_it_keeps_the_decision_alone_and_goes_on_to_the_next_row(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, TWO, 2)
    page.list.rows[0].buttons[1].setFocus()

    QTest.keyClick(page.list.rows[0].buttons[1], Qt.Key.Key_Space)
    wait(opened, page, 2, left=1)

    assert bench.store.values() == {"check/answer/q.1/value/no_evidence": "op"}
    assert kinds(page) == [CheckKind.BIRTH_DATE, CheckKind.NO_EVIDENCE]
    assert page.list.rows[0].buttons[0].hasFocus()


def test_what_was_left_can_be_looked_at_again_and_undone(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, GRADED, 1)
    page.list.rows[0].buttons[1].click()
    wait(opened, page, 1, left=1)

    page.list.rows[0].buttons[0].click()
    wait(opened, page, 1)
    opened.shell.undo()
    wait(opened, page, 1, left=1)


def test_a_decision_falls_when_the_text_is_changed(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, {paths.STRENGTHS: BORN}, 1)
    page.list.rows[0].buttons[1].click()
    wait(opened, page, 1, left=1)

    opened.shell.session.record({paths.STRENGTHS: f"{BORN} In Leeds."})

    wait(opened, page, 1)


def test_what_signing_asks_for_anyway_cannot_be_left(bench: Bench, opener: Opener) -> None:
    _, page = check(bench, opener, {paths.OVERALL_GRADE: "G"}, 1)

    assert page.list.rows[0].line.tag == "Needed before signing"
    assert [button.text() for button in page.list.rows[0].buttons] == ["Change it"]


def test_a_name_is_looked_for_when_asked_and_nothing_of_it_is_kept(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, {paths.STRENGTHS: "Łukasz’s view, with Jade"}, 0)

    QTest.keyClicks(page.names, "lukasz, Tom")
    assert not page.list.rows
    QTest.keyClick(page.names, Qt.Key.Key_Return)
    wait(opened, page, 1)
    found = words(page.list.rows[0])
    page.list.rows[0].buttons[1].click()
    wait(opened, page, 1, left=1)

    assert found == ["“Łukasz’s view, with Jade”"]
    assert bench.store.values() == {"check/summary/strengths/watched_name": "op"}
    assert all("ukasz" not in str(one) for one in (bench.places, bench.store.values()))


def test_another_name_at_a_place_that_was_left_is_shown(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, {paths.STRENGTHS: "Łukasz and Jade"}, 0)
    page.names.setText("Łukasz")
    page.look_button.click()
    wait(opened, page, 1)
    page.list.rows[0].buttons[1].click()
    wait(opened, page, 1, left=1)

    page.names.setText("Łukasz، Jade")
    page.look_button.click()

    wait(opened, page, 1)
    assert page.list.rows[0].line.note == "A name was left here before. Which one is not kept, so look again."


def test_names_are_forgotten_when_the_audit_is_closed(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, {paths.STRENGTHS: "Jade"}, 0)
    page.names.setText("Jade")
    page.look_button.click()
    wait(opened, page, 1)

    again = opener.show(AuditShell(bench.desk(), opener.workers, opened.shell.audit), "check|")
    anew = again.shell.page

    assert isinstance(anew, CheckPage)
    assert anew.names.text() == ""
    wait(again, anew, 0)


def test_a_name_too_short_is_said_at_its_field_and_the_list_stays(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, GRADED, 1)

    page.names.setText("J")
    page.look_button.click()
    opened.qtbot.waitUntil(lambda: bool(page.names_field.problem))

    assert page.names_field.problem == "“J” is too short to look for. Give at least 2 letters of a name."
    assert len(page.list.rows) == 1


def test_words_that_look_like_markup_are_shown_as_they_are(bench: Bench, opener: Opener) -> None:
    _, page = check(bench, opener, {paths.STRENGTHS: "<img src=x> <b>born</b> 12 March 2015 & more"}, 1)

    (shown,) = page.list.rows[0].findChildren(ExcerptWords)

    assert "&lt;img src=x&gt; &lt;b&gt;born&lt;/b&gt; <b><u>12 March 2015</u></b> &amp; more" in shown.text()


def test_pair_mode_shows_nothing_of_it(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, TWO, 2)

    opened.shell.set_pair_mode(on=True)
    hidden = (page.list.isVisible(), page.names.isVisible(), page.closed.text)
    actions = {one.text(): one.isEnabled() for one in opened.shell.page_actions()}
    opened.shell.go("sign")
    sign = opened.shell.page
    assert isinstance(sign, SignPage)
    offered = sign.check.isVisible()
    opened.shell.set_pair_mode(on=False)

    assert hidden == (False, False, "This is for the auditor first. Leave pair mode (F11) to look at it.")
    assert not actions["Check before signing"]
    assert not offered
    assert sign.check.isVisible()


def test_a_signed_audit_offers_no_check(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, TWO, signed=True)

    opened.shell.go("check")
    page = opened.shell.page
    assert isinstance(page, CheckPage)
    home = opened.shell._page("home")
    assert isinstance(home, AuditHomePage)

    assert page.closed.text == "This audit is signed. There is nothing to check any more."
    assert not page.list.isVisible()
    assert not home.check.isVisibleTo(home)


def test_the_check_is_no_step_of_the_audit_and_stands_in_nobodys_way(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, TWO, 2)

    opened.shell.footer.continue_button.click()

    assert opened.shell.step == "sign"
    sign = opened.shell.page
    assert isinstance(sign, SignPage)
    assert not any("check" in one.path for one in sign._view.every_blocker)
    assert page.list.rows


def test_a_long_list_comes_in_parts_and_goes_on_where_it_stopped(bench: Bench, opener: Opener) -> None:
    born: dict[str, Value] = {f"person/p{n:02}/reason": BORN for n in range(20)}
    opened, page = check(bench, opener, born, 12)
    last = page.list.rows[11]

    page.list.more.click()
    wait(opened, page, 20)

    assert page.list.rows[11] is last
    assert page.list.rows[12].buttons[0].hasFocus()
    assert not page.list.more.isVisible()


def test_rows_that_stay_are_not_made_anew(bench: Bench, opener: Opener) -> None:
    opened, page = check(bench, opener, TWO, 2)
    stays = page.list.rows[1]

    page.list.rows[0].buttons[1].click()
    wait(opened, page, 2, left=1)

    assert page.list.rows[0] is stays

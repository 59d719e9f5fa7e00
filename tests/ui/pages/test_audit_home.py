"""The home of an audit: the task list, the sittings, what is private, and coming back to the same place."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.domain import paths
from qa_desktop.ui.pages.audit_home import PREPARATION, AuditHomePage
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.grade import GradeBadge
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener


def home(opened: Opened) -> AuditHomePage:
    page = opened.shell.page
    assert isinstance(page, AuditHomePage)
    return page


def test_the_task_list_says_state_and_grade_in_words(bench: Bench, opener: Opener) -> None:
    page = home(opener.on_bench(bench, {paths.answer("q.1"): "G"}))

    row = page._tasks["section:plan_section"]

    badge = row.findChild(GradeBadge)
    assert badge is not None
    assert (row._words.text(), badge.accessibleName()) == ("Complete", "Good")
    assert page._subject.text() == "48-2207 · Bench Council · 1 of 3 standards complete"


def test_the_focus_is_on_what_comes_next(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)

    assert opened.focused() is home(opened)._tasks["section:plan_section"].link


def test_return_opens_the_task(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)

    QTest.keyClick(opened.focused(), Qt.Key.Key_Space)

    assert opened.shell.step == "section:plan_section"


def test_another_day_is_added_as_a_sitting(bench: Bench, opener: Opener) -> None:
    bench.later(hours=72)
    opened = opener.on_bench(bench)

    add = next(one for one in home(opened).findChildren(SmallButton) if one.text() == "Add today as another sitting")
    add.click()
    opened.settle()

    days = {sitting.day.isoformat() for sitting in opened.shell.audit.sittings}
    assert days == {"2026-11-21", "2026-11-24"}


def test_preparation_goes_to_the_private_stream(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.page.fields.focus(PREPARATION)

    QTest.keyClicks(opened.focused(), "Read the plan first")
    opened.settle()

    change = next(change for batch in bench.store.written for change in batch if change.path == PREPARATION)
    assert change.stream.is_private


def test_pair_mode_shows_nothing_that_is_the_auditors_alone(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {PREPARATION: "A thought", paths.JOTTER: "Another"})

    opened.window.set_pair_mode(on=True)
    opened.shell.set_pair_mode(on=True)

    assert not home(opened)._private.isVisible()
    assert not opened.shell.footer.back_button.isEnabled()


def test_a_signed_audit_offers_an_amendment(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, signed=True)

    assert home(opened)._signed.isVisible()
    assert "amendment" in home(opened)._signed.text

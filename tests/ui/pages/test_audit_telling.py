"""Telling in the window: open until who, when and how stand there, comments, and drafts that nobody sends from here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from qa_desktop.domain import paths
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.operation import Value
from qa_desktop.domain.telling import open_tells, tells
from qa_desktop.services.filing_tasks import FilingTasks
from qa_desktop.services.prepare_email import PreparedEmail
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.pages.telling import TellPage
from tests.sample_audits import STARTED, shipped_tool
from tests.ui.accessibility import walk
from tests.ui.audit_bench import Bench
from tests.ui.conftest import Look
from tests.ui.pages.conftest import Opened, Opener

INADEQUATE: dict[str, Value] = {
    **STARTED,
    paths.OVERALL_GRADE: "inadequate",
    paths.OVERALL_REASON: "Nobody saw the child.",
}


def opened_at(bench: Bench, opener: Opener, step: str = "tell") -> Opened:
    opened = opener.on_bench(bench, INADEQUATE, shipped_tool("her-audit"), signed=True)
    opened.shell.go(step)
    opened.settle()
    return opened


def page_of(opened: Opened) -> TellPage:
    page = opened.shell.page
    assert isinstance(page, TellPage)
    return page


def words_of(opened: Opened) -> str:
    shown = (one for one in opened.window.findChildren(QLabel) if one.isVisibleTo(opened.window))
    return "\n".join(one.text() for one in shown)


def test_h7_telling_and_the_comment_are_recorded_by_keyboard(bench: Bench, opener: Opener) -> None:
    opened = opened_at(bench, opener)
    page = page_of(opened)
    card = page.cards["head-of-service"]
    assert opened.focused() is card.how
    assert "Still to be told: Head of Service and All relevant staff" in words_of(opened)

    QTest.keyClick(card.how, Qt.Key.Key_Down)
    card.how.activated.emit(card.how.currentIndex())
    opened.settle()
    told = tells(opened.shell.audit)[0]
    assert (told.how, told.by, told.is_told, told.is_open) == (TellWay.TELEPHONE, "Alex Auditor", True, True)
    assert "Comment still to come" in words_of(opened)

    assert card.comment is not None
    card.comment.setFocus()
    QTest.keyClicks(card.comment, "I have looked at this.")
    opened.settle()
    told = tells(opened.shell.audit)[0]
    assert (told.comment, told.comment_by, told.is_open) == ("I have looked at this.", "Alex Auditor", False)


def test_a_draft_is_saved_and_says_what_it_is_not(bench: Bench, opener: Opener, tmp_path: Path) -> None:
    asked: list[tuple[list[str], bool]] = []

    class Emails:
        def tell(self, _audit: object, told: list[object], *, attach: bool) -> PreparedEmail:
            asked.append(([getattr(one, "key", "") for one in told], attach))
            return PreparedEmail(b"X-Unsent: 1\r\n", "s", (), ("Head of Service",))

    bench.services = {"prepare_email": Emails()}
    opened = opened_at(bench, opener)
    page = page_of(opened)
    file = tmp_path / "draft.eml"
    page.drafts.ask_path = lambda _: str(file)
    page.attach.click()

    page.email_button.click()
    opened.qtbot.waitUntil(lambda: bool(page.drafts.done.text))

    assert asked == [(["head-of-service", "all-relevant-staff-and-managers-on-the-case"], False)]
    assert file.read_bytes() == b"X-Unsent: 1\r\n"
    assert "No address is known for Head of Service" in page.drafts.done.text
    assert "send it there" in page.drafts.done.text
    assert bench.accesses.kept[-1][1] == "text_copied"
    assert open_tells(opened.shell.audit)  # a draft is not told


def test_p43_a_letter_to_one_person_is_saved_as_pdf(bench: Bench, opener: Opener, tmp_path: Path) -> None:
    names: list[str] = []

    class Letters:
        def letter(self, _audit: object, told: object, *, attach: bool) -> PreparedEmail:
            return PreparedEmail(f"{getattr(told, 'key', '')} {attach}".encode(), "s", (), is_letter=True)

    bench.services = {"prepare_email": Letters()}
    opened = opened_at(bench, opener)
    page = page_of(opened)
    file = tmp_path / "letter.pdf"

    def ask(name: str) -> str:
        names.append(name)
        return str(file)

    page.drafts.ask_path = ask
    page.cards["head-of-service"].letter_button.click()
    opened.qtbot.waitUntil(lambda: bool(page.drafts.done.text))

    assert names == ["letter.pdf"]
    assert file.read_bytes() == b"head-of-service True"
    assert "Print and sign it" in page.drafts.done.text
    assert bench.accesses.kept[-1][1] == "text_copied"
    assert open_tells(opened.shell.audit)  # a letter that lies on the desk has told nobody


def test_a_step_of_filing_that_tells_leads_to_telling_and_has_no_tick_of_its_own(bench: Bench, opener: Opener) -> None:
    bench.services = {"filing_tasks": FilingTasks(bench.clock)}
    opened = opened_at(bench, opener, "filing")
    page = opened.shell.page
    assert isinstance(page, FilingPage)
    opened.qtbot.waitUntil(lambda: "alerts" in page.cards)
    opened.settle()

    assert page.cards["alerts"].box.isHidden()
    assert not page.cards["upload"].box.isHidden()
    assert "All relevant staff and managers on the case" in words_of(opened)


def test_the_page_of_telling_has_no_obstacle(bench: Bench, opener: Opener, look: Look) -> None:
    opened = opened_at(bench, opener)
    opened.window.resize(look.width, look.height)
    opened.settle()

    assert walk(opened.window) == []
    assert opened.window.width() == look.width

"""Tools from outside are filled in, signed and sealed in the window, and their pages can be used by everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from qa_desktop import bootstrap
from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain import flow, paths
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.sign_audit import ARCHIVE_NOTE
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.section_question import Question
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.desks import OpenDesk
from tests.outside import PERCENT, SIX, STAGED, answers_file, tool_file
from tests.ui.accessibility import walk
from tests.ui.audit_bench import Bench
from tests.ui.conftest import Look
from tests.ui.pages.conftest import Opened, Opener
from tests.ui.pages.test_audit_journey import CTRL, Keyboard, sign_by_name

PAGES = (
    (SIX, "section:plan"),
    (PERCENT, "section:places"),
    (STAGED, "section:before"),
    (STAGED, "section:levels"),
)


def begun(opener: Opener, real: OpenDesk, name: str, without: tuple[str, ...] = ()) -> Opened:
    """Open an audit with the tool, answered but for some paths."""
    tool = real.desk.add_tool(tool_file(name))
    values = real.desk.answers_from_file(tool, answers_file(name))
    opened = opener.on_real(real.desk, StartRequest(tool.id, "KX-0212", "Nia Newly"))
    opened.shell.session.record({path: value for path, value in values.items() if not path.startswith(without)})
    opened.settle()
    return opened


def section(opened: Opened, name: str) -> SectionPage:
    opened.shell.go(f"section:{name}")
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, SectionPage)
    return page


def question(page: SectionPage, key: str) -> Question:
    return next(one for one in page.questions if one.key == key)


def words_in(widget: Question) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def score_and_leave_out(opened: Opened) -> None:
    page = section(opened, "plan")
    lowest = question(page, "lc.2.3")
    assert isinstance(lowest.control, GradeGroup)
    lowest.control.cards[5].click()
    opened.settle()
    assert "What shows it (needed for this answer)" in words_in(lowest)
    assert lowest.comment
    assert isinstance(lowest.comment.control, GrowingTextEdit)
    lowest.comment.control.insertPlainText("The plan still speaks of a college place that was lost in May.")
    apart = question(page, "lc.2.4")._leave_out
    assert apart
    apart.chips["not_applicable"].click()
    assert apart.reason
    apart.reason.insertPlainText("No children of their own.")
    opened.settle()


def set_aside(opened: Opened) -> None:
    card = section(opened, "places")._results["places"]
    assert card.words.text() == "Worked out from the answers: 50% (Not yet assured)."
    card.otherwise.click()
    assert card.group
    card.group.cards[0].click()
    opened.settle()
    opened.shell.session.record({paths.section("places", "reason"): "Two weeks without a filter."})
    opened.settle()


def write_too_much_and_read(opened: Opened) -> None:
    box = question(section(opened, "before"), "ov.1.1")
    assert isinstance(box.control, GrowingTextEdit)
    box.control.insertPlainText("word " * 23)
    opened.settle()
    assert "23 words, 3 over the limit of 20" in words_in(box)
    assert any("shorten this to 20 words" in one.message for one in flow.blockers(opened.shell.audit))
    box.control.selectAll()
    box.control.insertPlainText("To hear how the weekends with their father go.")
    opened.settle()
    after = section(opened, "after")
    assert not question(after, "ov.4.1").control.isEnabled()
    button = after._closed.findChild(QPushButton)
    assert button
    button.click()
    opened.settle()
    assert question(after, "ov.4.1").control.isEnabled()


@dataclass(frozen=True, slots=True)
class Journey:
    """What is left to do in the window, and how it is done."""

    name: str
    without: tuple[str, ...]
    act: Callable[[Opened], None]


JOURNEYS = (
    Journey(SIX, (paths.answer("lc.2.3", ""), paths.answer("lc.2.4", "")), score_and_leave_out),
    Journey(PERCENT, ("section/places",), set_aside),
    Journey(STAGED, (paths.answer("ov.1.1", ""), paths.read_before("after", "practitioner")), write_too_much_and_read),
)


@pytest.mark.slow
@pytest.mark.parametrize("journey", JOURNEYS, ids=[one.name for one in JOURNEYS])
def test_what_is_left_is_answered_in_the_window_signed_and_sealed(
    opener: Opener, real: OpenDesk, journey: Journey
) -> None:
    opened = begun(opener, real, journey.name, journey.without)
    before = flow.blockers(opened.shell.audit)
    journey.act(opened)
    opened.shell.go(flow.SIGN)
    opened.settle()
    hands = Keyboard(opened)

    sign_by_name(opened, hands)
    hands.press(Qt.Key.Key_Return, CTRL)
    opened.qtbot.waitUntil(lambda: opened.shell.audit.is_signed, timeout=20_000)

    notes = [one.data for one in real.desk.documents_of(opened.shell.audit.id) if one.kind == ARCHIVE_NOTE]
    assert (before != ()) is (journey.name != PERCENT)
    assert [verify(note).outcome for note in notes] == [Outcome.INTACT_UNCONFIRMED]


@pytest.mark.parametrize(("name", "step"), PAGES)
def test_the_page_has_no_obstacle(opener: Opener, bench: Bench, look: Look, name: str, step: str) -> None:
    tool = bootstrap.check_tool(tool_file(name)).tool
    numbers = (f"entry-{number}" for number in range(100))
    values = AnswersFile(numbers.__next__)(tool, answers_file(name))
    opened = opener.on_bench(bench, values, tool)
    opened.window.resize(look.width, look.height)
    opened.shell.go(step)
    opened.settle()

    assert walk(opened.window) == []
    assert opened.window.width() == look.width

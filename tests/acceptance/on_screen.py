"""What a person reads and does on the pages of an open audit, for the acceptance tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from qa_desktop.domain import flow
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.grade_card import GradeCard
from tests.sample_audits import shipped_tool
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener

CTRL = Qt.KeyboardModifier.ControlModifier


def open_tool(
    opener: Opener, bench: Bench, tool_id: str, values: Mapping[str, Value] | None = None, *, signed: bool = False
) -> Opened:
    """Open an audit of a tool that comes with the program."""
    return opener.on_bench(bench, values, shipped_tool(tool_id), signed=signed)


def section(opened: Opened, section_id: str) -> SectionPage:
    """Go to the page of a section and wait until everything is on it."""
    opened.shell.go(flow.SECTION_PREFIX + section_id)
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, SectionPage)
    return page


def sections(opened: Opened) -> Iterator[SectionPage]:
    """Go through the sections one after the other, as the rail lists them."""
    for one in opened.shell.audit.shown_sections():
        yield section(opened, str(one.id))


def words(widget: QWidget) -> list[str]:
    """Return what can be read on a page: its labels and its buttons."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return found + [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisibleTo(widget)]


def asked(page: SectionPage) -> dict[str, list[str]]:
    """Return the questions of a page as they can be read, in order, each with the grades that it offers."""
    return {words(one)[0]: grades(one) for one in page.questions if one.isVisibleTo(page)}


def boxes(widget: QWidget) -> list[str]:
    """Return the points that can be ticked on a page, in order."""
    return [box.text() for box in widget.findChildren(CheckBox) if box.isVisibleTo(widget)]


def grades(widget: QWidget) -> list[str]:
    """Return the grades that can be chosen, as they stand from left to right."""
    return [card.point.code for card in widget.findChildren(GradeCard) if card.isVisibleTo(widget)]


def press(opened: Opened, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, and wait until it is saved."""
    QTest.keyClick(opened.focused(), key, modifiers)
    opened.settle()


def write(opened: Opened, step: str, path: str, text: str) -> None:
    """Type into a field where it stands, and wait until it is saved."""
    opened.shell.go(step, path)
    QTest.keyClicks(opened.focused(), text)
    opened.settle()

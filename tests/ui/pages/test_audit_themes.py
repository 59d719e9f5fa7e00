"""Themes in the window: tagged by a key while typing goes on, suggested on a page, redacted by a person."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from qa_desktop.domain import flow, paths
from qa_desktop.domain.figures.theme import ThemeKind, themes_in
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.audit_themes import TagChip
from qa_desktop.ui.pages.audit_themes_page import AuditThemesPage
from qa_desktop.ui.presenters.audit_steps import HOME, THEMES
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import signed
from tests.ui.accessibility import walk
from tests.ui.pages.conftest import Opened, Opener

COMMENT = paths.answer("her-audit.1", "comment")
SAID = "Wishes and feelings are clearly recorded. The plan is late."
REQUEST = StartRequest(
    "her-audit", "HER-1", "Pat Parker", fields={COMMENT: SAID, paths.DEVELOPMENT: "Pat Parker wrote no plan."}
)
KEY = (Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    made = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)
    made.desk.authority_settings.choose("herefordshire")
    return made


def at_comment(opener: Opener, officer: OpenDesk) -> tuple[Opened, GrowingTextEdit]:
    opened = opener.on_real(officer.desk, REQUEST)
    section = next(one.id for one in opened.shell.audit.tool.sections if any(i.id == "her-audit.1" for i in one.items))
    opened.shell.go(flow.SECTION_PREFIX + section, COMMENT)
    opened.settle()
    edit = opened.window.focusWidget()
    assert isinstance(edit, GrowingTextEdit)
    return opened, edit


def press_key(opened: Opened) -> None:
    QTest.keyClick(opened.focused(), *KEY)
    opened.qtbot.waitUntil(lambda: opened.shell.themes.dialog is not None)


def chips(opened: Opened) -> list[str]:
    return [chip.text() for chip in opened.shell.page.findChildren(TagChip) if chip.isVisible()]


def tagged(opened: Opened) -> list[tuple[ThemeKind, str, str]]:
    return [(one.kind, one.name, one.quote) for one in themes_in(opened.shell.audit.record.fields)]


def test_chosen_words_are_tagged_by_key_and_the_tag_is_undone_while_the_caret_stays(
    opener: Opener, officer: OpenDesk
) -> None:
    opened, edit = at_comment(opener, officer)
    cursor = edit.textCursor()
    cursor.setPosition(SAID.index("The plan"))
    cursor.setPosition(len(SAID), cursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)

    press_key(opened)
    dialog = opened.shell.themes.dialog
    assert dialog is not None
    assert dialog.quote.text == "The plan is late."
    dialog.tag_button.click()
    assert "Say whether" in dialog.problem.text
    dialog.choose(ThemeKind.DEVELOPMENT, "Plans")
    dialog.tag_button.click()
    opened.qtbot.waitUntil(lambda: bool(chips(opened)))

    assert tagged(opened) == [(ThemeKind.DEVELOPMENT, "Plans", "The plan is late.")]
    assert chips(opened) == ["Area for development: Plans  ×"]
    assert edit.textCursor().selectedText() == "The plan is late."
    opened.shell.undo()
    opened.qtbot.waitUntil(lambda: not chips(opened))
    assert tagged(opened) == []
    opened.shell.redo()
    opened.qtbot.waitUntil(lambda: bool(chips(opened)))
    opened.shell.page.findChildren(TagChip)[-1].click()
    opened.qtbot.waitUntil(lambda: not chips(opened))
    assert tagged(opened) == []
    officer.desk.close()


def test_typing_goes_on_beside_a_tag_and_a_suggestion_is_only_offered(opener: Opener, officer: OpenDesk) -> None:
    opened, edit = at_comment(opener, officer)
    edit.set_text("Wishes and feelings are clearly recorded.")
    QTest.keyClicks(edit, " ")
    press_key(opened)
    dialog = opened.shell.themes.dialog
    assert dialog is not None
    assert dialog.quote.text.split() == ["Wishes", "and", "feelings", "are", "clearly", "recorded."]
    opened.qtbot.waitUntil(dialog.likely_button.isVisible)
    assert not any(button.isChecked() for button in dialog.kinds.values())
    dialog.likely_button.click()
    assert dialog.name == "Voice of the child"
    dialog.choose(ThemeKind.STRENGTH, "Recording")
    dialog.tag_button.click()
    opened.qtbot.waitUntil(lambda: bool(chips(opened)))

    edit.setFocus()
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    QTest.keyClicks(edit, " More.")
    opened.settle()

    assert opened.shell.audit.text(COMMENT).endswith(" More.")
    assert opened.window.focusWidget() is edit
    assert chips(opened) == ["Strength: Recording  ×"]
    officer.desk.close()


def themes_page(opened: Opened) -> AuditThemesPage:
    opened.shell.go(HOME)
    opened.shell.go(THEMES)
    page = opened.shell.page
    assert isinstance(page, AuditThemesPage)
    opened.qtbot.waitUntil(lambda: bool(buttons(page, "Accept")))
    opened.settle()
    return page


def buttons(page: AuditThemesPage, words: str) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.text().startswith(words) and one.isVisibleTo(page)]


def test_suggestions_are_accepted_changed_or_refused_on_their_page(opener: Opener, officer: OpenDesk) -> None:
    opened = opener.on_real(officer.desk, REQUEST)
    page = themes_page(opened)
    assert tagged(opened) == []
    assert [one.accessibleName() for one in buttons(page, "Accept")] == [
        "Accept: “Wishes and feelings are clearly recorded.”",
        "Accept: “The plan is late.”",
    ]
    assert walk(opened.window) == []

    buttons(page, "Accept")[0].click()
    opened.qtbot.waitUntil(lambda: len(buttons(page, "Accept")) == 1)
    buttons(page, "Refuse")[0].click()
    opened.qtbot.waitUntil(lambda: not buttons(page, "Accept"))

    assert tagged(opened) == [
        (ThemeKind.STRENGTH, "Voice of the child", "Wishes and feelings are clearly recorded."),
    ]
    officer.desk.close()


def test_a_signed_audit_is_tagged_later_and_its_quotation_redacted(opener: Opener, officer: OpenDesk) -> None:
    audit = officer.desk.start_audit(REQUEST)
    signed(officer, audit)
    before = {path: state.value for path, state in officer.desk.open_audit(audit.id).record.fields.items()}
    opened = opener.show(AuditShell(officer.desk, opener.workers, officer.desk.open_audit(audit.id)))
    page = themes_page(opened)
    text = next(one for one in page.findChildren(GrowingTextEdit) if one.text == "Pat Parker wrote no plan.")
    assert text.isReadOnly()
    buttons(page, "Tag…")[-1].click()
    opened.qtbot.waitUntil(lambda: opened.shell.themes.dialog is not None)
    dialog = opened.shell.themes.dialog
    assert dialog is not None
    assert dialog.kinds[ThemeKind.DEVELOPMENT].isChecked()
    dialog.choose(ThemeKind.DEVELOPMENT, "Plans")
    dialog.tag_button.click()
    opened.qtbot.waitUntil(lambda: bool(buttons(page, "Redact")))

    buttons(page, "Redact")[0].click()
    redact = page.dialog
    assert redact is not None
    redact.release_button.click()
    opened.qtbot.waitUntil(redact.looked.isVisible)
    redact.text.moveCursor(redact.text.textCursor().MoveOperation.Start)
    redact.strike_button.click()
    assert redact.text.text == "[…] Parker wrote no plan."
    redact.strike_button.click()
    redact.text.set_text("[…] wrote no plan.")
    redact.release_button.click()
    opened.qtbot.waitUntil(lambda: bool(themes_in(opened.shell.audit.record.fields)[0].public))

    (one,) = themes_in(officer.desk.open_audit(audit.id).record.fields)
    assert (one.public, one.struck, one.redacted_by) == ("[…] wrote no plan.", ("Pat Parker",), "Olu Officer")
    after = {path: state.value for path, state in officer.desk.open_audit(audit.id).record.fields.items()}
    assert {path: after[path] for path in before} == before
    officer.desk.close()


def test_without_the_library_the_page_says_so(
    opener: Opener, officer: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "snowballstemmer.english_stemmer", None)
    opened = opener.on_real(officer.desk, REQUEST)
    opened.shell.go(THEMES)
    page = opened.shell.page
    assert isinstance(page, AuditThemesPage)

    with opened.qtbot.waitSignal(page.looked):
        page.show_audit(opened.shell.audit, frozenset())
    QApplication.processEvents()

    assert any("snowballstemmer is not installed" in one.text() for one in page.suggested.findChildren(QLabel))
    officer.desk.close()

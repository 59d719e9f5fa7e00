"""Types into the editor of a real profile until it is killed; says what is on disk after each time of keeping.

Run as: python -m tests.ui.typing_editor FOLDER, on a profile that has one draft.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qa_desktop import bootstrap
from qa_desktop.clock import SystemClock
from qa_desktop.domain.tool_edit.tree import text_at
from qa_desktop.models import keys
from qa_desktop.settings import ProfilePlace
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from tests.desks import PASSPHRASE

BETWEEN_WORDS_MS = 700
"""Longer than it takes until words have settled."""


def main(folder: str) -> None:
    """Type for ever."""
    app = QApplication([])
    desk = bootstrap.open_desk(ProfilePlace(Path(folder)), keys.by_passphrase(PASSPHRASE), SystemClock())
    workers = Workers(Worker("database", app), Worker("documents", app))
    (draft,) = desk.tool_drafts.drafts()
    page = ToolEditorPage(desk, workers, desk.tool_drafts.open(draft.id))
    page.show()
    page.go(("purpose",))
    binding = page.form.fields.binding(("purpose",))
    assert binding is not None
    binding.control.setFocus()
    QTest.keyClick(binding.control, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    page.session.saved.connect(lambda: say(text_at(page.session.draft.keys, ("purpose",))))
    numbers = itertools.count(1)
    typing = QTimer(app)
    typing.setInterval(BETWEEN_WORDS_MS)
    typing.timeout.connect(lambda: QTest.keyClicks(binding.control, f" word{next(numbers)}"))
    typing.start()
    app.exec()


def say(words: str) -> None:
    """Tell the parent what is on disk."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])

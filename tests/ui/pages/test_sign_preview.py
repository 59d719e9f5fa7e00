"""The note beside the signatures: begun when the page stands, and at rest at every height of the window."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from qa_desktop.domain.audit import Audit
from qa_desktop.ui.pages.sign_preview import NotePreview
from qa_desktop.ui.theme import Theme
from tests.ui.audit_bench import Bench
from tests.ui.conftest import show
from tests.ui.pages.conftest import Opener

WIDTH = 414
AROUND = 60
"""A page of A4 is 1.41 times as high as it is wide: at these heights about it just fits, with its bar or without."""
MANY = 50


def one_page() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawString(72, 720, "A note")
    canvas.save()
    return file.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> NotePreview:
    assert theme.points
    made = NotePreview()
    show(qtbot, made)
    made.show_pdf(one_page())
    return made


def test_a_page_that_just_fits_comes_to_rest(preview: NotePreview) -> None:
    fits = round(WIDTH * A4[1] / A4[0])
    comings = Comings(preview.prepare())

    for height in range(fits - AROUND, fits + AROUND):
        preview.resize(WIDTH, height)
        QApplication.processEvents()

    assert preview.page_count == 1
    assert comings.count < MANY


def test_the_note_is_begun_once_the_page_is_complete(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    complete: list[bool] = []

    def preview_note(_audit: Audit) -> bytes:
        complete.append(opened.shell.page.is_complete)
        return one_page()

    bench.services = {"preview_note": preview_note}
    opened = opener.on_bench(bench)

    opened.shell.go("sign")
    opened.qtbot.waitUntil(lambda: complete != [])

    assert complete == [True]


class Comings(QObject):
    """Counts how often the bar of a view comes, and ends it where it would come for ever."""

    def __init__(self, view: QPdfView) -> None:
        super().__init__()
        self.count = 0
        self._view = view
        view.verticalScrollBar().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Show:
            self.count += 1
            if self.count >= MANY:
                self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return False

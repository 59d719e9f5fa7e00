"""Joins what somebody answers to an allocation with the services, and saves the files of a booked meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.allocation_answer import Answer, AnswerKind
from qa_desktop.services.desk import Desk
from qa_desktop.services.invite import Invited
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.answer_allocation import AnswerAllocation
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.answers import AnswerView, AnswerWish, answer_words, colleagues_of, names_of, say
from qa_desktop.ui.presenters.times import short_day

CALENDAR, EMAIL, LETTER = "Calendar (*.ics)", "E-mail (*.eml)", "Plain text (*.txt)"
ENDINGS = {CALENDAR: ".ics", EMAIL: ".eml", LETTER: ".txt"}


class AnswerWiring(QObject):
    """Everything that a page does about the owner's own allocations."""

    def __init__(
        self, page: Page, desk: Desk, workers: Workers, window: MainWindow, answered: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._workers = workers
        self._window = window
        self._answered = answered
        self.dialog: AnswerAllocation | None = None

    def ask(self, allocation_id: str) -> None:
        """Ask what the owner says to an allocation."""
        self._workers.database.submit(lambda: self._view(allocation_id), self._open, page=self._page)

    def _view(self, allocation_id: str) -> AnswerView:
        desk = self._desk
        one = desk.planning.answers.own(allocation_id)
        today = local_day(desk.clock.now())
        due = f"Due {short_day(one.due, today)}" if one.due else ""
        told = " · ".join(part for part in (due, one.practitioner, one.note) if part)
        people = colleagues_of(desk.directory(), desk.owner.id)
        answer = desk.planning.answers.known().get(one.id)
        return AnswerView(one.id, f"{one.subject} · {one.tool_title}", told, answer, people)

    def _open(self, view: AnswerView) -> None:
        dialog = AnswerAllocation(view, local_day(self._desk.clock.now()), self._window)
        self.dialog = dialog
        dialog.answered.connect(lambda wish: self._say(dialog, view.allocation, wish))
        dialog.calendar_requested.connect(lambda: self._save(view.allocation, CALENDAR))
        dialog.email_requested.connect(lambda: self._save(view.allocation, EMAIL))
        dialog.letter_requested.connect(lambda: self._save(view.allocation, LETTER))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _say(self, dialog: AnswerAllocation, allocation_id: str, wish: AnswerWish) -> None:
        answers, desk = self._desk.planning.answers, self._desk

        def written() -> tuple[Answer, str]:
            made = say(answers, allocation_id, wish)
            return made, answer_words(made, local_day(desk.clock.now()), names_of(desk.directory()))

        def done(told: tuple[Answer, str]) -> None:
            made, words = told
            self._answered()
            if not isValid(dialog):
                return
            if made.kind is AnswerKind.BOOKED:
                dialog.show_booked(dialog.tr("{}. The officer hears of it with the next sync.").format(words))
            else:
                dialog.accept()

        self._workers.database.submit(written, done, Phrased(dialog.show_problem, sentence_of))

    def _save(self, allocation_id: str, kind: str) -> None:
        def ask(made: Invited) -> None:
            ending, data = ENDINGS[kind], {CALENDAR: made.calendar, EMAIL: made.email, LETTER: made.letter}[kind]
            chosen, _ = QFileDialog.getSaveFileName(
                self.dialog or self._page, self._page.tr("Save"), made.file_stem + ending, kind
            )
            if chosen:
                file, words = Path(chosen), self._page.tr("Saved to {}").format(chosen)
                self._workers.documents.submit(
                    lambda: self._desk.planning.save(file, data), lambda _: self._window.show_notice(words)
                )

        self._workers.database.submit(lambda: self._desk.planning.invite(allocation_id), ask, page=self._page)

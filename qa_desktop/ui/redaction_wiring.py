"""Joins the page that goes through quotations with the service, on the worker of the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.domain.figures.question import Quotation
from qa_desktop.services.desk import Desk
from qa_desktop.services.redact_quotations import WaitingQuotation
from qa_desktop.ui.background import Workers
from qa_desktop.ui.pages.redaction import RedactionPage
from qa_desktop.ui.presenters.themes import progress_words
from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.themes_wiring import ThemesPlace


class RedactionWiring(QObject):
    """Counts once how many wait, then shows one after the other."""

    def __init__(
        self,
        desk: Desk,
        workers: Workers,
        ways: tuple[Callable[[], None], Callable[[], None]],
        place: ThemesPlace,
    ) -> None:
        """`ways` lead back to the list, and send what was changed."""
        self.page = RedactionPage()
        super().__init__(self.page)
        self._desk, self._workers, self._place = desk, workers, place
        self._leave, self._send_soon = ways
        self._of = self._released = self._skipped = 0
        self._after: Quotation | None = None
        page = self.page
        page.left.connect(self._leave)
        page.released.connect(self._release)
        page.skipped.connect(self._skip)
        page.begun.connect(self._keep_begun)
        page.again_requested.connect(self._begin)
        self._begin()

    def _begin(self) -> None:
        self._released = self._skipped = 0
        self._after = None
        wanted, theme = self._place.filter, self._place.theme.casefold()

        def waiting() -> int:
            quoted = self._desk.figures.quoted(wanted)
            return sum(one.waiting for one in quoted if theme in ("", one.name.casefold()))

        def known(of: int) -> None:
            self._of = of
            self._show_next()

        self._workers.database.submit(waiting, known, self.page.show_problem, page=self.page)

    def _show_next(self) -> None:
        find = partial(self._desk.theming.redact.next, self._place.filter, self._place.theme, self._after)
        self._workers.database.submit(find, self._shown, self.page.show_problem, page=self.page)

    def _shown(self, one: WaitingQuotation | None) -> None:
        page = self.page
        if one is not None:
            page.show_quotation(one, progress_words(self._of, self._released, self._skipped))
            return
        told = page.tr("{} may be told now.").format(counted(self._released, "quotation", "quotations"))
        skipped = page.tr(" You skipped {}; they stay in the team.").format(self._skipped) if self._skipped else ""
        page.show_end(page.tr("You went through all of them"), f"{told}{skipped}", again=bool(self._skipped))

    def _release(self, words: str, looked: bool) -> None:  # noqa: FBT001 - a slot of a signal with two values
        one = self.page.shown
        if one is None:
            return
        self.page.show_waiting()

        def kept(_: None) -> None:
            self._send_soon()
            if isValid(self.page):
                self._released += 1
                self._go_on(one)

        keep = partial(self._desk.theming.redact.release, one, words, looked_through=looked)
        self._workers.database.submit(keep, kept, self.page.show_problem)

    def _skip(self) -> None:
        one = self.page.shown
        if one is None:
            return
        self.page.flush()
        self.page.show_waiting()
        self._skipped += 1
        self._go_on(one)

    def _go_on(self, one: WaitingQuotation) -> None:
        self.page.shown = None
        self._after = one.quotation
        self._show_next()

    def _keep_begun(self, words: str) -> None:
        one = self.page.shown
        if one is not None:
            keep = partial(self._desk.theming.redact.keep_begun, one, words)
            self._workers.database.submit(keep, lambda _: None)

"""Joins the library of tools with the services, and with what the authority publishes to every laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.record import Role
from qa_desktop.services.desk import Desk
from qa_desktop.services.look_after_tools import LookAfterTools
from qa_desktop.services.try_tool import trial_audit, trial_desk
from qa_desktop.ui.background import Phrased, Worker, Workers, sentence_of
from qa_desktop.ui.editor_wiring import EditorWays, EditorWiring
from qa_desktop.ui.form_wiring import FormWays, FormWiring
from qa_desktop.ui.item_models.tools import ToolRow
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.tool_difference import ToolDifferencePage
from qa_desktop.ui.pages.tool_trial import ToolTrialPage, first_step
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.pages.tools_versions import VersionsCard
from qa_desktop.ui.presenters.publishing import PublishingPresenter
from qa_desktop.ui.presenters.tool_versions import Then, ToolVersionsPresenter, older_lines
from qa_desktop.ui.widgets.announce import announce


@dataclass(frozen=True, slots=True)
class ToolsWays:
    """How to get round the window from the library."""

    show: Callable[[Page, Place | None], None]
    hold: Callable[..., None]
    """Keep these while the page is on screen."""
    start: Callable[[str], None]
    """Begin an audit with the tool of this id."""
    show_full: Callable[[Page], None]
    """Show a page that takes the whole width, as an open audit does."""
    saved: Callable[[], None]
    """Called when something was saved: it is to be backed up, and to be sent."""
    open_audit: Callable[[str], None]
    """Open an audit where the work stopped."""


class ToolsWiring:
    """Everything that the window does about the library."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: ToolsWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways

    def show_library(self, tool_id: str = "") -> None:
        """Show every tool, one of them chosen where it is named."""
        page = ToolsPage()
        worker = self._workers.database
        care = ToolVersionsPresenter(self._desk.tool_care, self._desk.owner.role, self._desk.clock, worker)
        page.preview_requested.connect(lambda *name: care.preview(name, page.show_preview, page))
        page.try_requested.connect(self._try)
        page.start_requested.connect(self._ways.start)
        wire_publishing(page, self._desk, self._workers.database)
        editor = EditorWiring(self._desk, self._workers, self._window, self._editor_ways())
        forms = FormWiring(self._desk.forms, self._workers, self._window, self._form_ways(editor))
        versions = VersionsWiring(page, care, self._show_difference)
        versions.offer_older(self._desk, worker, self._ways.open_audit)
        self._ways.hold(forms, versions, editor)
        page.form_card_shown.connect(forms.serve)
        if self._desk.owner.role is Role.QA_OFFICER:
            _offer_writing(page, editor, forms)

        def show_tools(rows: tuple[ToolRow, ...]) -> None:
            page.picker.show_tools(rows)
            if tool_id:
                page.picker.choose(tool_id)

        care.load_library(show_tools, page)
        worker.submit(self._desk.search_texts, page.picker.show_texts, page=page)
        self._ways.show(page, Place.TOOLS)

    def _try(self, tool_id: str, version: str) -> None:
        """Show a tool as it will look to the pair."""
        desk = self._desk

        def show(audit: Audit) -> None:
            shell = AuditShell(trial_desk(desk), self._workers, audit)
            page = ToolTrialPage(shell, version)
            page.left.connect(lambda: self.show_library(tool_id))
            shell.open_at(first_step(shell))
            self._ways.show_full(page)

        def begin() -> Audit:
            return trial_audit(desk, desk.authority_settings.as_used(desk.tool_care.tool(tool_id, version)))

        self._workers.database.submit(begin, show, page=self._window)

    def _show_difference(self, tool_id: str, title: str, pair: tuple[str, str], care: ToolVersionsPresenter) -> None:
        page = ToolDifferencePage(title)
        page.left.connect(lambda: self.show_library(tool_id))
        self._ways.hold(care)
        care.compare(tool_id, pair, page.show_difference, page)
        self._ways.show(page, Place.TOOLS)

    def _editor_ways(self) -> EditorWays:
        return EditorWays(
            show=lambda shown: self._ways.show(shown, Place.TOOLS),
            show_full=self._ways.show_full,
            hold=self._ways.hold,
            library=self.show_library,
            saved=self._ways.saved,
        )

    def _form_ways(self, editor: EditorWiring) -> FormWays:
        return FormWays(
            lambda page: self._ways.show(page, Place.TOOLS), self._ways.hold, self.show_library, editor.show
        )


class VersionsWiring:
    """Lets the card of the page on screen say how versions stand, and officers change it."""

    def __init__(
        self,
        page: ToolsPage,
        care: ToolVersionsPresenter,
        compare: Callable[[str, str, tuple[str, str], ToolVersionsPresenter], None],
    ) -> None:
        self._page = page
        self._care = care
        self._compare = compare
        page.versions_shown.connect(self._serve)

    def offer_older(self, desk: Desk, worker: Worker, open_audit: Callable[[str], None]) -> None:
        """List the open audits with an older version on each card, and lead to those that are on this laptop."""

        def serve(tool_id: str, _version: str, card: VersionsCard) -> None:
            card.audit_requested.connect(open_audit)
            worker.submit(lambda: older_lines(desk.go_on.older_audits(tool_id)), card.show_older, page=card)

        self._page.versions_shown.connect(serve)

    def _serve(self, tool_id: str, version: str, card: VersionsCard) -> None:
        care, row = self._care, self._page.picker.row
        title = row.title if row is not None else tool_id

        def do(what: Callable[[LookAfterTools], None], words: str) -> None:
            care.do(what, Then(lambda: self._done(words), Phrased(card.show_problem, sentence_of)), card)

        card.compare_requested.connect(lambda *pair: self._compare(tool_id, title, pair, care))
        card.retire_requested.connect(
            lambda which, successor: do(
                lambda tools: tools.retire(tool_id, which, successor=successor),
                card.tr("Retired. Every laptop knows with its next sync."),
            )
        )
        card.offer_requested.connect(
            lambda which: do(
                lambda tools: tools.retire(tool_id, which, retired=False),
                card.tr("Offered again. Every laptop knows with its next sync."),
            )
        )
        card.review_requested.connect(
            lambda day: do(lambda tools: tools.set_review(tool_id, version, day), card.tr("The day is kept."))
        )
        care.load((tool_id, version), card.show_versions, card)

    def _done(self, words: str) -> None:
        """Show the library as it is now, with the focus where the card was."""
        page = self._page
        announce(page, words)
        page.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        self._care.load_library(page.picker.show_tools, page)


def _offer_writing(page: ToolsPage, editor: EditorWiring, forms: FormWiring) -> None:
    """Offer what QA officers do: write a tool, make one out of another, bring one in."""
    page.adapt_requested.connect(editor.adapt)
    page.drafts_requested.connect(editor.show_drafts)
    page.import_requested.connect(forms.show_import)
    page.offer_adapting()
    page.offer_import()


def wire_publishing(page: ToolsPage, desk: Desk, worker: Worker) -> None:
    """Let the page say who published a tool, and a QA officer publish one."""
    presenter = PublishingPresenter(desk.authority_tools, desk.owner.role, worker)

    def show(tool_id: str, card: PublishCard) -> None:
        name = (tool_id, card.version)
        card.publish_requested.connect(lambda: presenter.publish(name, card.show_view, card))
        presenter.load(name, card.show_view, card)

    page.publishing_shown.connect(show)
    presenter.load_notes(page.show_notes, page)

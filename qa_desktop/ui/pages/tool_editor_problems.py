"""The pages of the editor at the end: what is to put right, each line a link, and publishing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from qa_desktop.domain.tool_edit.draft import Told
from qa_desktop.domain.tool_edit.tree import Path, text_at
from qa_desktop.ui.pages.tool_editor_form import EditorForm
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.presenters.publishing import PublishView
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_outline import problem_count, where_words
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, clear
from qa_desktop.ui.widgets.text import Heading, Words


class ProblemsForm(EditorForm):
    """Everything that is wrong with the tool, each line a link to its field."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self.head(self.tr("What to put right"))
        self._card = Card("")
        self._card.set_look("problem")
        self._card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(self._card)
        self._look = Card("")
        self.add(self._look)
        self._good = Words(self.tr("Nothing is wrong with this tool. It can be published."), "good")
        self.add(self._good)
        self.links: tuple[LinkButton, ...] = ()
        self.finish()
        self.show_problems()

    def show_problems(self) -> None:
        """Show what is wrong now."""
        told = self.session.told
        title = self.tr("There is a problem") if len(told) == 1 else problem_count(told)
        self.links = self._list(self._card, title, told)
        self._card.setAccessibleName(". ".join([problem_count(told), *(link.text() for link in self.links)]))
        self.links += self._list(self._look, self.tr("Allowed, and worth a look"), self.session.warnings)
        self._good.setVisible(not told)
        self.rows_changed()

    def _list(self, card: Card, title: str, told: Sequence[Told]) -> tuple[LinkButton, ...]:
        clear(card.body)
        card.add(Heading(title))
        links = []
        for one in told:
            link = LinkButton(f"{where_words(one.path, self.session.tree)}: {one.words}")
            link.clicked.connect(lambda _=False, path=one.path: self.place_requested.emit(path))
            card.add(FlowRow(link))
            links.append(link)
        card.setVisible(bool(told))
        return tuple(links)

    def take_focus(self) -> None:
        """Move the focus to the summary and have it read out."""
        self._card.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._card, self._card.accessibleName(), urgent=True)


class PublishForm(EditorForm):
    """Publishing what was written, asked twice."""

    publish_requested = Signal()

    def __init__(self, session: EditorSession, place: Path, *, may_publish: bool) -> None:
        super().__init__(session, place)
        title = text_at(session.tree, ("title",))
        self.head(self.tr("Publish this tool"), title)
        self.publish_card = PublishCard(text_at(session.tree, ("version",)))
        self.publish_card.publish_requested.connect(self.publish_requested)
        self.publish_card.show_view(self._view(may_publish=may_publish))
        self.add(self.publish_card)
        self.finish()

    def show_problem(self, words: str) -> None:
        """Say why it was not published."""
        self.publish_card.show_view(PublishView(words, is_problem=True))

    def _view(self, *, may_publish: bool) -> PublishView:
        if not may_publish:
            words = self.tr("Only a QA officer publishes tools. Save it as a file and give it to your QA team.")
            return PublishView(words)
        words = self.tr(
            "Once published, it is in your library, and every laptop has it after its next sync. New audits use it."
        )
        return PublishView(words, may_publish=True)

"""The themes of an open audit: tags beside the answers, the key that tags, and the page with all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.theme import GROUP, Theme, themes_in
from qa_desktop.domain.operation import Value
from qa_desktop.services.tag_themes import Tag
from qa_desktop.ui.dialogs.tag_theme import TagOffer, TagTheme
from qa_desktop.ui.page_action import page_action
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_themes import leaning, place_of, tag_title, touches_themes
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit


class TagChip(SmallButton):
    """One tag beside its answer; pressing it takes the tag back."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(f"{tag_title(theme)}  ×", parent=parent)
        self.theme = theme
        self.setToolTip(f"“{theme.quote}”")
        self.setAccessibleName(self.tr("Take back the tag {}: “{}”").format(tag_title(theme), theme.quote))


class TagRow(FlowRow):
    """The tags of one field."""

    removed = Signal(object)
    """The Theme that is taken back."""

    def __init__(self, themes: tuple[Theme, ...], parent: QWidget) -> None:
        super().__init__(gap=6, parent=parent)
        self.themes = themes
        for theme in themes:
            chip = TagChip(theme, self)
            chip.clicked.connect(partial(self.removed.emit, theme))
            self.add(chip)


class AuditThemes(QObject):
    """Tags what is written on any page of an audit. What is typed goes on undisturbed: tags stand below the field."""

    page_requested = Signal()
    """Nothing to tag has the focus: the page with all tags is to be shown."""

    def __init__(self, session: AuditSession, shell: QWidget) -> None:
        super().__init__(shell)
        self._session = session
        self._shell = shell
        self._page: AuditPage | None = None
        self._known: set[AuditPage] = set()
        self._lines: dict[LabelledField, TagRow] = {}
        self.dialog: TagTheme | None = None
        self.action = page_action(shell, "tag_theme", self.tr("Tag with a theme"), self.begin)
        session.audit_changed.connect(self._look_again)

    def look(self, page: AuditPage) -> None:
        """Show the tags on a page that came on screen."""
        if page not in self._known:
            self._known.add(page)
            page.completed.connect(partial(self._show_complete, page))
        self._page = page
        if page.is_complete:
            self._show(page, self._session.audit)

    def begin(self) -> None:
        """Ask for a theme of what is chosen, or of the whole text that has the focus."""
        page, typed = self._page, QApplication.focusWidget()
        path = page.fields.path_of(typed) if page is not None and typed is not None else ""
        words = _chosen_words(typed)
        if page is None or not path or not words.strip():
            self.page_requested.emit()
            return
        page.flush()
        self._session.when_settled(lambda: self.ask(path, words))

    def ask(self, path: str, words: str, begun: TagOffer | None = None) -> None:
        """Ask for the theme of words of a field; `begun` is what a suggestion chose already."""
        desk, audit = self._session.desk, self._session.audit
        item, leans = leaning(audit, path)

        def read() -> TagOffer:
            names = tuple(one.name for one in desk.theming.themes().offered)
            return TagOffer(words, item, names, *((begun.kind, begun.name) if begun else (leans, "")))

        self._session.worker.submit(read, self._open, page=self._shell)

    def _open(self, offer: TagOffer) -> None:
        if self.dialog is not None:  # the key was pressed twice
            return
        dialog = self.dialog = TagTheme(offer, self._shell)
        dialog.tagged.connect(lambda tag: self.tag(tag, dialog))
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()
        suggest, audit_id = self._session.desk.theming.suggest, self._session.audit.id
        self._session.worker.submit(
            lambda: suggest.words(audit_id, offer.quote, offer.kind),
            lambda likely: dialog.show_likely(likely) if isValid(dialog) else None,
            lambda _: None,  # without the library nothing is offered; the page of themes says so
            page=dialog,
        )

    def tag(self, tag: Tag, dialog: TagTheme | None = None) -> None:
        """Tag, as a step that can be undone; what cannot be is said in the dialog."""
        session, desk = self._session, self._session.desk
        audit, key = session.audit, session.new_entry()

        def done(values: dict[str, Value]) -> None:
            session.record(values)
            if dialog is not None and isValid(dialog):
                dialog.accept()

        problem = dialog.show_problem if dialog is not None else None
        session.worker.submit(lambda: desk.theming.tag.fields(audit, key, tag), done, problem, page=self._shell)

    def remove(self, theme: Theme) -> None:
        """Take a tag back, as a step that can be undone."""
        self._session.record({paths.entry(GROUP, theme.id, "removed"): True})

    def _let_go(self, dialog: TagTheme) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _look_again(self, audit: Audit, changed: frozenset[str]) -> None:
        if self._page is not None and isValid(self._page) and (not changed or touches_themes(changed)):
            self._show(self._page, audit)

    def _show_complete(self, page: AuditPage) -> None:
        if page is self._page:
            self._show(page, self._session.audit)

    def _show(self, page: AuditPage, audit: Audit) -> None:
        wanted: dict[LabelledField, list[Theme]] = {}
        for theme in themes_in(audit.record.fields):
            field = page.fields.field_of(place_of(audit, theme))
            if field is not None:
                wanted.setdefault(field, []).append(theme)
        self._lines = {field: line for field, line in self._lines.items() if isValid(field) and isValid(line)}
        for field in dict.fromkeys((*self._lines, *wanted)):
            self._show_line(page, field, tuple(wanted.get(field, ())))

    def _show_line(self, page: AuditPage, field: LabelledField, themes: tuple[Theme, ...]) -> None:
        line = self._lines.pop(field, None)
        if line is not None and line.themes == themes:
            self._lines[field] = line
            return
        if line is not None:
            line.hide()
            line.deleteLater()
        if themes:
            self._lines[field] = line = TagRow(themes, field)
            line.removed.connect(self.remove)
            field.add_below(line)
        page.rows_changed()


def _chosen_words(typed: QWidget | None) -> str:
    """Return the words that are chosen in a field, or all of them."""
    if isinstance(typed, GrowingTextEdit):
        return typed.textCursor().selectedText().replace("\u2029", "\n") or typed.text
    if isinstance(typed, QLineEdit):
        return typed.selectedText() or typed.text()
    return ""

"""Every tag of an audit, what is suggested from its words, and its texts, to be tagged while auditing or later."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.theme import Theme
from qa_desktop.domain.operation import Value
from qa_desktop.domain.suggesting.passages import Passage
from qa_desktop.domain.suggesting.suggest import Suggestion
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.tag_themes import Tag
from qa_desktop.ui.background import Worker
from qa_desktop.ui.dialogs.redact_quotation import RedactQuotation
from qa_desktop.ui.dialogs.tag_theme import TagOffer
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.audit_themes import AuditThemes
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_steps import HOME
from qa_desktop.ui.presenters.audit_themes import TagLine, redaction_words, themes_view, touches_themes
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.status import BusyBar
from qa_desktop.ui.widgets.tag import Tag as Pill
from qa_desktop.ui.widgets.text import Muted, PageTitle, Small, Strong, Words

LEAD = "What this audit says that others say too. A tag may follow the signature: what was signed stays as it is."
NOTHING = "Nothing is suggested. Sentences that name or judge a person are never taken."
NOBODY_SEES = "From the words alone, on this laptop. Nothing is tagged until you accept it."


class AuditThemesPage(AuditPage):
    """Three cards. Suggestions are worked out beside, and are gone while two share the screen."""

    looked = Signal()
    """Suggestions were looked for; they are shown, or why there are none."""

    def __init__(self, session: AuditSession, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, widest=860)
        self._worker = worker
        self._themes: AuditThemes | None = None
        self._pair_mode = False
        self._asked = 0
        self.dialog: RedactQuotation | None = None
        head = Column(gap=4)
        head.addWidget(PageTitle(self.tr("Themes"), self.sheet))
        head.addWidget(Muted(self.tr(LEAD), self.sheet))
        self.column.body.addLayout(head)
        self.tags = Card(self.tr("Tagged"), self.sheet)
        self._tags = Column(gap=12)
        self.tags.body.addLayout(self._tags)
        self.column.add(self.tags)
        self.suggested = Card(self.tr("Suggested"), self.sheet)
        self.suggested.add(Small(self.tr(NOBODY_SEES), self.suggested))
        self.busy = BusyBar(self.suggested)
        self.suggested.add(self.busy)
        self._suggested = Column(gap=12)
        self.suggested.body.addLayout(self._suggested)
        self.column.add(self.suggested)
        self.texts = Card(self.tr("Texts of the audit"), self.sheet)
        self.texts.add(Small(self.tr("Choose words, or take the whole text."), self.texts))
        self.column.add(self.texts)
        self.column.body.addStretch(1)
        view = themes_view(session.audit)
        self.make(*(partial(self._add_text, one) for one in view.passages))
        self.making.do_some()
        self._show_tags(view.tags)

    def take(self, themes: AuditThemes) -> None:
        """Take what tags, and look for suggestions."""
        self._themes = themes
        self._look()

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        if not changed or touches_themes(changed):
            self._show_tags(themes_view(audit).tags)
            self._look()

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        self._pair_mode = on
        self.suggested.setVisible(not on)
        if not on:
            self._look()

    @override
    def finish(self) -> bool:
        self.step_requested.emit(HOME, "")
        return False

    def show_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Show what may be tagged, each with its words."""
        self.busy.end()
        clear(self._suggested)
        for one in found:
            self._suggested.addWidget(self._suggestion(one))
        if not found:
            self._suggested.addWidget(Words(self.tr(NOTHING), parent=self.suggested))
        self.rows_changed()
        self.looked.emit()

    def show_no_suggestions(self, error: QaDesktopError) -> None:
        """Say why nothing is suggested."""
        self.busy.end()
        clear(self._suggested)
        self._suggested.addWidget(Words(error.sentence, parent=self.suggested))
        self.looked.emit()

    def _look(self) -> None:
        if self._themes is None or self._pair_mode:
            return
        self._asked += 1
        number, suggest, audit_id = self._asked, self.session.desk.theming.suggest, self.audit.id
        self.busy.begin(self.tr("Reading the audit"))

        def shown(found: tuple[Suggestion, ...]) -> None:
            if number == self._asked:
                self.show_suggestions(found)

        def ask() -> None:
            self._worker.submit(lambda: suggest(audit_id), shown, self.show_no_suggestions, page=self)

        self.session.when_settled(ask)

    def _show_tags(self, tags: tuple[TagLine, ...]) -> None:
        clear(self._tags)
        for one in tags:
            self._tags.addWidget(self._tag(one))
        if not tags:
            self._tags.addWidget(Words(self.tr("Nothing is tagged yet."), parent=self.tags))
        self.rows_changed()

    def _tag(self, line: TagLine) -> QWidget:
        around = QWidget(self.tags)
        column = Column(around, gap=5)
        column.addWidget(FlowRow(Pill(line.theme.kind.label, around), Strong(line.theme.name, around), gap=10))
        column.addWidget(Words(f"“{line.theme.quote}”", parent=around))
        column.addWidget(Small(" · ".join(part for part in (line.place, line.redacted) if part), around))
        redact = self._button(self.tr("Redact…"), line.theme.quote, partial(self._redact, line.theme))
        remove = self._button(self.tr("Take back"), line.theme.quote, partial(self._remove, line.theme))
        column.addWidget(FlowRow(redact, remove, gap=8))
        return around

    def _suggestion(self, one: Suggestion) -> QWidget:
        around = QWidget(self.suggested)
        column = Column(around, gap=5)
        column.addWidget(FlowRow(Pill(one.kind.label, around), Strong(one.theme.name, around), gap=10))
        column.addWidget(Words(f"“{one.quote}”", parent=around))
        column.addWidget(Small(one.place, around))
        buttons = (
            self._button(self.tr("Accept"), one.quote, partial(self._accept, one)),
            self._button(self.tr("Change…"), one.quote, partial(self._change, one)),
            self._button(self.tr("Refuse"), one.quote, partial(self._refuse, one)),
        )
        column.addWidget(FlowRow(*buttons, gap=8))
        return around

    def _button(self, words: str, about: str, act: partial[None]) -> SmallButton:
        button = SmallButton(words, parent=self.sheet)
        button.setAccessibleName(f"{words.rstrip('…')}: “{about}”")
        button.clicked.connect(lambda _=False: act())
        return button

    def _add_text(self, passage: Passage) -> None:
        around = QWidget(self.texts)
        column = Column(around, gap=5)
        column.addWidget(Small(passage.place, around))
        text = GrowingTextEdit(around, lines=1)
        text.set_text(passage.text)
        text.setReadOnly(True)
        text.setAccessibleName(passage.place)
        column.addWidget(text)
        column.addWidget(FlowRow(self._button(self.tr("Tag…"), passage.place, partial(self._tag_text, passage, text))))
        self.texts.add(around)
        self.show_made(around)

    def _tag_text(self, passage: Passage, text: GrowingTextEdit) -> None:
        if self._themes is not None:
            chosen = text.textCursor().selectedText().replace("\u2029", "\n")
            self._themes.ask(passage.path, chosen or self.audit.text(passage.path))

    def _accept(self, one: Suggestion) -> None:
        if self._themes is not None:
            self._themes.tag(Tag(one.kind, one.theme.name, one.quote, one.item))

    def _change(self, one: Suggestion) -> None:
        if self._themes is not None:
            self._themes.ask(one.path, one.quote, TagOffer(one.quote, one.item, (), one.kind, one.theme.name))

    def _refuse(self, one: Suggestion) -> None:
        self.session.record({one.refusal_path: one.key})
        self._look()

    def _remove(self, theme: Theme) -> None:
        if self._themes is not None:
            self._themes.remove(theme)

    def _redact(self, theme: Theme) -> None:
        told = redaction_words(theme) if theme.public else ""
        dialog = self.dialog = RedactQuotation(theme.quote, theme.public, told, self)
        dialog.released.connect(lambda words, looked: self._release(dialog, theme, words, looked=looked))
        dialog.taken_back.connect(lambda: self._release(dialog, theme, "", looked=False))
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _let_go(self, dialog: RedactQuotation) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _release(self, dialog: RedactQuotation, theme: Theme, words: str, *, looked: bool) -> None:
        desk, audit = self.session.desk, self.audit

        def done(values: dict[str, Value]) -> None:
            self.session.record(values)
            if isValid(dialog):
                dialog.accept()

        fields = desk.theming.tag.release_fields
        self.session.worker.submit(
            lambda: fields(audit, theme.id, words, looked_through=looked), done, dialog.show_problem, page=self
        )

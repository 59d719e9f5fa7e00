"""Asks what no form says itself: what the tool is called here, which version it is, whose it is, what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool import SubjectKind
from qa_desktop.domain.tool_words import SUBJECTS
from qa_desktop.ui.presenters.import_form import DetailsView
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.select import Select

LONGEST_LINE = 200
LONGEST_VERSION = 30


class FormDetailsCard(Card):
    """A card of the page that brings a form in."""

    def __init__(self, view: DetailsView, parent: QWidget | None = None) -> None:
        super().__init__("About the tool", parent)
        self.summary = ErrorSummary(self)
        self.add(self.summary)
        title_field, self.title = line_field(self.tr("What the tool is called"))
        version_field, self.version = line_field(
            self.tr("Version"), self.tr("A version is never changed: a form that was changed needs a new one.")
        )
        authority_field, self.authority = line_field(self.tr("Whose tool it is"), self.tr("Your authority’s name."))
        self.subject = Select()
        for kind, words in SUBJECTS.items():
            self.subject.addItem(self.tr(words), kind.value)
        subject_field = LabelledField(self.tr("What an audit with it is about"), self.subject)
        self._fields = (title_field, version_field, authority_field)
        for field in (*self._fields, subject_field):
            self.add(field)
        for line, text in ((self.title, view.title), (self.version, view.version), (self.authority, view.authority)):
            line.setMaxLength(LONGEST_VERSION if line is self.version else LONGEST_LINE)
            line.setText(text)
        self.subject.setCurrentIndex(max(0, self.subject.findData(view.subject.value)))

    def read(self) -> DetailsView | None:
        """Return what was said, or say what is missing."""
        said = [line.text().strip() for line in (self.title, self.version, self.authority)]
        asked = (
            self.tr("Enter what the tool is called"),
            self.tr("Enter a version, for example 1.0"),
            self.tr("Enter whose tool it is"),
        )
        missing = [(words, field) for text, words, field in zip(said, asked, self._fields, strict=True) if not text]
        self.summary.show_problems(missing)
        if missing:
            return None
        title, version, authority = said
        return DetailsView(title, version, authority, SubjectKind(self.subject.currentData()))

    def show_problems(self, problems: Sequence[str]) -> None:
        """Say why the tool was not kept."""
        self.summary.show_problems([(words, None) for words in problems])

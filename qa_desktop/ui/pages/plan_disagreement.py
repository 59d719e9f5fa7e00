"""Where the pair does not agree: both views, and the advice that is asked of the QA team (PRACTICE P-06)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.entries import Disagreement
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_plan import OVERALL, PlanView
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small

GROUP = "disagreement"


class DisagreementCard(Card):
    """What the two do not agree on. Without an entry it is one button."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._page = page
        self.entries: dict[str, DisagreementEntry] = {}
        self.add_button = SmallButton(self.tr("We do not agree"), parent=self)
        self.add_button.clicked.connect(self.add_entry)
        self._subjects: tuple[tuple[str, str], ...] = ()
        self._hint = Small(
            self.tr("The {}'s {} stands and is marked “under discussion”. Both views go into the note.").format(
                page.audit.tool.words.auditor.lower(), page.audit.tool.words.grade.lower()
            ),
            self,
        )
        self.add(self._hint)
        self._list = Column(gap=18)
        self.body.addLayout(self._list)
        self.add(FlowRow(self.add_button))

    def show_plan(self, view: PlanView) -> None:
        """Show the entries."""
        self._subjects = view.subjects
        there = {one.id: one for one in view.disagreements}
        waiting = self._page.session.is_waiting
        for entry in [
            one for one in self.entries if one not in there and not waiting(paths.entry(GROUP, one, "about"))
        ]:
            self._drop(entry)
        for entry, disagreement in there.items():
            self._entry(entry).show_entry(disagreement)
        self._hint.setVisible(bool(self.entries))
        self.add_button.setVisible(not view.signed)
        self.setVisible(bool(view.subjects) and (bool(self.entries) or not view.signed))
        for made in self.entries.values():
            made.set_signed(signed=view.signed)

    def add_entry(self) -> None:
        """Record that the two do not agree, and write both views."""
        entry = self._page.session.new_entry()
        about = self._subjects[0][0] if self._subjects else OVERALL
        self._page.session.record(
            {paths.entry(GROUP, entry, "about"): about, paths.entry(GROUP, entry, "advice"): "none"}
        )
        self._entry(entry).first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._hint.show()

    def _entry(self, entry: str) -> DisagreementEntry:
        made = self.entries.get(entry)
        if made is None:
            made = self.entries[entry] = DisagreementEntry(self._page, entry, self._subjects)
            made.remove_button.clicked.connect(lambda: self._remove(entry))
            self._list.addWidget(made)
            self._page.rows_changed()
        return made

    def _remove(self, entry: str) -> None:
        self._page.session.record({paths.entry(GROUP, entry, "removed"): True})
        self._drop(entry)
        self._hint.setVisible(bool(self.entries))
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, entry: str) -> None:
        gone = self.entries.pop(entry)
        self._page.fields.forget_inside(gone)
        gone.hide()
        gone.deleteLater()


class DisagreementEntry(QFrame):
    """One point on which the two do not agree."""

    def __init__(self, page: AuditPage, entry: str, subjects: tuple[tuple[str, str], ...]) -> None:
        super().__init__(page)
        self._page = page
        self._path = paths.entry(GROUP, entry, "advice")
        column = Column(self, gap=12)
        fields = page.fields
        about = Select(self.tr("What you do not agree on"))
        for code, words in subjects:
            about.addItem(words, code)
        about.setMinimumHeight(about.sizeHint().height())
        column.addWidget(LabelledField(self.tr("What you do not agree on"), about))
        fields.choice(paths.entry(GROUP, entry, "about"), about)
        if about.currentIndex() < 0 and subjects:
            about.setCurrentIndex(0)
        self.first = about
        self._agreed: list[QWidget] = [about]
        said = page.audit.tool.words
        for name, who in (("auditor_view", said.auditor), ("practitioner_view", said.practitioner)):
            edit = GrowingTextEdit(lines=2)
            self._agreed.append(edit)
            column.addWidget(LabelledField(self.tr("{}'s view").format(who), edit))
            fields.text(paths.entry(GROUP, entry, name), edit)
        self._asked = CheckBox(self.tr("Ask the {} for advice").format(said.qa_team), self)
        self._asked.clicked.connect(self._ask)
        fields.shown(self._path, self._asked, self._show_asked)
        column.addWidget(self._asked)
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 22)
        owner, day = QLineEdit(), DateField(page.today)
        self._asking: tuple[LabelledField, ...] = (
            LabelledField(self.tr("Who asks"), owner),
            LabelledField(self.tr("By"), day),
        )
        for field in self._asking:
            grid.addWidget(field)
        column.addLayout(grid)
        fields.line(paths.entry(GROUP, entry, "advice_owner"), owner)
        fields.day(paths.entry(GROUP, entry, "advice_on"), day)
        self._outcome = GrowingTextEdit(lines=1)
        outcome_hint = self.tr("Write it here when the advice has come, also after signing.")
        outcome_field = LabelledField(self.tr("What came of it"), self._outcome, outcome_hint, optional=True)
        column.addWidget(outcome_field)
        fields.text(paths.entry(GROUP, entry, "outcome"), self._outcome)
        self._asking = (*self._asking, outcome_field)
        self.remove_button = SmallButton(self.tr("We agree after all"), parent=self)
        column.addWidget(FlowRow(self.remove_button))
        self._show_asking(asked=False)

    def show_entry(self, disagreement: Disagreement) -> None:
        """Show what was recorded."""
        self._show_asking(asked=disagreement.advice != "none")

    def set_signed(self, *, signed: bool) -> None:
        """After signing only the advice can be written: the views were signed."""
        for control in (*self._agreed, self.remove_button):
            control.setEnabled(not signed)

    def _ask(self, asked: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._page.session.record({self._path: "asked" if asked else "none"})
        self._show_asking(asked=asked)

    def _show_asked(self, value: Value) -> None:
        self._asked.setChecked(value in ("asked", "answered"))

    def _show_asking(self, *, asked: bool) -> None:
        for field in self._asking:
            field.setVisible(asked)

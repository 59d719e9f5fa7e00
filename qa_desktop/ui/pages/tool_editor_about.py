"""The pages of the editor on the tool as a whole: what it is called, what it is for, and where it comes from."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.starting import new_audit_type, new_point
from qa_desktop.domain.tool_edit.tree import Path, entries_at, insert, text_at, value_at
from qa_desktop.services.tool_fields import part_at
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_folded import Folded, FoldedRow
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, keep_height, labelled_row
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_options import audit_types
from qa_desktop.ui.presenters.tool_editor_words import ABOUT, PRINTED
from qa_desktop.ui.widgets.buttons import SecondaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Muted, Words

SHOWN = frozenset(
    [
        "tool",
        "version",
        "title",
        "authority",
        "status",
        "purpose",
        "subject",
        "subject_when",
        "source",
        "words",
        "scales",
        "stages",
        "header",
        "guidance",
        "sections",
        "overall",
        "action_plan",
        "signatures",
        "filing",
        "escalation",
        "deadlines",
        "follow_ups",
        "registers",
        "look_back",
        "benchmark",
        "private",
        "review_by",
        "translations",
    ]
)
"""What has a place on this page or a page of its own; what the format has beside it is asked for at the end."""


class AboutForm(EditorForm):
    """Title, purpose, version and source."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        tr, fields = self.tr, self.fields
        self.head(tr("About this tool"))
        self.card(
            "",
            fields.words(("title",), Asked(tr("Title"))),
            fields.words(("purpose",), Asked(tr("What it is for"))),
            fields.choice(("subject",), Asked(tr("What an audit with it is about")), ABOUT),
            fields.words(
                ("benchmark",),
                Asked(tr("The standard to bear in mind"), tr("A sentence that auditors see."), optional=True),
            ),
        )
        self.later(self._add_version)
        self.later(self._add_source)
        self.later(lambda: self.add(GuidanceCard(self, ("guidance",))))
        self.later(self._add_period)
        self.later(self._add_more)
        self.later(lambda: self.add_kept(()))
        self.finish()

    def _add_source(self) -> None:
        tr, fields = self.tr, self.fields
        self.card(
            tr("Where it comes from"),
            fields.line(("authority", "name"), Asked(tr("Authority"))),
            fields.line(("authority", "code"), Asked(tr("Its short name"), tr("Letters and digits, no spaces."))),
            fields.line(("source", "document"), Asked(tr("Document"))),
            fields.line(("source", "section"), Asked(tr("Part of the document"))),
            fields.choice(("source", "status"), Asked(tr("How far the document has it")), PRINTED),
            fields.words(("source", "note"), Asked(tr("Note on the source"), optional=True)),
            fields.several(
                ("source", "gaps"), Asked(tr("What the document leaves open"), tr("One a line."), optional=True)
            ),
        )

    def _add_version(self) -> None:
        review = self.tr("When your authority looks through it again, such as 2027-04-01.")
        based_on = self.session.draft.based_on
        hint = self.tr("A version is never changed once it is published: a changed tool has a new one.")
        card = self.card(self.tr("Version"), self.fields.line(("version",), Asked(self.tr("Version"), hint)))
        card.add(self.fields.line(("review_by",), Asked(self.tr("Look through it again by"), review, optional=True)))
        if based_on:
            words = self.tr("Made from {}. Audits that were begun with that keep it.")
            card.add(Muted(words.format(based_on)))
        self._separate = SecondaryButton(self.tr("Make it a tool of its own"))
        self._separate.clicked.connect(self._make_separate)
        self._name = Words("")
        card.add(self._name)
        card.add(FlowRow(self._separate))
        self.fields.place(("tool",), self._separate, self._say_name)

    def _add_period(self) -> None:
        card = self.card(self.tr("Which period is audited"), RecordFields(self, ()).field("look_back"))
        if self.session.value(("look_back",)) is None or audit_types(self.session.tree, ()):
            return
        card.add(Muted(self.tr("Types of audit can have a period of their own, where the type is asked at the start.")))
        ask = SmallButton(self.tr("Ask for the type of audit at the start"))
        ask.clicked.connect(self._ask_type)
        card.add(FlowRow(ask))
        self.fields.place(("look_back", "by_audit_type"), ask)

    def _ask_type(self) -> None:
        self.fields.flush()
        tree, end = self.session.tree, len(entries_at(self.session.tree, ("header",)))
        self.session.change(insert(tree, ("header",), end, new_audit_type()), ("header", end))
        self.place_requested.emit(("header", end))

    def _add_more(self) -> None:
        fields = RecordFields(self, ())
        self.card(self.tr("Whose the audits are"), fields.field("private"))
        told = self.tr("Every audit is about the same. Where a tool is used for several things, an answer can decide.")
        opens = self.session.value(("subject_when",)) is not None
        make = [lambda: fields.field("subject_when")]
        heading = self.tr("What an audit is about, by an answer")
        self.add(Folded(self, heading, told, [("subject_when",)], make, opens=opens))
        rest = [name for name in part_at(()).names if name not in SHOWN]
        if rest:
            self.card(self.tr("Also"), *fields.some(*rest))

    def _make_separate(self) -> None:
        self.fields.flush()
        self.session.make_separate()

    def _say_name(self) -> None:
        is_new = text_at(self.session.tree, ("tool",)).startswith("tool-")
        self._separate.setVisible(not is_new and bool(self.session.draft.based_on))
        if is_new:
            self._name.setText(self.tr("This is a tool of its own in the library."))
        else:
            self._name.setText(self.tr("New audits use it in the place of the version before."))


class GuidanceCard(Card):
    """What good looks like: points of the tool, of a section or of a question."""

    def __init__(self, form: EditorForm, path: Path) -> None:
        super().__init__(form.tr("What good looks like"))
        self._form = form
        count = len(value_at(form.session.tree, path) or ())  # type: ignore[arg-type]  # a list, or nothing
        if not count:
            self.add(Muted(form.tr("Points to look at together, beside the questions.")))
        self.add(ListEditor(form, path, Rows(self._row, lambda number: form.tr("point {}").format(number + 1))))
        self.add(add_button(form, form.tr("Add a point"), path, lambda: new_point(form.session.new_id)))
        form.fields.place(path, self)

    def _row(self, path: Path, number: int) -> QWidget:
        form = self._form
        library = text_at(form.session.tree, (*path, "library"))
        if library:
            words = form.tr("Points of the library {}").format(library)
            row = labelled_row(words, caption=form.tr("They stay as they are."))
            form.fields.place(path, row)
            return row
        row = keep_height(QWidget())
        column = Column(row, gap=6)
        column.addWidget(form.fields.words((*path, "text"), Asked(form.tr("Point {}").format(number + 1))))
        source = Asked(form.tr("Where point {} comes from").format(number + 1), optional=True)
        column.addWidget(form.fields.line((*path, "source"), source))
        fields, names = RecordFields(form, path), ("group", "applies_to", "parts")
        opens = any(form.session.value((*path, name)) is not None for name in names)
        make = [partial(fields.field, name) for name in names]
        heading = form.tr("More about point {}").format(number + 1)
        column.addWidget(FoldedRow(form, heading, "", [(*path, name) for name in names], make, opens=opens))
        return row

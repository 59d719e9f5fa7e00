"""The pages of the editor on a section and on what is asked at the start: their questions, in order."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.questions import without_question, without_section
from qa_desktop.domain.tool_edit.starting import new_question
from qa_desktop.domain.tool_edit.tree import Keys, Path, entries_at, move, records_at, text_at
from qa_desktop.domain.tool_words import ANSWERS
from qa_desktop.ui.pages.tool_editor_about import GuidanceCard
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, labelled_row
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.pages.tool_editor_result import ResultCard, Weighed
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_words import LAYOUTS
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card

KINDS = {kind.value: words for kind, words in ANSWERS.items()}
SHOWN = frozenset(
    [
        "id",
        "title",
        "number",
        "statement",
        "layout",
        "guidance",
        "where_to_look",
        "stage",
        "repeat",
        "shown_when",
        "roll_up",
        "weight",
        "proposed",
        "every_question",
        "questions",
    ]
)
"""What this page has a card for; what the format has beside it is asked for at the end."""


class QuestionsForm(EditorForm):
    """A list of questions, each on a page of its own."""

    def add_questions(self, heading: str, path: Path) -> Card:
        """Add the list of the questions at a path."""
        rows = Rows(self._row, lambda number: self._named(path, number), open=True, without=without_question)
        card = self.card(heading, ListEditor(self, path, rows))
        card.add(add_button(self, self.tr("Add a question"), path, self._new, opens=True))
        self.fields.place(path, card)
        return card

    def _new(self) -> Keys:
        return new_question(self.session.new_id, self.session.value(self.edited))

    def _row(self, path: Path, number: int) -> QWidget:
        tree = self.session.tree
        *above, _ = path
        named = self._named(tuple(above), number)
        kind = KINDS.get(text_at(tree, (*path, "type")), "")
        when = self.tr("only in some cases") if self.session.value((*path, "shown_when")) else ""
        return labelled_row(named, caption=", ".join(part for part in (kind, when) if part))

    def _named(self, path: Path, number: int) -> str:
        tree = self.session.tree
        label = text_at(tree, (*path, number, "label"))
        words = f"{text_at(tree, (*path, number, 'number'))} {label}".strip()
        return words if label else self.tr("Question {}, not yet worded").format(number + 1)


class StartForm(QuestionsForm):
    """What is asked once, at the start of an audit."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self.head(self.tr("Asked at the start"), self.tr("Fields at the head of every audit with this tool."))
        self.add_questions("", place)
        self.finish()


class SectionForm(QuestionsForm):
    """One section."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        tr, fields = self.tr, self.fields
        self.head(text_at(session.tree, self.at("title")) or tr("Section"), above=tr("Section"))
        self.card(
            "",
            fields.words(self.at("title"), Asked(tr("Title"))),
            fields.line(self.at("number"), Asked(tr("Printed number"), optional=True)),
            fields.words(self.at("statement"), Asked(tr("Words under the title"), optional=True)),
            fields.choice(self.at("layout"), Asked(tr("How it is laid out"), default="form"), LAYOUTS),
        )
        self.add_questions(tr("Questions"), self.at("questions"))
        self.later(self._add_condition)
        self.later(lambda: self.add(GuidanceCard(self, self.at("guidance"))))
        self.later(self._add_places)
        self.later(self._add_result)
        self.later(self._add_more)
        self.later(lambda: self.add_kept(place))
        self.later(self._add_moves)
        self.finish()

    def _add_condition(self) -> None:
        condition = ConditionEditor(self, self.at("shown_when"), self.tr("This section is asked"))
        self.card(self.tr("When it is asked"), condition)

    def _add_places(self) -> None:
        asked = Asked(self.tr("Places"), self.tr("One a line."), optional=True)
        self.card(self.tr("Where to look"), self.fields.several(self.at("where_to_look"), asked))

    def _add_result(self) -> None:
        weighed = Weighed(self.at("questions"), lambda number: self._named(self.at("questions"), number))
        ResultCard(self, self.tr("Result of the section"), Asked(self.tr("How it comes about")), weighed)

    def _add_more(self) -> None:
        path, tree = self.edited, self.session.tree
        fields = RecordFields(self, path)
        names = [name for name in ("stage",) if records_at(tree, ("stages",)) or text_at(tree, self.at(name))]
        self.card(self.tr("When in the work, and for whom"), *fields.some(*names, "repeat"))
        self.card(self.tr("As it is printed"), fields.field("proposed"), *fields.all(SHOWN))

    def _add_moves(self) -> None:
        number, count = int(self.edited[1]), len(entries_at(self.session.tree, ("sections",)))
        up = SmallButton(self.tr("Move this section up"))
        up.setEnabled(number > 0)
        up.clicked.connect(lambda: self._move(number - 1))
        down = SmallButton(self.tr("Move this section down"))
        down.setEnabled(number < count - 1)
        down.clicked.connect(lambda: self._move(number + 1))
        out = SmallButton(self.tr("Take out this section"))
        out.clicked.connect(self._take_out)
        self.add(FlowRow(up, down, out, gap=6))

    def _move(self, place: int) -> None:
        self.fields.flush()
        self.session.change(move(self.session.tree, self.edited, ("sections",), place), ("sections", place))

    def _take_out(self) -> None:
        self.fields.flush()
        self.session.change(without_section(self.session.tree, self.edited), ("sections",))

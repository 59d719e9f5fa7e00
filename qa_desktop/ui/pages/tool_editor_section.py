"""The pages of the editor on a section and on what is asked at the start: their questions, in order."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.kept import Part, kept_in_roll_up
from qa_desktop.domain.tool_edit.questions import without_question, without_section
from qa_desktop.domain.tool_edit.starting import new_question
from qa_desktop.domain.tool_edit.tree import Keys, Path, entries_at, move, put, records_at, text_at
from qa_desktop.domain.tool_words import ANSWERS
from qa_desktop.ui.pages.tool_editor_about import GuidanceCard
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, KeptCard, ListEditor, Rows, add_button, labelled_row
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_words import LAYOUTS, ROLL_UPS
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card

KINDS = {kind.value: words for kind, words in ANSWERS.items()}
WEIGHTED = "weighted"


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
        self.later(lambda: self.add_kept(Part.SECTION, place))
        self.later(self._add_moves)
        self.finish()

    def _add_condition(self) -> None:
        condition = ConditionEditor(self, self.at("shown_when"), self.tr("This section is asked"))
        self.card(self.tr("When it is asked"), condition)

    def _add_places(self) -> None:
        asked = Asked(self.tr("Places"), self.tr("One a line."), optional=True)
        self.card(self.tr("Where to look"), self.fields.several(self.at("where_to_look"), asked))

    def _add_result(self) -> None:
        self.card(self.tr("Result of the section"), *self._result())
        kept = kept_in_roll_up(self.session.value(self.at("roll_up")))
        if kept:
            self.add(KeptCard(self, [(self.at("roll_up", key), words) for key, words in kept]))

    def _result(self) -> list[QWidget]:
        roll_up, tr = self.at("roll_up"), self.tr
        widgets: list[QWidget] = [
            self.fields.choice((*roll_up, "method"), Asked(tr("How it comes about")), ROLL_UPS, self._set_method)
        ]
        if text_at(self.session.tree, (*roll_up, "method")) == WEIGHTED:
            for number, _ in enumerate(records_at(self.session.tree, self.at("questions"))):
                asked = Asked(tr("Weight of {}").format(self._named(self.at("questions"), number)))
                widgets.append(self.fields.number(self.at("questions", number, "weight"), asked))
            self.fields.place(roll_up, widgets[0])
        return widgets

    def _set_method(self, method: str) -> None:
        self.fields.flush()
        session, roll_up = self.session, self.at("roll_up")
        tree = put(session.tree, (*roll_up, "method"), method) if method else put(session.tree, roll_up, None)
        if method != WEIGHTED:
            for number, _ in enumerate(records_at(tree, self.at("questions"))):
                tree = put(tree, self.at("questions", number, "weight"), None)
        session.change(tree, (*roll_up, "method"))

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

"""The editor of tools: the outline at the left, one thing at a time in the middle, the live preview at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.starting import new_section
from qa_desktop.domain.tool_edit.tree import Path, entries_at, insert, text_at
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.item_models.steps import Step
from qa_desktop.ui.keys import shown
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.tool_editor_about import AboutForm
from qa_desktop.ui.pages.tool_editor_form import EditorForm
from qa_desktop.ui.pages.tool_editor_outcome import OverallForm, PlanForm, SignaturesForm
from qa_desktop.ui.pages.tool_editor_parts import EntriesForm, EntryForm
from qa_desktop.ui.pages.tool_editor_preview import PreviewPane
from qa_desktop.ui.pages.tool_editor_problems import ProblemsForm, PublishForm
from qa_desktop.ui.pages.tool_editor_question import QuestionForm
from qa_desktop.ui.pages.tool_editor_scale import ScaleForm, ScalesForm
from qa_desktop.ui.pages.tool_editor_section import SectionForm, StartForm
from qa_desktop.ui.pages.tool_editor_texts import LanguageForm, TranslationsForm, WordsForm
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_outline import (
    PROBLEMS,
    PUBLISH,
    outline,
    place_from,
    place_of,
    problem_count,
    step_id,
)
from qa_desktop.ui.presenters.tool_editor_parts import PARTS
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, Pane
from qa_desktop.ui.widgets.step_list import ProgressRail
from qa_desktop.ui.widgets.three_panes import SideWords, ThreePanes

PREVIEW_LETTERS = 50

FORMS: dict[str, Callable[[EditorSession, Path], EditorForm]] = {
    **dict.fromkeys(PARTS, EntriesForm),
    "words": WordsForm,
    "translations": TranslationsForm,
    "scales": ScalesForm,
    "header": StartForm,
    "overall": OverallForm,
    "action_plan": PlanForm,
    "signatures": SignaturesForm,
    "problems": ProblemsForm,
}


class ToolEditorPage(Page):
    """One draft."""

    left = Signal()
    file_requested = Signal()
    """The person saves the tool as a file."""
    publish_requested = Signal()

    def __init__(self, desk: Desk, workers: Workers, draft: ToolDraft, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.session = EditorSession(desk.tool_drafts, workers, draft, self)
        self._is_officer = desk.owner.role is Role.QA_OFFICER
        self._place: Path = ()
        self._section = 0
        self._outline: tuple[tuple[Step, ...], str, str] = ((), "", "")
        self._follows = False
        self.form: EditorForm = AboutForm(self.session, ())
        self.rail = ProgressRail(self.tr("Parts of the tool"), self)
        self.rail.step_chosen.connect(lambda step: self.go(place_from(step)))
        self._add_section = SmallButton(self.tr("Add a section"))
        self._add_section.clicked.connect(self._new_section)
        self.rail.set_foot(FlowRow(self._add_section))
        self.preview = PreviewPane(desk, workers.database, self)
        self._middle = Pane()
        self._holder = Column(self._middle, gap=0)
        words = SideWords(self.tr("Preview"), self.tr("Back to writing"), PREVIEW_LETTERS)
        self.panes = ThreePanes(self.rail, self._middle, self.preview, self, words=words)
        column = Column(self, gap=0)
        column.addWidget(self.panes, 1)
        column.addWidget(self._footer())
        self._actions = self._make_actions()
        self.session.tree_changed.connect(self._follow)
        self.session.checked.connect(self._show_checked)
        self._show_form(self.form)
        self._show_outline()
        self._show_checked()

    @property
    def place(self) -> Path:
        """What is edited on the page at hand."""
        return self._place

    def go(self, path: Path, *, focus: bool = True) -> None:
        """Show the page on which a path is edited, and take the focus to its field."""
        place = place_of(path, self.session.tree)
        if place != self._place or place == PROBLEMS:
            self.form.fields.flush()
            self._show(place)
        if focus and path != place:
            self.form.show_path(path)
        elif focus:
            self.form.focus_top()

    @override
    def page_actions(self) -> tuple[QAction, ...]:
        return self._actions

    @override
    def focus_first(self) -> None:
        self.form.focus_top()

    @override
    def undo(self) -> None:
        self._restore(self.session.undo)

    @override
    def redo(self) -> None:
        self._restore(self.session.redo)

    @override
    def flush(self) -> None:
        self.form.fields.flush()
        self.session.hurry()

    def say_not_published(self, words: str) -> None:
        """Say why it was not published."""
        if isinstance(self.form, PublishForm):
            self.form.show_problem(words)

    def _footer(self) -> FooterBar:
        back = QuietButton(self.tr("← Tools"))
        back.clicked.connect(self.left)
        self.problems_button = SecondaryButton("")
        self.problems_button.clicked.connect(self._show_problems)
        self.file_button = SecondaryButton(self.tr("Save as a file"))
        self.file_button.clicked.connect(self._save_as_file)
        self.publish_button = PrimaryButton(self.tr("Publish"))
        self.publish_button.clicked.connect(self._publish)
        return FooterBar(back, self.problems_button, self.file_button, self.publish_button)

    def _make_actions(self) -> tuple[QAction, ...]:
        preview = QAction(self.tr("Preview"), self)
        preview.setShortcut(QKeySequence(shown("guidance")))
        preview.triggered.connect(self.panes.toggle_guidance)
        problems = QAction(self.tr("What to put right"), self)
        problems.triggered.connect(self._show_problems)
        for action in (preview, problems):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        return preview, problems

    def _restore(self, step: Callable[[], Path | None]) -> None:
        self.flush()
        self._follows = True
        at = step()
        self._follows = False
        if at is not None:
            self.go(at)

    def _follow(self, at: Path, fields: bool) -> None:  # noqa: FBT001 - as the session's signal gives it
        if not fields:
            self.form.fields.refresh()  # the outline follows with the check, so that typing never waits for it
            return
        tree, place = self.session.tree, self._place
        stays = not self._follows and place_of(place, tree) == place and at[: len(place)] == place
        height = self.form.verticalScrollBar().value() if stays else 0
        self._show(place if stays else place_of(at, tree), height)
        self.form.show_path(at)

    def _show(self, place: Path, height: int = 0) -> None:
        if place[:1] == ("sections",) and isinstance(place[1], int):
            self._section = place[1]
        self._place = place
        self._show_form(self._form_for(place))
        if height:
            self.form.keep_height(height)
        self._show_outline()
        self._show_checked()

    def _form_for(self, place: Path) -> EditorForm:
        match place:
            case ("publish",):
                form = PublishForm(self.session, place, may_publish=self._is_officer)
                form.publish_requested.connect(self.publish_requested)
                return form
            case ("scales", int()):
                return ScaleForm(self.session, place)
            case ("header", int()) | ("sections", int(), "questions", int()):
                return QuestionForm(self.session, place)
            case ("sections", int()):
                return SectionForm(self.session, place)
            case ("translations", str()):
                return LanguageForm(self.session, place)
            case (str(), int()):
                return EntryForm(self.session, place)
            case (str(name),):
                return FORMS[name](self.session, place)
            case _:
                return AboutForm(self.session, place)

    def _show_form(self, form: EditorForm) -> None:
        before = self.form
        self._middle.setUpdatesEnabled(False)
        self.form = form
        form.place_requested.connect(self.go)
        form.renewal_requested.connect(lambda: self._show(self._place))
        form.completed.connect(lambda: form.fields.say(self.session.told))
        self._holder.addWidget(form)
        if before is not form:
            before.stop()
            before.hide()
            before.deleteLater()
        self._middle.setUpdatesEnabled(True)

    def _show_outline(self) -> None:
        tree = self.session.tree
        title = text_at(tree, ("title",))
        steps = outline(tree, self._place, self.session.told)
        self.set_crumb(self.tr("Draft: {}").format(title))
        shown = (steps, step_id(self._place), title)
        if shown != self._outline:
            self._outline = shown
            self.rail.set_steps(*shown)

    def _show_checked(self) -> None:
        told = self.session.told
        self.form.fields.say(told)
        self.problems_button.setText(problem_count(told, self.session.warnings))
        if isinstance(self.form, ProblemsForm):
            self.form.show_problems()
        self._show_outline()
        section = text_at(self.session.tree, ("sections", self._section, "id"))
        self.preview.show_section(self.session.good_tool, section, is_behind=bool(told))

    def _show_problems(self) -> None:
        self.flush()
        self.go(PROBLEMS, focus=False)
        if isinstance(self.form, ProblemsForm):
            self.form.take_focus()

    def _publish(self) -> None:
        self.flush()
        if self.session.told:
            self._show_problems()
        else:
            self.go(PUBLISH)

    def _save_as_file(self) -> None:
        self.flush()
        self.file_requested.emit()

    def _new_section(self) -> None:
        self.flush()
        session, end = self.session, len(entries_at(self.session.tree, ("sections",)))
        session.change(insert(session.tree, ("sections",), end, new_section(session.new_id)), ("sections", end))
        self.go(("sections", end, "title"))

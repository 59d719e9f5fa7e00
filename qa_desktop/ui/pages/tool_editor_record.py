"""The fields of one record of a tool, made from what the format says of it, so that none of its keys is without one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.questions import answers_to, question_named
from qa_desktop.domain.tool_edit.starting import new_name
from qa_desktop.domain.tool_edit.tree import Keys, Path, put, text_at, value_at
from qa_desktop.services.tool_fields import ByKey, Flag, Key, ListOf, Number, OneOf, Record, When, part_at
from qa_desktop.ui.pages.tool_editor_chips import chips_field
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor, first_condition
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, beside, stacked
from qa_desktop.ui.pages.tool_editor_pairs import PairsEditor
from qa_desktop.ui.presenters.tool_editor_asks import Ask, ask_for
from qa_desktop.ui.widgets.field import LabelledField

BESIDE = {"amount": "unit", "least": "most"}
NAMES = ("id",)
"""Keys that the editor makes itself and shows nowhere: answers and texts hang on them."""


class RecordFields:
    """The fields of the record at a path. `hidden` names keys that this page makes itself."""

    def __init__(self, form: EditorForm, path: Path, hidden: Collection[str] = NAMES) -> None:
        self._form = form
        self._path = path
        self._record = part_at(path)
        self._hidden = frozenset(hidden)

    def all(self, but: Collection[str] = ()) -> list[QWidget]:
        """Return a field for every key, in the order of the format, but for those that are named."""
        left_out = self._hidden | set(but)
        return self.some(*(name for name in self._record.names if name not in left_out))

    def some(self, *names: str) -> list[QWidget]:
        """Return a field for each of these keys; what is one thing in two numbers stands beside each other."""
        made: list[QWidget] = []
        shown = [name for name in names if name not in self._hidden]
        for before, name, after in zip(("", *shown), shown, (*shown[1:], ""), strict=False):
            if BESIDE.get(name) == after:
                made.append(beside(self.field(name), self.field(after)))
            elif BESIDE.get(before) != name:
                made.append(self.field(name))
        return made

    def field(self, name: str) -> QWidget:
        """Return the field for one key."""
        key = self._record.by_name[name]
        ask, path = ask_for(self._record.name, name, key.about), (*self._path, name)
        match key.kind:
            case Flag():
                return self._form.fields.tick(path, ask.label)
            case Number():
                return self._form.fields.number(path, _asked(key, ask), whole=key.kind.whole)
            case When():
                return ConditionEditor(self._form, path, ask.label, hint=ask.hint, is_needed=key.required)
            case Record():
                return self._part(path, ask)
            case ListOf(kind=Record() as record):
                return self._list(path, ask, record)
            case ListOf(kind=ByKey()):
                return self._rows(path, ask)
            case ListOf():
                return self._several(path, key, ask)
            case ByKey():
                return self._by_key(path, key.kind, ask)
            case _:
                return self._single(path, key, ask)

    def _single(self, path: Path, key: Key, ask: Ask) -> QWidget:
        fields, options = self._form.fields, self._options(path, key, ask)
        if options or ask.among:
            nothing = (("", ask.nothing),) if ask.nothing else ()
            asked = Asked(ask.label, ask.hint, default=ask.default)
            return fields.choice(path, asked, (*nothing, *options), self._chosen(path, ask))
        return fields.words(path, _asked(key, ask), ask.lines) if ask.lines else fields.line(path, _asked(key, ask))

    def _options(self, path: Path, key: Key, ask: Ask) -> tuple[tuple[str, str], ...]:
        if ask.among is not None:
            return ask.among(self._form.session.tree, path)
        kind = key.kind.kind if isinstance(key.kind, ListOf) else key.kind
        words = kind.words if isinstance(kind, OneOf) else ()
        known = dict(ask.options)
        new = [(word, word.replace("_", " ").capitalize()) for word in words if word not in known]
        return (*ask.options, *new)

    def _chosen(self, path: Path, ask: Ask) -> Callable[[str], None] | None:
        """Return what else choosing does: what makes no sense beside the new choice goes, and the page is made anew."""
        return partial(self._choose, path, ask.clears) if ask.clears else None

    def _choose(self, path: Path, clears: tuple[str, ...], code: str) -> None:
        form = self._form
        form.fields.flush()
        if code == text_at(form.session.tree, path):
            return
        tree = put(form.session.tree, path, code or None)
        for name in clears:
            tree = put(tree, (*path[:-1], name), None)
        form.session.change(tree, path)

    def _several(self, path: Path, key: Key, ask: Ask) -> QWidget:
        options = self._options(path, key, ask)
        if options or ask.among:
            return chips_field(self._form, path, _asked(key, ask), options)
        return self._form.fields.several(path, _asked(key, ask))

    def _by_key(self, path: Path, kind: ByKey, ask: Ask) -> QWidget:
        form = self._form
        if ask.among is None:
            return _placed(form, path, ask, PairsEditor(form, path, ask.entry))
        known = ask.among(form.session.tree, path)
        texts = value_at(form.session.tree, path)
        strays = [(code, code) for code in texts if code not in dict(known)] if isinstance(texts, dict) else []
        made: list[QWidget] = []
        for code, words in (*known, *strays):
            at, asked = (*path, code), Asked(ask.label.format(words), optional=True)
            is_number = isinstance(kind.kind, Number)
            fields = form.fields
            made.append(
                fields.number(at, asked, whole=True) if is_number else fields.words(at, asked, max(1, ask.lines))
            )
        return stacked(*made, gap=12)

    def _rows(self, path: Path, ask: Ask) -> QWidget:
        """Return rows of answers, each to the questions among which they stand."""
        form = self._form
        rows = Rows(lambda at, _: stacked(*self._answers(at, ask), gap=10), lambda number: f"{ask.entry} {number + 1}")
        add = add_button(form, form.tr("Add a {}").format(ask.entry), path, dict)
        return _placed(form, path, ask, stacked(ListEditor(form, path, rows), add, gap=6, above=8))

    def _answers(self, path: Path, ask: Ask) -> list[QWidget]:
        form, tree = self._form, self._form.session.tree
        known = ask.among(tree, path) if ask.among else ()
        given = value_at(tree, path)
        strays = [(name, name) for name in given if name not in dict(known)] if isinstance(given, dict) else []
        made: list[QWidget] = []
        for name, words in (*known, *strays):
            place = question_named(tree, name)
            answers = answers_to(tree, place) if place is not None else ()
            if answers:
                options = (("", form.tr("Nothing yet")), *answers)
                made.append(form.fields.choice((*path, name), Asked(words), options))
            else:
                made.append(form.fields.line((*path, name), Asked(words, optional=True)))
        return made

    def _part(self, path: Path, ask: Ask) -> QWidget:
        """Return a tick that brings the fields of a part up."""
        form = self._form
        there = form.session.value(path) is not None

        def set_there(on: bool) -> None:  # noqa: FBT001 - as Qt's own signal gives it
            form.fields.flush()
            form.session.change(put(form.session.tree, path, ask.start if on else None), path)

        tick = form.fields.tick(path, ask.label, chosen=set_there)
        return stacked(tick, *RecordFields(form, path).all(), gap=12) if there else tick

    def _list(self, path: Path, ask: Ask, record: Record) -> QWidget:
        form = self._form
        last = [key.name for key in record.keys if isinstance(key.kind, When)]

        def fields(at: Path, _: int) -> list[QWidget]:
            made = RecordFields(form, at, self._hidden)
            return [*made.all(last), *made.some(*last)]

        return entries(form, path, ask, fields, record)


def entries(
    form: EditorForm, path: Path, ask: Ask, fields: Callable[[Path, int], list[QWidget]], record: Record
) -> LabelledField:
    """Return the entries of a list under each other, each with its own fields, and a button that adds one."""
    rows = Rows(
        lambda at, number: stacked(*fields(at, number), gap=10),
        lambda number: f"{ask.entry} {number + 1}",
    )

    def new() -> Keys:
        start = dict(ask.start) if isinstance(ask.start, dict) else {}
        for name, key in record.by_name.items():
            if name not in start and key.required and name in ("id", "code"):
                start[name] = new_name(record.name.replace("_", "-"), form.session.new_id)
            if name not in start and key.required and isinstance(key.kind, When):
                start[name] = first_condition(form, path)
        return start

    words = form.tr("Add a {}").format(ask.entry)
    made = stacked(ListEditor(form, path, rows), add_button(form, words, path, new), gap=6, above=8)
    return _placed(form, path, ask, made)


def _placed(form: EditorForm, path: Path, ask: Ask, control: QWidget) -> LabelledField:
    field = LabelledField(ask.label, control, ask.hint, optional=True)
    field.label.setVisible(not ask.is_headed)
    form.fields.place(path, field)
    return field


def _asked(key: Key, ask: Ask) -> Asked:
    return Asked(ask.label, ask.hint, optional=not key.required and not ask.default, default=ask.default)

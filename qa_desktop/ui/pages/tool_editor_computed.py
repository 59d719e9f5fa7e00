"""How a value is worked out: by which formula, and from the answers to which questions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.computed import COUNTS, DIFFERENCES
from qa_desktop.domain.tool_edit.tree import Path, Plain, put, text_at, texts_at
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, stacked
from qa_desktop.ui.pages.tool_editor_picked import picked_field
from qa_desktop.ui.presenters.tool_editor_options import Options, worked_out_from
from qa_desktop.ui.presenters.tool_editor_words import FORMULAS, INPUTS
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Muted

MOST_TICKS = 30
"""More questions than this are not ticked but added one by one."""
WHOLE_LIST = ("sum", COUNTS)
"""Formulas that work from as many answers as there are."""


class ComputedFields:
    """Adds its fields to the card of a question's answer."""

    def __init__(self, form: EditorForm, card: Card) -> None:
        self._form = form
        self._path: Path = form.at("computed")
        self._from: Path = (*self._path, "from")
        formula = text_at(form.session.tree, (*self._path, "formula"))
        asked = Asked(form.tr("What is worked out"))
        chosen = form.fields.choice((*self._path, "formula"), asked, FORMULAS, self._set_formula)
        card.add(chosen)
        options = worked_out_from(form.session.tree, formula)
        if formula in WHOLE_LIST and len(options) > MOST_TICKS:
            asked = Asked(form.tr("From these answers"))
            card.add(picked_field(form, self._from, asked, options, form.tr("Add an answer")))
        elif formula in WHOLE_LIST:
            card.add(self._ticks(options))
        elif formula == DIFFERENCES:
            self._add_pairs(card, options)
        elif formula:
            for number, (label, nothing) in enumerate(INPUTS.get(formula, ())):
                card.add(self._slot(number, label, nothing, options))
        form.fields.place(self._path, chosen)

    def _slot(self, number: int, label: str, nothing: str, options: Options) -> LabelledField:
        """Return a choice of one question; `nothing` is how it is called that none is chosen, where that may be."""
        form, select = self._form, Select(label)
        for code, words in ((("", nothing),) if nothing else ()) + options:
            select.addItem(words, code)
        select.setPlaceholderText(form.tr("Choose a question"))
        field = LabelledField(
            label, select, "" if options else self._lacking(), optional=bool(nothing) and not self._is_pairs
        )

        def show() -> None:
            given = texts_at(form.session.tree, self._from)
            code = given[number] if number < len(given) else ""
            if code and select.findData(code) < 0:
                select.addItem(code, code)
            select.setCurrentIndex(select.findData(code))

        select.activated.connect(lambda row: self._fill(number, str(select.itemData(row))))
        form.fields.place((*self._from, number) if number else self._from, field, show)
        return field

    def _add_pairs(self, card: Card, options: Options) -> None:
        """Add two choices for each pair that is compared, and two for a further one."""
        tr = self._form.tr
        given = len(texts_at(self._form.session.tree, self._from))
        for pair in range((given + 1) // 2 + 1):
            first, second = tr("Pair {}, one grade").format(pair + 1), tr("Pair {}, the other grade").format(pair + 1)
            card.add(self._slot(2 * pair, first, tr("No pair"), options))
            if 2 * pair < given:
                card.add(self._slot(2 * pair + 1, second, "", options))

    def _fill(self, number: int, code: str) -> None:
        given = texts_at(self._form.session.tree, self._from)
        left = 2 if self._is_pairs and not code else 1
        chosen: list[Plain] = [*given[:number], *([code] if code else []), *given[number + left :]]
        if self._is_pairs:
            self._form.session.change(put(self._form.session.tree, self._from, chosen or None), (*self._from, number))
        else:
            self._form.session.put(self._from, chosen or None)

    @property
    def _is_pairs(self) -> bool:
        return text_at(self._form.session.tree, (*self._path, "formula")) == DIFFERENCES

    def _ticks(self, options: Options) -> LabelledField:
        form = self._form
        strays = [(code, code) for code in texts_at(form.session.tree, self._from) if code not in dict(options)]
        boxes = {code: CheckBox(words) for code, words in (*options, *strays)}

        def take() -> None:
            before = texts_at(form.session.tree, self._from)
            kept = [code for code in before if code in boxes and boxes[code].isChecked()]
            new = [code for code, box in boxes.items() if box.isChecked() and code not in kept]
            form.session.put(self._from, [*kept, *new] or None)

        def show() -> None:
            given = texts_at(form.session.tree, self._from)
            for code, box in boxes.items():
                box.setChecked(code in given)

        for box in boxes.values():
            box.clicked.connect(lambda _=False: take())
        inside: list[QWidget] = [*boxes.values()] or [Muted(self._lacking())]
        field = LabelledField(form.tr("From these answers"), stacked(*inside, gap=6))
        form.fields.place(self._from, field, show)
        return field

    def _lacking(self) -> str:
        return self._form.tr("This tool asks nothing yet from which this can be worked out.")

    def _set_formula(self, formula: str) -> None:
        """Take another formula; what it cannot work from goes."""
        form = self._form
        form.fields.flush()
        fitting = dict(worked_out_from(form.session.tree, formula))
        given = [code for code in texts_at(form.session.tree, self._from) if code in fitting]
        most = len(given) if formula in (*WHOLE_LIST, DIFFERENCES) else len(INPUTS.get(formula, ()))
        tree = put(form.session.tree, (*self._path, "formula"), formula)
        form.session.change(put(tree, self._from, [*given[:most]] or None), (*self._path, "formula"))

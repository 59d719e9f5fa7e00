"""Makes workbooks for the tests of forms, as an authority would keep them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

from qa_desktop.domain.tool import Item
from qa_desktop.toolkit.xlsform.import_form import ImportedForm, import_form

Cells = Iterable[object]
SURVEY = ("type", "name", "label")
CHOICES = ("list_name", "name", "label")
GRADES = [CHOICES, ("grade", "good", "Good"), ("grade", "poor", "Poor")]


def write(folder: Path, **sheets: Iterable[Cells]) -> Path:
    """Write a workbook; the first row of each sheet holds its headings."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "form.xlsx"
    book.save(path)
    return path


def imported(folder: Path, **sheets: Iterable[Cells]) -> ImportedForm:
    """Return what a form of these sheets becomes."""
    return import_form(write(folder, **sheets))


def told(form: ImportedForm) -> list[str]:
    """Return what the import says is lost."""
    return [loss.sentence for loss in form.losses]


def question(form: ImportedForm, own_id: str) -> Item:
    """Return one question of the tool that a form became."""
    item = form.tool.item(own_id)
    assert item, f"{own_id} is none of {[str(one.id) for one in form.tool.items]}"
    return item

"""Makes an audit tool out of an XLSForm workbook, and says beforehand what of the form it will not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem, Mistake, SeveralProblems
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance_shape import POINT
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.tool_shape import TOOL
from qa_desktop.toolkit.write_tool import Keys, write_yaml
from qa_desktop.toolkit.xlsform import choice_lists
from qa_desktop.toolkit.xlsform.columns import (
    POINTS_SHEET,
    TEXTS_SHEET,
    TOOL_SHEET,
    FormLine,
    form_lines,
)
from qa_desktop.toolkit.xlsform.form import Form
from qa_desktop.toolkit.xlsform.losses import Loss, Losses
from qa_desktop.toolkit.xlsform.mistake_places import in_the_form
from qa_desktop.toolkit.xlsform.names import as_id
from qa_desktop.toolkit.xlsform.own_columns import from_json, own_value, take_own
from qa_desktop.toolkit.xlsform.read_parts import HEADER, PARTS, header_questions, read_part
from qa_desktop.toolkit.xlsform.read_survey import SurveyReader
from qa_desktop.toolkit.xlsform.safe_archive import Stopped, never
from qa_desktop.toolkit.xlsform.survey_tree import SHEET, Node, nested
from qa_desktop.toolkit.xlsform.workbook import Book, Sheet, read_book

_READ = (SHEET, choice_lists.SHEET, "settings", TOOL_SHEET, POINTS_SHEET, TEXTS_SHEET)
_LISTS = ("subject_when", "stages", "filing", "escalation", "deadlines", "follow_ups", "registers")
_PRINTED, _PARTLY = "printed", "partly printed"


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """What a form became: the workbook's name, the tool, its file, and what it does not hold."""

    file: str
    tool: Tool
    yaml: bytes
    losses: tuple[Loss, ...]
    says_whose: bool
    """Whether the form says whose it is and who signs, as our own exports do; no other has a place for it."""


def import_form(path: Path, is_stopped: Stopped = never) -> ImportedForm:
    """Return the tool that the form in a workbook makes.

    Raises:
        InputProblem: the workbook cannot be read, or holds no form.
        ReadingStopped: `is_stopped` said so.
        SeveralProblems: what the form says does not make a tool; each mistake is named.
    """
    return import_book(read_book(path, _READ, is_stopped))


def import_book(book: Book) -> ImportedForm:
    """Return the tool that the form in the sheets of a workbook makes; raise as `import_form` does."""
    survey = book.sheets.get(SHEET)
    if survey is None and len(book.sheets) == 1:
        survey = next(iter(book.sheets.values()))
    if survey is None or not survey.lines:
        raise InputProblem(f'{book.file} holds no form: there is no sheet "survey" with questions in it.')
    losses = Losses()
    keys, settings = _own_tool(book), _settings(book, losses)
    lines = form_lines(survey, settings.take("default_language"), losses)
    if not any(line.peek("type") for line in lines):
        raise InputProblem(f'{book.file} holds no form: the sheet "survey" has no column "type".')
    form, choices = _form(book, settings, losses)
    keys |= _read(nested(lines, losses), form)
    _about(keys, settings, form)
    form.tell_left(lines)
    choice_lists.tell_left(choices, form.filtered, losses)
    _tell_sheets(book, losses)
    if not keys["sections"]:
        told = f"{book.file} asks nothing that an audit tool can ask:"
        raise SeveralProblems(told, tuple(Mistake(loss.what, loss.place) for loss in losses.all()))
    return _checked(keys, form)


def _form(book: Book, settings: FormLine, losses: Losses) -> tuple[Form, list[FormLine]]:
    sheet = book.sheets.get(choice_lists.SHEET)
    choices = form_lines(sheet, settings.peek("default_language"), losses) if sheet else []
    points: dict[str, list[Keys]] = {}
    for line in form_lines(book.sheets[POINTS_SHEET], "", losses) if POINTS_SHEET in book.sheets else []:
        points.setdefault(line.take("place"), []).append(take_own(line, POINT, ""))
    return Form(book.file, choice_lists.read_lists(choices, losses), points, losses), choices


def _read(nodes: list[Node], form: Form) -> Keys:
    reader = SurveyReader(form)
    keys: Keys = {"header": []}
    sections = [node for node in nodes if node.part not in PARTS]
    for node in nodes:
        if node.part == HEADER:
            cast("list[Plain]", keys["header"]).extend(reader.fields(header_questions(node)))
        elif node.part in PARTS:
            keys |= read_part(node, form)
    keys["sections"] = cast("list[Plain]", reader.sections(sections))
    form.settle()
    _drop_empty(keys, form)
    if points := form.points.pop("tool", []):
        keys["guidance"] = cast("list[Plain]", points)
    scales = {name: known for name, known in form.lists.items() if known.scale_title or name in form.scales}
    keys["scales"] = [known.as_scale() for known in scales.values()]
    for known in scales.values():
        for one in known.answers:
            form.translate(f"scales/{known.name}/{one.code}/label", one.labels)
    return keys


def _drop_empty(keys: Keys, form: Form) -> None:
    """Leave out questions that came to nothing, and sections without questions."""
    keys["header"] = [one for one in cast("list[Keys]", keys["header"]) if one]
    kept: list[Plain] = []
    for section in cast("list[Keys]", keys["sections"]):
        section["questions"] = [one for one in cast("list[Keys]", section["questions"]) if one]
        if section["questions"]:
            kept.append(section)
            continue
        row = form.rows.get(str(section["id"]), 0)
        form.losses.add(SHEET, row, f'no question of the group "{section["title"]}" can be carried; it is left out')
        for texts in form.translations.values():
            for word in ("title", "statement"):
                texts.pop(f"sections/{section['id']}/{word}", None)
    keys["sections"] = kept


def _own_tool(book: Book) -> Keys:
    """Return what our own sheets say of the tool beside its questions."""
    keys: Keys = {}
    for line in book.sheets[TOOL_SHEET].lines if TOOL_SHEET in book.sheets else ():
        key, value = line.cells.get("key", ""), line.cells.get("value", "")
        if key in _LISTS:
            cast("list[Plain]", keys.setdefault(key, [])).append(from_json(value))
        elif key in TOOL.by_name:
            keys[key] = own_value(value, TOOL.by_name[key].kind)
    texts: Keys = {}
    for line in book.sheets[TEXTS_SHEET].lines if TEXTS_SHEET in book.sheets else ():
        own = cast("Keys", texts.setdefault(line.cells.get("language", ""), {}))
        own[line.cells.get("path", "")] = line.cells.get("text", "")
    return {**keys, "translations": texts}


def _settings(book: Book, losses: Losses) -> FormLine:
    lines = form_lines(book.sheets["settings"], "", losses) if "settings" in book.sheets else []
    for line in lines[1:]:
        losses.add("settings", line.row, "only the first row of settings counts")
    return lines[0] if lines else FormLine(0, {})


def _about(keys: Keys, settings: FormLine, form: Form) -> None:
    """Say what the tool is called and where it comes from; what a form never says is filled in."""
    stem = form.file.rpartition(".")[0]
    keys["tool"] = as_id(settings.take("form_id") or stem) or "imported-form"
    keys["version"] = as_id(settings.take("version"))[:30] or "1"
    keys["title"] = settings.take("form_title") or stem or "Imported form"
    keys.setdefault("authority", {"code": "own", "name": "Our authority"})
    keys.setdefault("status", "active")
    keys.setdefault("subject", "case")
    keys.setdefault("purpose", f"Imported from XLSForm {form.file}.")
    for column in settings.left():
        form.losses.add("settings", settings.row, f'the setting "{column}" has no meaning here and is left out')
    told = cast("dict[str, dict[str, str]]", keys.pop("translations", None) or {})
    for language, texts in form.translations.items():
        told.setdefault(language, {}).update(texts)
    keys["translations"] = cast("Keys", {language: texts for language, texts in told.items() if texts})


def _tell_sheets(book: Book, losses: Losses) -> None:
    for sheet in book.sheets.values():
        _tell_cells(sheet, losses)
    for name in book.others:
        losses.add(name, 0, "this sheet is not read")
    if book.has_macros:
        losses.add(book.file, 0, "macros are never run and are left out")


def _tell_cells(sheet: Sheet, losses: Losses) -> None:
    for row in sheet.unheaded:
        losses.add(sheet.name, row, "words under a column without a heading are left out")
    for row in sheet.unworked:
        losses.add(sheet.name, row, "a formula has no result that is kept in the workbook; its cell counts as empty")
    for heading in sheet.twice:
        losses.add(sheet.name, 1, f'the heading "{heading}" stands twice; the first column counts')


def _checked(keys: Keys, form: Form) -> ImportedForm:
    losses = form.losses.all()
    says_whose = "source" in keys
    if not says_whose:
        keys["source"] = _source(form.file, losses)
        keys.setdefault("signatures", [_signature()])
    ordered = {name: keys[name] for name in TOOL.names if keys.get(name) not in (None, "", [], {})}
    told = f"Imported from XLSForm {form.file}"
    data = write_yaml(ordered, "\n".join([told, *(f"Not carried: {loss.sentence}" for loss in losses)]))
    try:
        return ImportedForm(form.file, read_tool(data, {}), data, losses, says_whose)
    except SeveralProblems as problems:
        told = f"{form.file} makes no audit tool that can be used. Right this in the form and import it again:"
        places = dict.fromkeys(in_the_form(one, form.rows) for one in problems.mistakes)
        raise SeveralProblems(told, tuple(places)) from problems


def _source(file: str, losses: Iterable[Loss]) -> Keys:
    gaps: list[Plain] = [f"Not carried over: {loss.sentence}" for loss in losses]
    source: Keys = {
        "document": file,
        "section": f"imported from XLSForm {file}",
        "status": _PARTLY if gaps else _PRINTED,
    }
    return {**source, "gaps": gaps} if gaps else source


def _signature() -> Keys:
    statement = "I carried out this audit."
    return {"role": "auditor", "label": "Auditor", "statement": statement, "seals": True, "proposed": True}

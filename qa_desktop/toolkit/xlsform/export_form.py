"""Writes an audit tool as an XLSForm workbook that other programs read, and that comes back here whole.

What XLSForm has a place for stands in its own columns. The rest stands in columns that begin with `qa::` (`qa_` among
the choices) and in sheets that begin with `qa_`: other programs pass over them, our import takes them in again.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.tool_shape import SCALE_POINT, TOOL
from qa_desktop.toolkit.write_tool import Keys, tool_as_keys
from qa_desktop.toolkit.xlsform.columns import OWN_CHOICE, POINTS_SHEET, TEXTS_SHEET, TOOL_SHEET
from qa_desktop.toolkit.xlsform.export_names import Names
from qa_desktop.toolkit.xlsform.export_parts import header_rows, overall_rows, plan_rows, signature_rows
from qa_desktop.toolkit.xlsform.export_questions import Choices, Points, section_rows
from qa_desktop.toolkit.xlsform.export_texts import Texts
from qa_desktop.toolkit.xlsform.own_columns import as_json, own_cells
from qa_desktop.toolkit.xlsform.write_book import Row, write_book

_IN_THE_SURVEY = ("tool", "version", "title", "scales", "header", "guidance", "sections", "overall", "action_plan")
_ELSEWHERE = (*_IN_THE_SURVEY, "signatures", "translations")


def export_form(tool: Tool, path: Path) -> None:
    """Write the tool as a workbook.

    Raises:
        NotAllowed: there is a file of that name.
        DiskProblem: the file cannot be written.
    """
    write_book(form_sheets(tool), path)


def form_sheets(tool: Tool) -> dict[str, list[Row]]:
    """Return the rows of every sheet, each by its columns."""
    keys = tool_as_keys(tool)
    names, texts = Names(keys), Texts(cast("dict[str, dict[str, str]]", keys.get("translations") or {}))
    choices, points = Choices(texts), Points()
    for scale in cast("list[Keys]", keys.get("scales") or []):
        choices.add(str(scale["id"]), _scale_rows(scale, texts))
    points.add("tool", keys.get("guidance"))
    survey = header_rows(keys, names, (texts, choices, points))
    for section in cast("list[Keys]", keys["sections"]):
        survey += section_rows(section, names, (texts, choices, points))
    survey += [*overall_rows(keys, names, texts), *plan_rows(keys, names), *signature_rows(keys, names, texts)]
    sheets = {"survey": survey, "choices": choices.rows, "settings": [_settings(keys)], TOOL_SHEET: _tool_rows(keys)}
    return {**sheets, POINTS_SHEET: points.rows, TEXTS_SHEET: texts.left()}


def _settings(keys: Keys) -> Row:
    return {"form_title": str(keys["title"]), "form_id": str(keys["tool"]), "version": str(keys["version"])}


def _scale_rows(scale: Keys, texts: Texts) -> list[Row]:
    rows: list[Row] = []
    for point in cast("list[Keys]", scale["points"]):
        own = own_cells(point, SCALE_POINT, {"code", "label"}, OWN_CHOICE)
        said = texts.take("label", f"scales/{scale['id']}/{point['code']}/label")
        rows.append({"name": str(point["code"]), "label": str(point["label"]), **said, **own})
    rows[0][f"{OWN_CHOICE}title"] = str(scale["title"])
    if scale.get("proposed"):
        rows[0][f"{OWN_CHOICE}scale_proposed"] = "true"
    return rows


def _tool_rows(keys: Keys) -> list[Row]:
    """Return what the tool says beside its questions: a row for each key, or for each entry of a list."""
    rows: list[Row] = []
    for name in TOOL.names:
        value: Plain = keys.get(name)
        if name in _ELSEWHERE or value is None:
            continue
        entries = value if isinstance(value, list) else [value]
        rows += [{"key": name, "value": one if isinstance(one, str) else as_json(one)} for one in entries]
    return rows

"""Every shipped tool goes out as an XLSForm and comes back whole, and pyxform itself accepts what goes out."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.plain_yaml import plain_yaml
from qa_desktop.toolkit.xlsform.export_form import export_form
from qa_desktop.toolkit.xlsform.import_form import import_form

TOOLS = sorted((Path(__file__).parents[3] / "resources" / "tools").rglob("*.yaml"))
ACCEPTED = [
    "bra-live-audit",
    "dur-impact-statement",
    "her-audit",
    "roc-practice-standards",
    "roc-sqr-framework",
    "slo-case-audit",
]
"""One of each make: grades, dates worked out, conditions, checklists, repeats, scales of colours."""


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.stem)
def test_a_shipped_tool_comes_back_whole(shipped: ToolLibrary, path: Path, tmp_path: Path) -> None:
    told = plain_yaml(path.read_bytes(), path.name)
    tool = shipped.get(str(told["tool"]), str(told["version"]))
    export_form(tool, tmp_path / "form.xlsx")

    back = import_form(tmp_path / "form.xlsx")

    assert back.losses == ()
    assert back.tool == tool
    assert back.tool.content_hash == tool.content_hash


def test_a_tool_that_uses_every_key_comes_back_whole(full_tool: Tool, tmp_path: Path) -> None:
    export_form(full_tool, tmp_path / "form.xlsx")

    back = import_form(tmp_path / "form.xlsx")

    assert back.losses == ()
    assert back.tool == full_tool


@pytest.mark.parametrize("tool_id", ACCEPTED)
def test_pyxform_makes_a_form_of_what_goes_out(shipped: ToolLibrary, tool_id: str, tmp_path: Path) -> None:
    tool = shipped.get(tool_id)
    export_form(tool, tmp_path / "form.xlsx")

    made = convert(str(tmp_path / "form.xlsx"))

    assert made.warnings == []
    assert all(f"/{item.id}" in made.xform for item in tool.items)


def test_pyxform_knows_the_languages_that_go_out(full_tool: Tool, tmp_path: Path) -> None:
    export_form(full_tool, tmp_path / "form.xlsx")

    made = convert(str(tmp_path / "form.xlsx"))

    assert '<translation lang="Welsh (cy)">' in made.xform
    assert "<value>Alffa</value>" in made.xform


def test_what_a_person_changes_in_the_workbook_counts(shipped: ToolLibrary, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    export_form(shipped.get("her-audit"), file)
    change(file, "survey", "peer_role", relevant="${form} = 'lead'", label="The peer's role in their own words")

    item = import_form(file).tool.item("peer_role")

    assert item
    assert item.label == "The peer's role in their own words"
    assert item.shown_when
    assert item.shown_when.holds({"form": "lead"}.get)


def test_a_changed_guidance_hint_counts_more_than_the_points_kept_beside_it(
    shipped: ToolLibrary, tmp_path: Path
) -> None:
    file = tmp_path / "form.xlsx"
    tool = next(
        tool
        for tool in (shipped.get(one.id) for one in shipped.summaries())
        if any(item.guidance and item.type.value == "scale" for item in tool.items)
    )
    own_id = next(item.id for item in tool.items if item.guidance and item.type.value == "scale")
    export_form(tool, file)
    change(file, "survey", own_id, guidance_hint="The child was seen.")

    item = import_form(file).tool.item(own_id)

    assert item
    assert [point.text for point in item.guidance] == ["The child was seen."]


def test_a_text_that_begins_like_a_formula_goes_out_as_text(full_tool: Tool, tmp_path: Path) -> None:
    item = replace(full_tool.sections[0].items[0], label="=HYPERLINK('x')")
    section = replace(full_tool.sections[0], items=(item, *full_tool.sections[0].items[1:]))
    export_form(replace(full_tool, sections=(section, *full_tool.sections[1:])), tmp_path / "form.xlsx")

    cells = [cell for row in load_workbook(tmp_path / "form.xlsx")["survey"].iter_rows() for cell in row]

    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK('x')"] == ["s"]


def change(file: Path, sheet: str, name: str, **cells: str) -> None:
    book = load_workbook(file)
    headings = [cell.value for cell in book[sheet][1]]
    row = next(row for row in book[sheet].iter_rows(min_row=2) if row[headings.index("name")].value == name)
    for heading, text in cells.items():
        row[headings.index(heading)].value = text
    book.save(file)

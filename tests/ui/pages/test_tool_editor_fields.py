"""Whatever a tool can say has a field in the editor, and each field writes where the format has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.tree import Keys, Path, Plain
from qa_desktop.services.tool_fields import ByKey, ListOf, Record, part_at
from qa_desktop.toolkit.check_keys import as_plain
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import read_library
from qa_desktop.toolkit.write_tool import tool_as_keys
from qa_desktop.toolkit.yaml_reader import read_yaml
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.presenters.tool_editor_outline import place_of
from qa_desktop.ui.theme import Theme
from tests.toolkit.conftest import GUIDANCE
from tests.ui.conftest import show
from tests.ui.editor_bench import DraftsInMemory, officer_desk

FULL = File(__file__).parents[2] / "toolkit" / "full_tool.yaml"
MADE_BY_THE_EDITOR = {"id", "tool", "status", "shape"}
"""Ids hang on what they name, the state follows from publishing, and a shape goes with its colour."""


def full_keys() -> Keys:
    library = read_library(GUIDANCE)
    keys = tool_as_keys(read_tool(FULL.read_bytes(), {library.id: library}))
    words = cast("Keys", as_plain(read_yaml(FULL.read_bytes(), [])))["words"]
    return {**keys, "words": words}


@pytest.fixture
def workers(qapp: object) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))  # type: ignore[arg-type]  # the application
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, workers: Workers) -> ToolEditorPage:
    assert theme.points
    made = ToolEditorPage(officer_desk(DraftsInMemory()), workers, ToolDraft("draft", full_keys(), "Full, version 2.1"))
    made.resize(1366, 700)
    show(qtbot, made)
    qtbot.waitUntil(lambda: made.session.is_checked)
    return made


def leaves(value: Plain, path: Path, record: Record) -> Iterator[Path]:
    """Yield where each value of a record stands that has a field of its own."""
    for name, inside in value.items() if isinstance(value, dict) else ():
        kind = record.by_name[name].kind
        at = (*path, name)
        if isinstance(kind, Record):
            yield from leaves(inside, at, kind)
        elif isinstance(kind, ListOf) and isinstance(kind.kind, Record):
            for number, entry in enumerate(cast("list[Plain]", inside)):
                yield from leaves(entry, (*at, number), kind.kind)
        elif isinstance(kind, ByKey) and isinstance(kind.kind, ByKey):
            for code, texts in cast("Keys", inside).items():
                yield from ((*at, code, one) for one in cast("Keys", texts))
        elif isinstance(kind, ByKey):
            yield from ((*at, one) for one in cast("Keys", inside))
        else:
            yield at


def test_everything_that_a_tool_says_has_a_field(page: ToolEditorPage) -> None:
    tree = page.session.tree
    missing = []
    for path in leaves(tree, (), part_at(())):
        page.go(place_of(path, tree), focus=False)
        page.form.show_path(path)
        page.form.make_all()
        if path[-1] not in MADE_BY_THE_EDITOR and not is_code_of_a_section_range(path):
            missing += [path] if page.form.fields.binding(path) is None else []

    assert ["/".join(map(str, path)) for path in missing] == []


def is_code_of_a_section_range(path: Path) -> bool:
    """Tell whether a path is the code of a range of a section, which nobody sees."""
    return path[-1] == "code" and "bands" in path and path[0] == "sections"


def test_looking_at_every_page_changes_nothing(page: ToolEditorPage) -> None:
    before = page.session.tree

    for path in {place_of(path, before) for path in leaves(before, (), part_at(()))}:
        page.go(path, focus=False)
        page.form.show_path(path)
        page.form.make_all()
        page.form.fields.flush()

    assert page.session.tree is before

"""What the editor does not change stays as it was, byte for byte, in every tool that is shipped."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from qa_desktop.domain.tool_edit.starting import empty_tool
from qa_desktop.domain.tool_edit.tree import Keys, put, text_at
from qa_desktop.settings import resources_dir
from qa_desktop.toolkit.canonical import canonical_bytes
from qa_desktop.toolkit.check_keys import as_plain, check_keys
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import Libraries, read_library
from qa_desktop.toolkit.key_order import in_order
from qa_desktop.toolkit.write_tool import tool_as_keys, write_yaml
from qa_desktop.toolkit.yaml_reader import read_yaml

FILES = tuple(sorted((resources_dir() / "tools").rglob("*.yaml")))


@pytest.fixture(scope="module")
def libraries() -> Libraries:
    read = (read_library(file.read_bytes()) for file in (resources_dir() / "guidance").glob("*.yaml"))
    return {library.id: library for library in read}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_the_label_that_was_changed_is_other(file: Path, libraries: Libraries) -> None:
    tool = read_tool(file.read_bytes(), libraries)
    keys = tool_as_keys(tool)
    label = ("sections", 0, "questions", 0, "label")
    words = f"{text_at(keys, label)} (in other words)"

    edited = check_keys(put(keys, label, words), {})

    first, *others = tool.sections
    item, *rest = first.items
    wanted = replace(tool, sections=(replace(first, items=(replace(item, label=words), *rest)), *others))
    assert edited.findings == ()
    assert edited.tool is not None
    assert canonical_bytes(edited.tool) == canonical_bytes(wanted)


@pytest.mark.parametrize("file", FILES[::6], ids=lambda file: file.stem)
def test_a_tool_that_is_saved_as_a_file_is_read_back_as_it_is(file: Path, libraries: Libraries) -> None:
    tool = read_tool(file.read_bytes(), libraries)

    written = write_yaml(tool_as_keys(tool), "")

    assert as_plain(read_yaml(written, [])) == tool_as_keys(tool)
    assert read_tool(written, {}) == tool


def test_every_shipped_tool_is_among_them() -> None:
    assert len(FILES) >= 66


def test_a_new_tool_is_in_order_from_the_beginning() -> None:
    numbers = count()

    assert check_keys(empty_tool(lambda: f"{next(numbers):036}"), {}).findings == ()


def test_keys_that_were_added_stand_where_the_format_has_them() -> None:
    keys: Keys = {
        "odd": 1,
        "version": "1",
        "sections": [{"questions": [{"label": "A", "id": "a"}], "id": "s"}],
        "tool": "t",
    }

    ordered = in_order(keys)

    assert ordered == keys
    assert list(ordered) == ["tool", "version", "sections", "odd"]
    assert json.dumps(ordered["sections"]) == '[{"id": "s", "questions": [{"id": "a", "label": "A"}]}]'

"""Gives the tests of the tool format one tool that uses every key, and its guidance."""

from pathlib import Path

import pytest

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import Libraries, read_library
from qa_desktop.toolkit.library import ToolLibrary

RESOURCES = Path(__file__).parents[2] / "resources"

GUIDANCE = b"""
library: W-T
title: Test points
source: Test source
sections:
  - id: a
    title: A
    points: [{id: W-T.a.1, text: First}, {id: W-T.a.2, text: Second}]
  - id: b
    title: B
    source: Part B
    points: [{id: W-T.b.1, text: Third, group: G, parts: {a: one, b: two}}]
"""


@pytest.fixture(scope="session")
def full_text() -> str:
    return (Path(__file__).parent / "full_tool.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    return {"W-T": read_library(GUIDANCE)}


@pytest.fixture(scope="session")
def full_tool(full_text: str, libraries: Libraries) -> Tool:
    return read_tool(full_text.encode(), libraries)


@pytest.fixture(scope="session")
def shipped() -> ToolLibrary:
    return ToolLibrary((RESOURCES / "tools",), (RESOURCES / "guidance",))

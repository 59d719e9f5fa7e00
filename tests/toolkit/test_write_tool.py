"""A tool that is written back is the very same tool: no word, number or truth reads as another."""

import re

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.plain_yaml import plain_yaml
from qa_desktop.toolkit.write_tool import tool_as_keys, write_yaml

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TRICKY = st.sampled_from(
    ["yes", "No", "true", "null", "~", "1e5", "0x10", ".5", "1_000", "- a", "a: b", "# no", "=1+1"]
)


def test_a_tool_with_every_key_is_written_and_read_back_the_same(full_tool: Tool) -> None:
    written = write_yaml(tool_as_keys(full_tool), "Kept")

    assert read_tool(written, {}) == full_tool


@given(text=st.one_of(TRICKY, st.text(LETTERS, min_size=1)))
def test_every_text_is_read_back_as_the_same_text(text: str) -> None:
    written = write_yaml({"said": text}, "")

    assert plain_yaml(written, "a file") == {"said": text}


def test_what_is_told_stands_in_comments_line_by_line() -> None:
    written = write_yaml({"said": "x"}, "One\nTwo: three")

    assert re.findall(r"^# (.*)$", written.decode(), re.MULTILINE) == ["One", "Two: three"]

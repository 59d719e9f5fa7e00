import re
from pathlib import Path

from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import read_library
from qa_desktop.toolkit.outcome_rules import PLACEHOLDERS
from qa_desktop.toolkit.outcome_shape import OVERALL
from qa_desktop.toolkit.shape import Record
from qa_desktop.toolkit.tool_shape import CONDITION, QUESTION, SECTION, TOOL

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "tool-format.md").read_text(encoding="utf-8")
TOOL_EXAMPLE, LIBRARY_EXAMPLE = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)


def test_the_example_tool_of_the_manual_is_right() -> None:
    guidance = read_library((ROOT / "resources" / "guidance" / "W-BRA.yaml").read_bytes())

    tool = read_tool(TOOL_EXAMPLE.encode(), {guidance.id: guidance})

    assert tool.id == "example-visit-check"
    assert [str(point.id) for point in tool.sections[0].guidance] == ["W-BRA.5.C1", "W-BRA.5.C2", "EX.1"]


def test_the_example_library_of_the_manual_is_right() -> None:
    assert [str(point.id) for point in read_library(LIBRARY_EXAMPLE.encode()).points] == ["W-EX.1", "W-EX.2"]


def test_the_manual_names_every_key_of_tools_sections_questions_and_conditions() -> None:
    shapes: tuple[Record, ...] = (TOOL, SECTION, QUESTION, CONDITION, OVERALL)
    missing = {name for shape in shapes for name in shape.names if not re.search(rf"\b{name}\b", MANUAL)}

    assert missing == set()


def test_the_manual_names_every_placeholder() -> None:
    assert [name for name in PLACEHOLDERS if f"{{{name}}}" not in MANUAL] == []

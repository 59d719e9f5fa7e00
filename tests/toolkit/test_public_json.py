import json

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.public_json import tool_as_json


def test_a_tool_is_shown_with_what_a_program_asks_for(shipped: ToolLibrary) -> None:
    shown = json.loads(json.dumps(tool_as_json(shipped.get("bra-live-audit"))))

    assert {key: shown[key] for key in ("id", "version", "title", "authority", "status")} == {
        "id": "bra-live-audit",
        "version": "1.0",
        "title": "Live Case File Audit",
        "authority": "Bracknell Forest",
        "status": "active",
    }
    items = [item for section in shown["sections"] for item in section["items"]]
    assert [item["id"] for item in items] == [f"bra-live.{number}" for number in range(1, 12)]
    assert all(item["label"] and item["type"] for item in items)
    points = [point["id"] for section in shown["sections"] for item in section["items"] for point in item["guidance"]]
    assert len(points) == 101
    assert shown["overall"]["id"] == "bra-live.J"
    assert shown["scales"][0]["points"][0]["code"] == "outstanding"
    assert shown["provenance"]["status"] == "partly printed"
    assert len(shown["action_plan"]["columns"]) == 7


def test_guidance_of_a_section_is_shown_at_the_section(shipped: ToolLibrary) -> None:
    shown = json.loads(json.dumps(tool_as_json(shipped.get("roc-t2-hos"))))

    assert [point["id"] for point in shown["sections"][2]["guidance"]] == ["W-ROC.N1", "W-ROC.N2"]


def test_conditions_are_shown_with_the_word_that_joins_them(full_tool: Tool) -> None:
    shown = json.loads(json.dumps(tool_as_json(full_tool)))
    questions = {item["id"]: item for item in shown["sections"][1]["items"]}

    assert questions["b.2"]["shown_when"] == {
        "all": [{"question": "b.1", "equals": ["yes"]}, {"not": {"question": "b.3", "answered": []}}]
    }
    assert shown["sections"][1]["shown_when"] == {"question": "a.1", "equals": ["low"]}


def test_every_part_of_a_tool_is_shown(full_tool: Tool) -> None:
    shown = tool_as_json(full_tool)

    empty = [key for key, value in shown.items() if value in (None, "", [], {})]
    assert empty == []
    assert shown["translations"] == {
        "cy": {"words/yes": "Ie", "sections/alpha/title": "Alffa", "questions/a.1/label": "A un"}
    }

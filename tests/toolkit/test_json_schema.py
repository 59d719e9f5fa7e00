import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.json_schema import library_schema, tool_schema
from qa_desktop.toolkit.yaml_reader import Listing, Mapping, Node, Scalar, read_yaml

RESOURCES = Path(__file__).parents[2] / "resources"
TOOLS = sorted((RESOURCES / "tools").rglob("*.yaml"))
GUIDANCE = sorted((RESOURCES / "guidance").rglob("*.yaml"))


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain(entry) for entry in node.entries]
        case Mapping():
            return {key: plain(value) for key, value in node.entries.items()}


@cache
def validator(schema: str) -> jsonschema.Draft202012Validator:
    parsed = json.loads(schema)
    jsonschema.Draft202012Validator.check_schema(parsed)
    return jsonschema.Draft202012Validator(parsed)


@pytest.mark.parametrize(
    ("name", "text"), [("audit-tool", tool_schema()), ("guidance-library", library_schema())], ids=["tool", "guidance"]
)
def test_the_published_schema_is_the_format_that_is_checked(name: str, text: str) -> None:
    assert (RESOURCES / "schema" / f"{name}.schema.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.stem)
def test_a_shipped_tool_fits_the_schema(path: Path) -> None:
    assert list(validator(tool_schema()).iter_errors(plain(read_yaml(path.read_bytes(), [])))) == []


@pytest.mark.parametrize("path", GUIDANCE, ids=lambda path: path.stem)
def test_a_shipped_guidance_library_fits_the_schema(path: Path) -> None:
    assert list(validator(library_schema()).iter_errors(plain(read_yaml(path.read_bytes(), [])))) == []


def test_the_tool_that_uses_every_key_fits_the_schema(full_text: str) -> None:
    assert list(validator(tool_schema()).iter_errors(plain(read_yaml(full_text.encode(), [])))) == []


def test_the_tool_that_uses_every_key_leaves_none_out(full_text: str) -> None:
    known = {key for shape in json.loads(tool_schema())["$defs"].values() for key in shape["properties"]}
    used: set[str] = set()

    def gather(node: Node) -> None:
        if isinstance(node, Mapping):
            used.update(node.entries)
        children = node.entries.values() if isinstance(node, Mapping) else getattr(node, "entries", ())
        for child in children:
            gather(child)

    gather(read_yaml(full_text.encode(), []))
    assert known - used == {"more_than", "at_most"}


@pytest.mark.parametrize("where", ["", "scales.0.points.0.", "sections.1.questions.2.", "overall.", "signatures.0."])
def test_schema_and_checker_refuse_the_same_unknown_key(where: str, full_text: str, libraries: Libraries) -> None:
    tree = plain(read_yaml(full_text.encode(), []))
    target = tree
    for step in where.split(".")[:-1]:
        target = target[int(step)] if isinstance(target, list) else target[step]  # type: ignore[index]  # plain tree
    assert isinstance(target, dict)
    target["surplus"] = 1

    (error,) = validator(tool_schema()).iter_errors(tree)
    with pytest.raises(SeveralProblems) as caught:
        read_tool(json.dumps(tree).encode(), libraries)

    assert "surplus" in error.message
    assert ['unknown key "surplus"' in mistake.message for mistake in caught.value.mistakes] == [True]

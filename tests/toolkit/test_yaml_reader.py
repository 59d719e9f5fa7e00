import json
from pathlib import Path

import pytest
import yaml

from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.yaml_reader import MOST_BYTES, Listing, Mapping, Place, Scalar, read_yaml

RESOURCES = Path(__file__).parents[2] / "resources"


def read(text: str) -> Mapping:
    mistakes: list[Mistake] = []
    node = read_yaml(text.encode(), mistakes)
    assert not mistakes
    assert isinstance(node, Mapping)
    return node


def value(text: str) -> object:
    node = read(f"key: {text}").entries["key"]
    assert isinstance(node, Scalar)
    return node.value


@pytest.mark.parametrize("word", ["Yes", "No", "yes", "no", "on", "off", "y", "N", "12:30:45", "1_000", "2026-10-01"])
def test_words_that_older_yaml_turns_into_something_else_stay_words(word: str) -> None:
    assert value(word) == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("2e3", 2000.0),
    ],
)
def test_plain_values_are_read_as_yaml_1_2_says(text: str, expected: object) -> None:
    assert value(text) == expected


def test_quoted_values_stay_text() -> None:
    assert value('"true"') == "true"


def test_a_number_keeps_the_text_in_which_it_was_written() -> None:
    node = read("version: 1.10").entries["version"]

    assert isinstance(node, Scalar)
    assert node.text == "1.10"


def test_every_key_and_list_entry_knows_its_line_and_column() -> None:
    root = read("one: 1\ntwo:\n  - a\n  -   b: c\n")

    listing = root.entries["two"]
    assert isinstance(listing, Listing)
    assert [root.key_place(key) for key in root.entries] == [Place(1, 1), Place(2, 1)]
    assert [entry.place for entry in listing.entries] == [Place(3, 5), Place(4, 7)]


def test_a_byte_order_mark_is_passed_over() -> None:
    node = read_yaml(b"\xef\xbb\xbfa: 1", [])

    assert isinstance(node, Mapping)
    assert list(node.entries) == ["a"]


@pytest.mark.parametrize(
    "text", ["\N{GRINNING FACE}", "a\\\N{GRINNING FACE}", "\\ud83d\\ude00", "tab\tline\n/\\", "\x00\x1f"]
)
def test_any_text_that_json_escapes_is_read_back(text: str) -> None:
    node = read(json.dumps({"key": text}, indent="\t")).entries["key"]

    assert isinstance(node, Scalar)
    assert node.value == text


def test_each_repeated_key_is_told_with_the_line_of_the_first() -> None:
    mistakes: list[Mistake] = []

    read_yaml(b"a: 1\nb: 2\na: 3\nb: 4\n", mistakes)

    assert [(mistake.line, mistake.column) for mistake in mistakes] == [(3, 1), (4, 1)]
    assert "first in line 1" in mistakes[0].message


def test_an_alias_stands_for_what_was_marked() -> None:
    root = read("a: &mark {b: 1}\nc: *mark\n")

    assert root.entries["a"] is root.entries["c"]


@pytest.mark.parametrize("path", sorted(RESOURCES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_file_can_be_read_by_stricter_readers_too(path: Path) -> None:
    assert isinstance(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader), dict)


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("data", "line", "column", "expected"),
    [
        (b"", 1, 1, "empty"),
        (b"# only a remark", 1, 1, "empty"),
        (b"a: 1\nb: \xff\n", 2, 1, "UTF-8"),
        (b"a: 1\nb: x\x00y\n", 2, 5, "control characters"),
        (b"a: 1\n--- \nb: 2\n", 2, 1, "one document in a file"),
        (b"a: [1, 2\nb: 3\n", 2, 2, "cannot be read here"),
        (b"a: 'open\n", 2, 1, "cannot be read here"),
        (b"a: *nowhere\n", 1, 4, "&nowhere"),
        (b"a: &a [*a]\n", 1, 8, "&a"),
        (b"[" * 100_000, 1, 41, "levels inside each other"),
        (b"- " * 100_000, 1, 81, "levels inside each other"),
        (BOMB.encode(), 6, 5, "more than 200000 entries"),
        (b"x" * (MOST_BYTES + 1), 1, 1, "larger than 2 MB"),
        (b"[" + b"1," * 250_000 + b"1]", 1, 400_002, "more than 200000 entries"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read_is_told_with_its_place(data: bytes, line: int, column: int, expected: str) -> None:
    with pytest.raises(SeveralProblems) as caught:
        read_yaml(data, [])

    (mistake,) = caught.value.mistakes
    assert expected in mistake.message
    assert (mistake.line, mistake.column) == (line, column)

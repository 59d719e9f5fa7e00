"""Checking a tool file by the real command line: every mistake at once, with its place and the way to right it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.settings import resources_dir

FILE = Path(__file__).parent / "ten_mistakes.yaml"

PLANTED = {
    "a misspelt key": ('unknown key "purpos"', 'did you mean "purpose"?'),
    "a scale with two equal codes": ('points > good > code: "good" stands twice', "each id is used once"),
    "a stage that nobody can open": ('the stage "seen" waits for itself', "break the circle"),
    "an id used twice": ('header > visit > id: "visit" stands twice', "each id is used once"),
    "an unknown reference": ('there is no scale "grade"', 'did you mean "grades"?'),
    "an unknown kind of answer": ('"yes-no" is not known here', 'did you mean "yes_no"?'),
    "conditions in a circle": ("these questions wait for each other: v.3 > v.4 > v.3", "break the circle"),
    "an unquoted yes": ("v.6 > shown_when > is:", 'write "yes" with quotation marks'),
    "a missing key": ("p.1 > label:", 'the key "label" is missing'),
    "weights that do not make 100": ("the weights make 90", "they must make 100"),
}
DOUBTED = {
    "a question that nobody is ever asked": ("p.3 > shown_when: no answers fulfil this", "change it or take it away"),
    "a gap": ("results between 50 and 60 fall into no band", "widen one, or add one"),
    "an overlap": ('"poor" and "fair" overlap from 20 to 20', "end one before"),
}
MARKS = {
    "a misspelt key": "purpos:",
    "a scale with two equal codes": "code: good, label: Very good",
    "a stage that nobody can open": "opens_after: talked",
    "an id used twice": "id: visit, label: Day of the talk",
    "an unknown reference": "scale: grade}",
    "an unknown kind of answer": "yes-no",
    "conditions in a circle": "shown_when: {question: v.4",
    "an unquoted yes": "yes}}",
    "a missing key": "{id: p.1",
    "weights that do not make 100": "roll_up:",
    "a question that nobody is ever asked": "shown_when: {question: p.2",
    "a gap": "{code: good, label: Good, least",
    "an overlap": "{code: fair, label: Fair, least",
}


@pytest.fixture(scope="module")
def told() -> list[str]:
    """Lend what the command says, a line each."""
    command = [sys.executable, "-m", "qa_desktop", "tools", "check", str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr.splitlines()


@pytest.mark.parametrize("what", [*PLANTED, *DOUBTED])
def test_what_is_wrong_is_told_with_its_place_and_the_way_to_right_it(what: str, told: list[str]) -> None:
    before = FILE.read_text(encoding="utf-8").partition(MARKS[what])[0]
    place = f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}: "

    (line,) = [one for one in told if all(words in one for words in (PLANTED | DOUBTED)[what])]

    assert line.startswith(f"  - {place}")


def test_mistakes_come_first_and_what_is_allowed_after_them(told: list[str]) -> None:
    parting = told.index("Allowed, and worth a look:")

    # The misspelt key is also a missing one, and each of the two stages waits for itself.
    assert len(told[1:parting]) == len(PLANTED) + 2
    assert len(told[parting + 1 :]) == len(DOUBTED)


def test_a_tool_that_is_only_worth_a_look_is_in_order(tmp_path: Path) -> None:
    file = tmp_path / "right.yaml"
    text = FILE.read_text(encoding="utf-8")
    for wrong, right in (
        ("purpos:", "purpose:"),
        ("code: good, label: Very good", "code: very_good, label: Very good"),
        (", opens_after: talked", ""),
        ("id: visit, label: Day of the talk", "id: talk, label: Day of the talk"),
        ("scale: grade}", "scale: grades}"),
        ("yes-no", "yes_no"),
        (', shown_when: {question: v.4, is: "yes"}', ""),
        ("is: yes}", 'is: "yes"}'),
        ("{id: p.1,", "{id: p.1, label: Plan?,"),
        ("weight: 40", "weight: 50"),
    ):  # fmt: skip
        text = text.replace(wrong, right)
    file.write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "qa_desktop", "tools", "check", str(file)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("right.yaml is in order: ten-mistakes")
    assert done.stdout.count("\n  - line ") == len(DOUBTED)


KINDS = {
    "a misspelt key": "unknown_key",
    "a scale with two equal codes": "stands_twice",
    "a stage that nobody can open": "stage_never_opens",
    "an id used twice": "stands_twice",
    "an unknown reference": "no_such_scale",
    "an unknown kind of answer": "unknown_word",
    "conditions in a circle": "circle",
    "an unquoted yes": "read_as_truth",
    "a missing key": "missing_key",
    "weights that do not make 100": "weights_do_not_add_up",
    "a question that nobody is ever asked": "never_fulfilled",
    "a gap": "gap_between_bands",
    "an overlap": "bands_overlap",
}


def test_each_mistake_is_told_as_json_with_its_kind_and_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["tools", "check", str(FILE), "--json"])
    told = json.loads(capsys.readouterr().out)

    found = told["mistakes"] + told["warnings"]
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for name, kind in KINDS.items():
        assert any(one["code"] == kind and MARKS[name] in lines[one["line"] - 1] for one in found), name
    assert (code, told["accepted"]) == (2, False)
    assert found[0].keys() == {"message", "where", "line", "column", "code"}


def test_a_tool_that_is_in_order_is_told_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    tool = resources_dir() / "tools/rochdale/roc-t2-hos.yaml"

    code = cli.run(["tools", "check", str(tool), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told == {"accepted": True, "tool": "roc-t2-hos", "version": "1.0", "mistakes": [], "warnings": []}

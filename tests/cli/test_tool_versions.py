"""Versions of tools by the command line: what changed, which is in use, and what is to be looked through."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.domain.format_tools import TEXT
from tests.domain.two_versions import FIRST, SECOND

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([*map(str, arguments), "--data", str(tmp_path / "data")]) == code
        written = capsys.readouterr()
        return written.out + written.err

    return command


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Write two versions of a tool: a question is reworded, another is new."""
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(TEXT, encoding="utf-8")
    new = "      - {id: wish, label: What does the family wish for?, type: text}\n"
    before = "      - {id: any, label: What would help?"
    text = TEXT.replace('version: "1"', 'version: "2"').replace("Is the case closed?", "Has the case been closed?")
    second.write_text(text.replace(before, new + before), encoding="utf-8")
    return first, second


def test_two_files_are_compared_in_words(run: Run, files: tuple[Path, Path]) -> None:
    told = run("tools", "diff", *files)

    assert "Reworded: wording · Has the case been closed?" in told
    assert "was: Is the case closed?" in told
    assert "New question · What does the family wish for?" in told


def test_two_versions_of_the_library_are_compared_as_json(run: Run, files: tuple[Path, Path]) -> None:
    for file in files:
        run("tools", "add", file)

    found = json.loads(run("tools", "diff", "t-format@1", "t-format", "--json"))

    assert (found["before"]["version"], found["after"]["version"]) == ("1", "2")
    assert [(part["title"], [one["kind"] for one in part["changes"]]) for part in found["parts"]] == [
        ("The file", ["reworded"]),
        ("The family", ["added"]),
    ]


def test_a_version_that_is_not_there_is_named_with_those_that_are(run: Run, files: tuple[Path, Path]) -> None:
    run("tools", "add", files[0])

    told = run("tools", "diff", "t-format@1", "t-format@7", code=2)

    assert 'There is no version 7 of "t-format". There is: 1.' in told


def test_versions_are_listed_with_how_they_stand_and_retired_by_a_command(run: Run, files: tuple[Path, Path]) -> None:
    run("init", "--name", "Oli Officer", "--role", "qa_officer", "--team", "QA")
    for file in files:
        run("tools", "add", file)

    before = run("tools", "versions", "t-format")
    retired = run("tools", "retire", "t-format", "--version", "2")
    after = json.loads(run("tools", "versions", "t-format", "--json"))

    assert before.split() == ["2", "in", "use", "1", "superseded"]
    assert "New audits begin with version 1." in retired
    assert [(one["version"], one["state"]) for one in after] == [("2", "retired"), ("1", "in use")]


def test_a_retired_tool_is_not_begun_and_names_the_one_to_use(run: Run, files: tuple[Path, Path]) -> None:
    run("init", "--name", "Oli Officer", "--role", "qa_officer", "--team", "QA")
    run("tools", "add", files[0])

    run("tools", "retire", "t-format", "--instead", "bra-live-audit")

    refused = run("audit", "new", "--tool", "t-format", "--subject", "48-2207", code=2)
    assert "“t-format” is not offered for new audits any more. Use “Live Case File Audit” instead." in refused


def test_a_review_is_set_and_told_when_it_is_near(run: Run, files: tuple[Path, Path]) -> None:
    run("init", "--name", "Oli Officer", "--role", "qa_officer", "--team", "QA")
    run("tools", "add", files[0])
    before = run("tools", "review")

    run("tools", "review", "t-format", "--by", "2020-01-31")
    due = json.loads(run("tools", "review", "--json"))

    assert "No tool is due" in before
    assert due == [{"tool": "t-format", "version": "1", "title": "Family visit check", "review_by": "2020-01-31"}]
    assert "Name a tool and" in run("tools", "review", "t-format", code=2)


def test_a_tool_is_found_by_a_question_and_the_question_is_told(run: Run) -> None:
    words = "seen regularly appropriately"

    listed, told = json.loads(run("tools", "list", "--find", words, "--json")), run("tools", "list", "--find", words)

    place = "Question 5.2: Contact with child (seen regularly and/or alone appropriately)"
    assert {one["id"]: one["found"] for one in listed}["roc-t2-hos"] == place
    assert f"Tier 2 Head of Service Case File Audit Tool\n{'':24} {place}\n" in told
    assert "roc-supervision-file" not in told


def test_words_that_the_list_itself_holds_need_no_place(run: Run) -> None:
    assert "found" not in json.loads(run("tools", "list", "--find", "roc-t2-hos", "--json"))[0]
    assert run("tools", "list", "--find", "no such words anywhere") == ""


@pytest.fixture
def begun(run: Run, tmp_path: Path) -> str:
    """Begin an audit with the first of two versions; return its id."""
    run("init", "--name", "Ada Auditor", "--role", "auditor", "--team", "North")
    for number, text in enumerate((FIRST, SECOND)):
        file = tmp_path / f"steps-{number}.yaml"
        file.write_text(text, encoding="utf-8")
        run("tools", "add", file)
        if not number:
            answers = tmp_path / "answers.yaml"
            answers.write_text("answers: {gone: {value: 'no', comment: The form is empty.}}\n", encoding="utf-8")
            told = run("audit", "new", "--tool", "t-steps", "--subject", "48-2207", "--answers", answers)
    return told.split()[1].rstrip(":")


def test_going_on_is_shown_first_and_then_done(run: Run, begun: str) -> None:
    shown = run("audit", "go-on", begun, "--preview")
    before = json.loads(run("audit", "show", begun, "--json"))
    done = run("audit", "go-on", begun, "--version", "2.0")
    after = json.loads(run("audit", "show", begun, "--json"))

    assert "Falls away: Is the form filled in?: note: The form is empty. (It is not asked any more.)" in shown
    assert "New: What did the child say?" in shown
    assert "Nothing was changed." in shown
    assert "The audit goes on with version 2.0." in done
    assert [one["tool"]["version"] for one in (before, after)] == ["1.0", "2.0"]
    assert "The form is empty." in run("audit", "earlier", begun)
    assert {one["words"] for one in json.loads(run("audit", "earlier", begun, "--json"))} == {
        "No",
        "The form is empty.",
    }


def test_without_a_newer_version_the_command_says_so(run: Run, begun: str) -> None:
    done = json.loads(run("audit", "go-on", begun, "--json"))
    again = run("audit", "go-on", begun, code=2)

    assert (done["done"], done["before"], done["after"]) == (True, "1.0", "2.0")
    assert [one["id"] for one in done["new"]] == ["voice"]
    assert "There is no newer version of “Steps check” in use than version 2.0" in again


def test_open_audits_with_an_older_version_are_listed(run: Run, begun: str) -> None:
    listed = run("tools", "older", "t-steps")
    told = json.loads(run("tools", "older", "t-steps", "--json"))
    run("audit", "go-on", begun)

    assert listed.split() == [begun, "1.0", "Ada", "Auditor", "48-2207"]
    assert [(one["id"], one["version"], one["is_here"]) for one in told] == [(begun, "1.0", True)]
    assert run("tools", "older", "t-steps") == ""

"""What becomes of a signed audit, by the command line alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.full_answers import answers_file
from tests.sample_audits import shipped_tool

Run = Callable[..., str]
TOOL = "roc-t1-plo"
SIGNATORIES = ("--as", "auditor=Tess Manager", "--as", "practitioner=P. Worker")


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one manager's profile for all; deriving the key of a passphrase takes its time."""
    folder = tmp_path_factory.mktemp("manager")
    (folder / "passphrase").write_text("a passphrase of a person", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        variables(patch, folder)
        assert cli.run(["init", "--name", "Tess Manager", "--role", "manager", "--team", "North"]) == 0
    return folder


def variables(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(folder / "passphrase"))
    patch.setenv("QA_DESKTOP_DATA", str(folder / "profile"))
    patch.setenv("QA_DESKTOP_MANAGED_FILE", str(folder / "managed.json"))


@pytest.fixture
def run(profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    variables(monkeypatch, profile)

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([str(one) for one in arguments]) == code
        written = capsys.readouterr()
        return written.out + written.err

    return command


def test_an_action_is_followed_from_open_to_checked(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    given = json.loads(answers_file(shipped_tool(TOOL)))
    given["actions"][0]["due"] = "2099-12-01"
    answers.write_text(json.dumps(given), encoding="utf-8")
    made = json.loads(run("audit", "new", "--tool", TOOL, "--subject", "48-7", "--answers", answers, "--json"))
    audit = made["id"]
    run("audit", "sign", audit, *SIGNATORIES)

    (action,) = json.loads(run("actions", "list", "--json"))
    assert (action["audit"], action["stage"], action["due"]) == (audit, "open", "2099-12-01")

    run("actions", "reassign", audit, action["id"], "--to", "N. Worker")
    assert json.loads(run("actions", "list", "--person", "n. worker", "--json"))[0]["id"] == action["id"]
    assert "1 action from audits" in Path(run("actions", "chase", "--out", tmp_path).split("  ")[0]).read_text()
    (letter,) = json.loads(run("actions", "chase", "--letters", "--out", tmp_path, "--json"))
    assert (letter["to"], letter["address"], letter["count"]) == ("N. Worker", "", 1)
    assert Path(letter["file"]).read_bytes().startswith(b"%PDF")

    review = ("--on", "2026-12-02", "--comment", "Seen on the file", "--initials", "TM", "--progress", "done")
    assert "done" in run("actions", "review", audit, action["id"], *review)
    told = run("actions", "check", audit, action["id"], code=cli.WRONG_INPUT)
    assert "somebody else than the person who did this" in told
    assert [one["id"] for one in json.loads(run("actions", "list", "--show", "check", "--json"))] == [action["id"]]

    run("audit", "discussed", audit, "--on", "2026-12-02", "--words", "What went well")
    follow_up = json.loads(run("audit", "follow-up", audit, "--json"))
    assert (follow_up["discussed_on"], follow_up["closed"]) == ("2026-12-02", False)
    assert follow_up["actions"][0]["initials"] == "TM"
    again = json.loads(run("audit", "re-audit", audit, "--json"))
    assert (again["re_audit_of"], again["subject"], again["tool"]) == (audit, "48-7", TOOL)


def test_a_date_that_is_none_is_told(run: Run) -> None:
    told = run("audit", "discussed", "nothing", "--on", "soon", code=cli.WRONG_INPUT)

    assert "“soon” is no day" in told

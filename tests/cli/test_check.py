"""The check before signing by the command line: what it prints, what it keeps, and what it never keeps."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.cli.test_journey import ANSWERS

Run = Callable[..., str]
NAME = "Heronsgate"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([*(str(one) for one in arguments), "--data", str(tmp_path / "auditor")]) == code
        written = capsys.readouterr()
        return written.err if code == cli.WRONG_INPUT else written.out

    return command


def test_an_audit_is_checked_left_and_checked_again(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    reason = f"{NAME}’s view is heard. Born 12 March 2015."
    answers.write_text(json.dumps({**ANSWERS, "overall": {"grade": "Requires improvement", "reason": reason}}))
    run("init", "--name", "Ada Auditor", "--role", "auditor", "--team", "North")
    new = ("audit", "new", "--tool", "bra-live-audit", "--subject", "48-2207", "--answers", answers, "--json")
    audit = str(json.loads(run(*new))["id"])

    printed = run("audit", "check", audit, "--watch-for", NAME.lower(), "--leave", "date_of_birth", "overall/reason")
    found = json.loads(run("audit", "check", audit, "--watch-for", NAME, "--json"))["findings"]
    shown = json.loads(run("audit", "show", audit, "--json"))
    history = run("audit", "show", audit, "--history")

    assert f"Check this: A name that you watch for\n  Overall grade: reason\n  [{NAME}’s] view is heard." in printed
    assert "Left as it is: This may be a date of birth" in printed
    states = {(one["kind"], one["field"]): one["left"] for one in found}
    assert states == {("date_of_birth", "overall/reason"): True, ("watched_name", "overall/reason"): False}
    assert NAME.lower() not in json.dumps(shown)
    assert "set check/overall/reason/date_of_birth" in history

    answers.write_text(json.dumps({"overall": {"grade": "Requires improvement", "reason": f"{reason} Again."}}))
    run("audit", "answer", audit, answers)
    found = json.loads(run("audit", "check", audit, "--json"))["findings"]

    assert [(one["kind"], one["left"]) for one in found] == [("date_of_birth", False)]


def test_what_cannot_be_left_and_names_too_short_are_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"overall": {"grade": "Good"}}))
    run("init", "--name", "Ada Auditor", "--role", "auditor", "--team", "North")
    new = ("audit", "new", "--tool", "bra-live-audit", "--subject", "48-2207", "--answers", answers, "--json")
    audit = str(json.loads(run(*new))["id"])

    needed = run("audit", "check", audit, "--leave", "no_reason", "overall/grade", code=2)
    unknown = run("audit", "check", audit, "--leave", "postcode", "overall/reason", code=2)
    short = run("audit", "check", audit, "--watch-for", "J", code=2)

    assert "Signing asks for it, so it cannot be left" in needed
    assert "There is no check postcode at overall/reason" in unknown
    assert "too short to look for" in short

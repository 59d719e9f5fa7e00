"""A safety concern by the command line: raised, told, and what signing says of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.cli.test_journey import ANSWERS

Run = Callable[..., str]


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


@pytest.fixture
def audit(run: Run, tmp_path: Path) -> str:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS))
    run("init", "--name", "Ada Auditor", "--role", "auditor", "--team", "North")
    new = ("audit", "new", "--tool", "bra-live-audit", "--subject", "48-2207", "--answers", answers, "--json")
    return str(json.loads(run(*new))["id"])


def test_p30_a_concern_is_raised_told_and_signed_with(run: Run, audit: str) -> None:
    raised = run("audit", "concern", audit, "--raise", "A bruise nobody asked about")
    assert "Safety concern: nobody told yet" in raised
    assert "This application has told nobody." in raised
    assert "Emergency services: 999" in raised
    assert "Your authority has to fill in the numbers that are missing" in raised

    signatories = ("--as", "practitioner=Sam", "--as", "auditor=Ada Auditor")
    refused = run("audit", "sign", audit, *signatories, code=2)
    assert "record who was told by telephone, when, and what they decided" in refused
    assert "--decided" in run("audit", "concern", audit, "--called", "Mo", "--no-answer", code=2)
    assert "14:32" in run("audit", "concern", audit, "--called", "Mo", "--decided", "x", "--at", "noon", code=2)

    call = ("--called", "Mo Manager, Team Manager", "--decided", "Visits today", "--on", "2026-11-21", "--at", "14:40")
    told = json.loads(run("audit", "concern", audit, *call, "--json"))
    assert [one["state"] for one in told["concerns"]] == ["told"]
    assert told["concerns"][0]["calls"][0]["decided"] == "Visits today"
    run("audit", "sign", audit, *signatories)

    later = run("audit", "concern", audit, "--raise", "A second bruise")
    assert "Safety concern: nobody told yet" in later
    assert "--concern" in run("audit", "concern", audit, "--take-back", "A mistake", code=2)

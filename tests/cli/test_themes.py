"""Themes by the command line: the authority's list, tags, and redacted quotations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from tests.desks import PASSPHRASE, new_desk

Run = Callable[..., str]


@pytest.fixture
def audit(tmp_path: Path) -> str:
    """A profile of an officer with one audit; return its id."""
    made = new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)
    made.desk.authority_settings.choose("herefordshire")
    fields = {paths.STRENGTHS: "Pat wrote the plan in her own words."}
    begun = made.desk.start_audit(StartRequest("her-audit", "HER-1", "Pat Parker", fields=fields))
    made.desk.close()
    return begun.id


@pytest.fixture
def run(audit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    assert audit
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        told = [str(one) for one in arguments]
        assert cli.run([*told, "--data", str(tmp_path / "profile")]) == code
        written = capsys.readouterr()
        return written.err if code else written.out

    return command


def test_the_list_is_kept_by_command(run: Run) -> None:
    run("themes", "add", "Students", "--word", "student")
    run("themes", "merge", "Visits", "Recording")
    run("themes", "retire", "identity")
    listed = {one["name"]: one for one in json.loads(run("themes", "list", "--json"))}
    history = json.loads(run("themes", "history", "--json"))

    assert (listed["Students"]["words"], listed["Visits"]["merged_into"]) == (["student"], "recording")
    assert listed["Identity and diversity"]["retired"] is True
    assert next(one["what"] for one in history) == "“Identity and diversity” retired"
    assert "Oli Officer" in run("themes", "history")
    assert "There is no theme" in run("themes", "retire", "Weather", code=cli.WRONG_INPUT)


def test_a_quotation_is_redacted_by_command_and_a_name_is_asked_about(run: Run, audit: str) -> None:
    run("audit", "theme", audit, "--kind", "strength", "--name", "voice of the child", "--quote", "Pat wrote the plan")
    (tag,) = json.loads(run("audit", "theme", audit, "--json"))
    told = run("audit", "theme", audit, "--release", tag["id"], "--words", "Pat wrote it", code=cli.WRONG_INPUT)
    run("audit", "theme", audit, "--release", tag["id"], "--words", "[…] wrote the plan")
    (kept,) = json.loads(run("audit", "theme", audit, "--json"))

    assert "recognised" in told
    assert (kept["name"], kept["released"], kept["struck"]) == ("Voice of the child", "[…] wrote the plan", ["Pat"])
    assert kept["redacted_by"] == "Oli Officer"

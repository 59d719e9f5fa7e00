"""A tool from outside is checked, added, published, used, sealed and verified by the command line alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.outside import PERCENT, answers_file, tool_file

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object) -> str:
        words = [str(argument) for argument in arguments]
        place = [] if words[0] == "verify" or words[:2] == ["tools", "check"] else ["--data", str(tmp_path / "officer")]
        capsys.readouterr()
        assert cli.run([*words, *place]) == cli.OK
        return capsys.readouterr().out

    return command


def test_a_tool_from_outside_goes_from_its_file_to_a_verified_note(run: Run, tmp_path: Path) -> None:
    run("init", "--name", "Olu Officer", "--role", "qa_officer", "--team", "QA")
    checked = run("tools", "check", tool_file(PERCENT))
    tool = checked.partition("is in order: ")[2].partition(",")[0]
    run("tools", "add", tool_file(PERCENT))
    published = run("tools", "publish", tool)
    about = ("--subject", "KX-0212", "--practitioner", "Nia", "--answers", answers_file(PERCENT))
    audit = json.loads(run("audit", "new", "--tool", tool, *about, "--json"))["id"]
    run("audit", "sign", audit, "--as", "auditor=Olu Officer")
    note, certificate = tmp_path / "note.pdf", tmp_path / "olu.pem"
    run("audit", "pdf", audit, "--out", note)
    certificate.write_text(run("certificate"), encoding="ascii")

    said = run("verify", note, "--trust", certificate)

    assert "as Olu Officer sealed it" in said
    assert "goes to every laptop" in published

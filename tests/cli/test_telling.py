"""Telling by the command line: whom to tell, the record of it, and a draft that is written and never sent."""

import json
from email import message_from_bytes
from pathlib import Path

from tests.cli.test_concern import Run, audit, run

__all__ = ["audit", "run"]


def test_p43_a_signed_audit_is_told_recorded_and_drafted(run: Run, audit: str, tmp_path: Path) -> None:
    assert "not signed yet" in run("audit", "tell", audit, code=2)
    run("audit", "sign", audit, "--as", "practitioner=Sam", "--as", "auditor=Ada Auditor")
    file = tmp_path / "draft.eml"

    drafted = run("audit", "tell", audit, "--eml", file)
    message = message_from_bytes(file.read_bytes())
    assert message["X-Unsent"] == "1"
    assert "a draft, not sent" in drafted
    assert "The settings hold no address for Quality Assurance Officer" in drafted

    posted = json.loads(run("audit", "tell", audit, "--letters", tmp_path, "--no-note", "--json"))
    assert [one["is_open"] for one in posted["told"]] == [True], "a letter that lies here has told nobody"
    assert (tmp_path / "letter-1.pdf").read_bytes().startswith(b"%PDF")
    wrong = run("audit", "tell", audit, "--told", "Mayor", "--how", "email", code=2)
    assert "It is told to: Quality Assurance Officer" in wrong
    how = ("--how", "telephone", "--on", "2026-11-23", "--name", "Quinn")
    (told,) = json.loads(run("audit", "tell", audit, "--told", "the quality assurance officer", *how, "--json"))["told"]
    assert (told["by"], told["on"], told["how"], told["who"]) == ("Ada Auditor", "2026-11-23", "telephone", "Quinn")
    assert told["is_open"] is False
    (told,) = json.loads(
        run("audit", "tell", audit, "--told", "quality assurance officer", "--how", "letter", "--json")
    )["told"]
    assert told["how"] == "letter"

"""Moderation by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.record import Role
from tests.acceptance.pairs import CASE, brought_pair
from tests.desks import PASSPHRASE, new_desk


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    officer = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)
    name = brought_pair(tmp_path, officer, {"her-audit.3": "inadequate"})
    officer.desk.close()
    return name


def test_what_is_to_moderate_is_listed_begun_and_gone_on_with(
    pair: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--data", str(tmp_path / "profile")]

    assert cli.run(["moderation", "list", "--json", *place]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert cli.run(["moderation", "list", *place]) == 0
    words = capsys.readouterr().out
    assert cli.run(["moderation", "begin", pair, *place]) == 0
    begun = capsys.readouterr().out
    assert cli.run(["moderation", "begin", pair, *place]) == 0

    assert (told["pair"], told["subject"], told["due"]) == (pair, f"{CASE}0", "2026-11-27")
    assert told["differences"] == [
        {"question": "her-audit.3", "label": "Quality of plans", "lead": "good", "peer": "inadequate"}
    ]
    assert told["lead"]["first_given"]["overall"] == "good"
    assert "Quality of plans: lead Good, peer Inadequate" in words
    assert capsys.readouterr().out == begun
    assert cli.run(["moderation", "begin", "nothing", *place]) == cli.WRONG_INPUT
    assert "Nothing is to moderate here" in capsys.readouterr().err


def test_agreement_counts_the_pairs_of_the_period_and_tells_no_more_of_a_few(
    pair: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pair
    place = ["--data", str(tmp_path / "profile")]

    assert cli.run(["agreement", "--period", "2026-11", "--json", *place]) == 0
    told = json.loads(capsys.readouterr().out)
    assert cli.run(["agreement", "--period", "2026-10", "--json", *place]) == 0
    before = json.loads(capsys.readouterr().out)
    assert cli.run(["agreement", "--period", "2026-11", *place]) == 0
    words = capsys.readouterr().out

    assert (told["pairs"], told["from"], told["to"]) == (1, "2026-11-01", "2026-11-30")
    assert told["lines"][0]["submitted"] == {"pairs": 1, "suppressed": True}
    assert (before["pairs"], before["lines"]) == (0, [])
    assert "1 pairs, too few to tell (at least 20)" in words
    assert cli.run(["agreement", "--period", "autumn", *place]) == cli.WRONG_INPUT
    assert "Write a month" in capsys.readouterr().err

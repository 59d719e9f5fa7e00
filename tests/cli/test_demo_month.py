"""A month of an authority is played from the command line, and leaves pictures, documents and a profile to open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa_desktop import bootstrap, cli
from qa_desktop.bootstrap.months.demo import PASSPHRASE, months
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditState
from qa_desktop.settings import ProfilePlace
from qa_desktop.sync.server import throw_away
from qa_desktop.sync.server.throw_away import NoPostgres


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_month_is_played_and_the_officers_profile_can_be_opened(tmp_path: Path) -> None:
    out = tmp_path / "month"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PYTHONFAULTHANDLER": "1"}
    command = [sys.executable, "-m", "qa_desktop", "demo", "--month", "herefordshire", "--from", "2026-03-09"]
    played = subprocess.run([*command, "--out", str(out)], env=environment, capture_output=True, text=True, check=False)

    assert played.returncode == 0, played.stderr
    assert "Sunday 1 March 2026: the draw" in played.stdout
    assert f"qa-desktop --data {out / 'officer'}" in played.stdout
    pictures = {file.stem.partition("-")[2] for file in out.glob("*.png")}
    assert {"olu-officer-home", "olu-officer-due-work", "olu-officer-actions", "olu-officer-inbox"} <= pictures
    assert {"olu-officer-side-by-side", "olu-officer-quotas", "dee-director-home"} <= pictures
    assert {file.read_bytes()[:4] for file in (out / "documents").glob("*.pdf")} == {b"%PDF"}
    reports = {file.name for file in (out / "reports").iterdir()}
    assert {f"managers-briefing-2026-03{ending}" for ending in (".pdf", ".docx")} <= reports
    assert "quarterly-qa-report-2026-Q1.pdf" in reports
    with bootstrap.desk(ProfilePlace(out / "officer"), lambda: PASSPHRASE) as desk:
        tools = {str(one.tool_id) for one in desk.list_audits(SummaryFilter(AuditState.SIGNED))}
        assert {"her-audit", "her-moderation", "her-inadequate"} <= tools
        assert _name(desk.authority_settings.here().settings) == "herefordshire"


def test_without_postgres_no_month_is_played_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing() -> Path:
        raise NoPostgres("PostgreSQL is missing. Install it.")

    monkeypatch.setattr(throw_away, "find_binaries", nothing)

    code = cli.run(["demo", "--month", "herefordshire", "--out", str(tmp_path / "month")])

    assert code != 0
    assert "PostgreSQL is missing. Install it." in capsys.readouterr().err
    assert not (tmp_path / "month").exists()


def test_what_cannot_be_played_is_refused_and_says_what_can(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "officer").mkdir()

    unknown = cli.run(["demo", "--month", "atlantis", "--out", str(tmp_path / "new")])
    words = capsys.readouterr().err
    again = cli.run(["demo", "--month", "herefordshire", "--out", str(tmp_path)])

    assert unknown == again != 0
    assert all(name in words for name in months())
    assert "holds a month already" in capsys.readouterr().err


def _name(settings: AuthoritySettings | None) -> str:
    return "" if settings is None else str(settings.id)

"""A profile of before the counts of quotations: it has them after its upgrade, as if audits were signed since."""

from __future__ import annotations

import shutil
from pathlib import Path

from qa_desktop.models import migrate
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.engine import immediate, make_engine
from qa_desktop.models.sqlcipher import Mode

AUDITS = (
    (1, "2026-09-30", "", "", 0),
    (2, "2026-10-01", "p", "peer", 0),
    (3, "2026-10-02", "a1", "second", 0),
    (4, "2026-10-03", "", "", 1),
)
"""Number, day, pair, seat, and whether an amendment stands for it."""
THEMES = (
    (1, "t1", "strength", "Voice", "She was asked.", ""),
    (1, "t2", "development", "voice", "Nobody asked him.", "Nobody asked […]."),
    (2, "t1", "strength", "Voice", "She wrote it.", ""),
    (2, "t2", "strength", "Plans", "The plan is hers.", ""),
    (3, "t1", "strength", "Voice", "Read again.", ""),
    (4, "t1", "strength", "Voice", "Amended since.", ""),
)
TOLD = [("2026-09", "Voice", 0, 1), ("2026-09", "Voice", 1, 1), ("2026-10", "Plans", 1, 1), ("2026-10", "Voice", 1, 1)]


def scripts_before(folder: Path, revision: str) -> Path:
    shutil.copytree(migrate.SCRIPTS, folder / "scripts")
    for script in (folder / "scripts" / "versions").glob("0*.py"):
        if script.name[:4] >= revision:
            script.unlink()
    return folder / "scripts"


def test_quotations_of_an_older_profile_have_their_days_and_are_counted(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "profile.db", DataKey.new(), Mode.NEW)
    migrate.run_scripts(engine, scripts_before(tmp_path, "0018"))
    with immediate(engine).begin() as connection:
        for number, day, pair, seat, replaced in AUDITS:
            connection.exec_driver_sql(
                "INSERT INTO figure_audit (number, audit, day, month, tool, authority, service, team, practitioner, "
                "category, auditor, pair, seat, amends, replaced, counts) "
                "VALUES (?, ?, ?, ?, 'her-audit', 'HER', '', '', '', '', '', ?, ?, '', ?, 1)",
                (number, f"a{number}", day, day[:7], pair, seat, replaced),
            )
        for theme in THEMES:
            connection.exec_driver_sql(
                "INSERT INTO figure_theme (number, id, kind, name, quote, public, item) VALUES (?, ?, ?, ?, ?, ?, '')",
                theme,
            )

    migrate.run_scripts(engine, migrate.SCRIPTS)

    with engine.connect() as connection:
        counted = connection.exec_driver_sql("SELECT month, name, waiting, number FROM figure_quoted").all()
        kept = connection.exec_driver_sql(
            "SELECT number, id, kind, name, quote, public, day, pair FROM figure_theme"
        ).all()
    engine.dispose()
    of = {number: (day, pair) for number, day, pair, *_ in AUDITS}
    assert sorted((month, name.capitalize(), waiting, number) for month, name, waiting, number in counted) == TOLD
    assert {tuple(row) for row in kept} == {(*theme, *of[theme[0]]) for theme in THEMES}

"""The command that exports audits as tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.figure_filter import add_filter, filter_of
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.exports.wish import Detail, Exported, ExportFormat, ExportWish


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `export`."""
    export = commands.add_parser(
        "export",
        parents=[shared],
        help="signed audits as tables for other programs",
        description="Writes signed audits as tables: audits, answers, grades, actions, improvement actions, themes, "
        "what codes mean and what each column holds. It is recorded who exported which audits. What is written is not "
        "encrypted.",
    )
    export.add_argument("--out", type=Path, required=True, metavar="PLACE", help="a new folder; for xlsx a new file")
    export.add_argument("--format", default=ExportFormat.CSV.value, choices=[one.value for one in ExportFormat])
    export.add_argument(
        "--full",
        action="store_true",
        help="with names and what people wrote (QA officers, heads of service); otherwise under pseudonyms",
    )
    export.add_argument("--bom", action="store_true", help="begin CSV files with the mark by which Excel knows UTF-8")
    add_filter(export)
    export.add_argument("--json", action="store_true", help="print one JSON document")
    export.set_defaults(run=export_audits)


def export_audits(chosen: argparse.Namespace) -> int:
    """Export, and print what was written."""
    detail = Detail.FULL if chosen.full else Detail.PSEUDONYMS
    wish = ExportWish(filter_of(chosen), detail, ExportFormat(chosen.format), chosen.bom)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        done = desk.exports()(wish, chosen.out)
    if chosen.json:
        print_json(_as_json(wish, done))
        return OK
    print(f"{done.rows['audits']} audits and {done.rows['answers']} answers are in {done.place}.")
    if done.left_out:
        print(f"{done.left_out} audits were left out: only a newer QA Desktop can show all that is in them.")
    print("What is written is not encrypted. Keep it safe, and delete it when it has served.")
    return OK


def _as_json(wish: ExportWish, done: Exported) -> dict[str, object]:
    return {
        "place": str(done.place),
        "format": wish.format.value,
        "detail": wish.detail.value,
        "rows": done.rows,
        "left_out": done.left_out,
    }

"""Commands about performance figures that are kept: import a list of them, list them, and who kept which when."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.register_import import add_list_arguments, columns_from, rows_json, tell_rest
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.reports.measured import Measured

DESCRIPTION = """\
Take performance figures from a list, CSV or a workbook, with the columns topic, measure, period and value, and service
and team where a figure is of one. A period is written as 2026-10, 2026-Q4 or 2026. A figure replaces the one that was
kept of the same topic, measure, period, service and team."""


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `measured import|list|history`."""
    kinds = commands.add_parser("measured", help="performance figures that reports show beside audits").add_subparsers(
        required=True, metavar="WHAT"
    )
    importing = kinds.add_parser(
        "import", parents=[shared], help="keep the figures of a list: CSV or a workbook", description=DESCRIPTION
    )
    add_list_arguments(importing, "topic=“Theme”")
    importing.set_defaults(run=import_figures)
    for name, run, words in (
        ("list", list_figures, "list the figures as they stand"),
        ("history", show_history, "show who kept which figure when, also those that were replaced"),
    ):
        command = kinds.add_parser(name, parents=[shared], help=words)
        command.add_argument("--topic", default="", metavar="WORDS", help="of one topic alone")
        command.add_argument("--json", action="store_true", help="print one JSON document")
        command.set_defaults(run=run)


def import_figures(chosen: argparse.Namespace) -> int:
    """Keep the figures, and say which rows were not taken."""
    from qa_desktop.services.import_entries import rest_of  # noqa: PLC0415 - only where a list is read

    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.measured.look(chosen.file, columns_from(chosen), chosen.sheet)
        if chosen.rest is not None and found.wrong:
            desk.planning.save(chosen.rest, rest_of(found.headings, found.wrong))
        kept = desk.measured.keep(() if chosen.look else found.ready)
    if chosen.json:
        counts = {"ready": len(found.ready), "new": kept.new, "replaced": kept.replaced, "same": kept.same}
        print_json({**counts, "not_taken": rows_json(found.wrong), "unknown": list(found.unknown)})
        return OK
    if chosen.look:
        print(f"{len(found.ready)} figures can be taken.")
    else:
        print(f"{kept.new} figures are new, {kept.replaced} replaced others, {kept.same} stood there already.")
    tell_rest(found.wrong, found.unknown)
    return OK


def list_figures(chosen: argparse.Namespace) -> int:
    """Print the figures."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        figures = [one for one in desk.measured.kept() if _is_of(chosen.topic, one)]
    if chosen.json:
        print_json([_as_json(one) for one in figures])
        return OK
    for one in figures:
        print(_line(one))
    if not figures:
        print("No performance figures are kept. A QA officer keeps them with `qa-desktop measured import FILE`.")
    return OK


def show_history(chosen: argparse.Namespace) -> int:
    """Print who kept which figure."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        steps = [one for one in desk.measured.history() if _is_of(chosen.topic, one.figure)]
    if chosen.json:
        print_json([{"at": one.at.isoformat(), "by": one.by, **_as_json(one.figure)} for one in steps])
        return OK
    for one in steps:
        print(f"{one.at:%Y-%m-%d %H:%M}  {one.by}  {_line(one.figure)}")
    if not steps:
        print("Nobody has kept performance figures.")
    return OK


def _is_of(topic: str, one: Measured) -> bool:
    return not topic or one.topic.casefold() == " ".join(topic.split()).casefold()


def _line(one: Measured) -> str:
    return f"{one.topic}: {one.label}, {one.period}: {one.value}"


def _as_json(one: Measured) -> dict[str, str]:
    return {
        "topic": one.topic,
        "measure": one.measure,
        "period": one.period,
        "value": one.value,
        "service": one.service,
        "team": one.team,
    }

"""The command that draws cases to audit, checks a draw, replaces a case and shares the cases out."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.bootstrap.drawing import draw_page, keep_record
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.draw_arguments import add_arguments, demand_belonging, draw_wish, list_wish, parts_wanted
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.clock import local_day
from qa_desktop.errors import InputProblem, Mistake, SeveralProblems

if TYPE_CHECKING:
    from qa_desktop.domain.sampling.population import Case
    from qa_desktop.domain.sampling.record import DrawRecord
    from qa_desktop.services.desk import Desk
    from qa_desktop.toolkit.population.read_population import ReadList

DIFFERS = 1
MOST_ROWS_TOLD = 100


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `draw`."""
    parser = add_arguments(commands, shared)
    parser.set_defaults(run=run_draw)


def run_draw(chosen: argparse.Namespace) -> int:
    """Run what the first word asks for; draw where it is a file."""
    first, *others = chosen.words
    verb, takes = _VERBS.get(first, (draw_anew, 0))
    if len(others) != takes:
        raise InputProblem(
            "See “qa-desktop draw --help” for what follows: a list, or check, substitute, allocate, page."
        )
    demand_belonging(chosen, first if first in _VERBS else "draw")
    return verb(chosen)


def draw_anew(chosen: argparse.Namespace) -> int:
    """Draw from a list."""
    from qa_desktop.toolkit.whole_file import refuse_existing  # noqa: PLC0415 - the window does not need it

    for file in (chosen.out, chosen.pdf, chosen.wrong_rows):
        if file is not None:
            refuse_existing(file)
    if chosen.out is None:
        raise InputProblem("Say where the record of the draw is to be: --out FILE.")
    listed, wish = list_wish(chosen), draw_wish(chosen)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.draw_cases().read(Path(chosen.words[0]), listed, _progress)
        _progress_ended()
        _demand_right_rows(found, chosen)
        record = desk.draw_cases().draw(found, wish, listed)
        keep_record(chosen.out, record, is_new=True)
        if chosen.people is not None:
            cases = {case.reference: case for case in found.population.cases}
            record = _allocated(desk, record, cases, chosen, chosen.out)
        _print_page(chosen.pdf, record, desk)
    return _tell(record, chosen, found.notices)


def check_drawn(chosen: argparse.Namespace) -> int:
    """Draw again by a record and say where it differs."""
    from qa_desktop.services.check_draw import check_draw, record_in  # noqa: PLC0415 - the window does not need it

    _, record_file, list_file = chosen.words
    told = check_draw(record_in(Path(record_file)), Path(list_file))
    if chosen.json:
        print_json({"same": not told, "differences": list(told)})
    for one in () if chosen.json else told:
        print(one)
    if not told and not chosen.json:
        print("The same cases are drawn: the record is right.")
    return DIFFERS if told else OK


def substitute(chosen: argparse.Namespace) -> int:
    """Put the next case of its group in the place of a drawn one."""
    from qa_desktop.services.check_draw import record_in  # noqa: PLC0415 - the window does not need it

    _, record_file, case = chosen.words
    path = Path(record_file)
    before = record_in(path)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        record = desk.draw_cases().substitute(before, case, chosen.reason or "")
        keep_record(path, record, is_new=False)
        _print_page(chosen.pdf, record, desk)
    if chosen.json:
        return _tell(record, chosen)
    print(f"{record.substitutions[-1].by} takes the place of {case}.")
    for one in before.proposal.given if before.proposal is not None else ():
        if one.case == case and one.allocation:
            print(f"{case} was sent to somebody. Take it back: qa-desktop allocations withdraw {one.allocation}")
    if record.proposal is not None:
        print("Nobody has the new case yet: qa-desktop draw allocate RECORD POPULATION --people FILE")
    return OK


def allocate(chosen: argparse.Namespace) -> int:
    """Share the cases of a record out over people."""
    from qa_desktop.services.check_draw import record_in, same_list  # noqa: PLC0415 - the window does not need it

    _, record_file, list_file = chosen.words
    record = record_in(Path(record_file))
    if chosen.people is None:
        raise InputProblem("Say over whom: --people FILE, a list with name, service, team, quota and away.")
    cases = {case.reference: case for case in same_list(record, Path(list_file)).population.cases}
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        record = _allocated(desk, record, cases, chosen, Path(record_file))
        _print_page(chosen.pdf, record, desk)
    return _tell(record, chosen)


def print_page(chosen: argparse.Namespace) -> int:
    """Print a record."""
    from qa_desktop.services.check_draw import record_in  # noqa: PLC0415 - the window does not need it

    record = record_in(Path(chosen.words[1]))
    if chosen.pdf is None:
        raise InputProblem("Say where the page is to be: --pdf FILE.")
    bootstrap.write_new_file(chosen.pdf, draw_page(record, record.who.at))
    print(f"Printed {chosen.pdf}")
    return OK


_VERBS: dict[str, tuple[Callable[[argparse.Namespace], int], int]] = {
    "check": (check_drawn, 2),
    "substitute": (substitute, 2),
    "allocate": (allocate, 2),
    "page": (print_page, 1),
}


def _allocated(
    desk: Desk, record: DrawRecord, cases: dict[str, Case], chosen: argparse.Namespace, file: Path
) -> DrawRecord:
    """Keep a proposal in the record, send it where that is asked for, and keep what was sent."""
    from qa_desktop.domain.sampling.share_out import with_quotas  # noqa: PLC0415 - the window does not need it
    from qa_desktop.services.share_out_cases import proposed, sent  # noqa: PLC0415 - as above
    from qa_desktop.toolkit.population.read_people import read_people  # noqa: PLC0415 - as above

    parts = parts_wanted(chosen, desk)
    people = read_people(chosen.people, local_day(desk.clock.now()), tuple(part.name for part in parts))
    tools = desk.draw_cases().selection(chosen.selection).tools if chosen.selection else ()
    people = with_quotas(people, desk.draw_cases().quotas(), {*tools, chosen.tool or ""})
    record = proposed(record, cases, people, parts)
    keep_record(file, record, is_new=False)
    if chosen.allocate:
        if not chosen.tool:
            raise InputProblem("Say with which tool the cases are audited: --tool ID.")
        record = sent(record, cases, desk.allocate.several, chosen.tool, chosen.due)
        keep_record(file, record, is_new=False)
    return record


def _demand_right_rows(found: ReadList, chosen: argparse.Namespace) -> None:
    """Stop where rows cannot be taken, unless somebody said that they may be left out."""
    if not found.wrong:
        return
    if chosen.wrong_rows is not None:
        lines = ["row,why", *(f'{one.row},"{one.words.replace(chr(34), chr(34) * 2)}"' for one in found.wrong)]
        bootstrap.write_new_file(chosen.wrong_rows, ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8"))
    told = tuple(Mistake(one.words, f"row {one.row}") for one in found.wrong[:MOST_ROWS_TOLD])
    more = len(found.wrong) - len(told)
    summary = f"{len(found.wrong):,} of {found.rows:,} rows cannot be taken:"
    if not chosen.leave_out_wrong_rows:
        ending = f"and {more:,} more; --wrong-rows FILE writes them all" if more else ""
        last = "put them right, or draw without them: --leave-out-wrong-rows. The record says how many they are and why"
        closing = tuple(Mistake(words) for words in (ending, *_ways_out(found), last) if words)
        raise SeveralProblems(summary, (*told, *closing))
    print(SeveralProblems(summary, told).sentence, file=sys.stderr)
    if more:
        print(f"  - and {more:,} more; --wrong-rows FILE writes them all", file=sys.stderr)


def _ways_out(found: ReadList) -> Iterator[str]:
    """Yield what may be said of rows that are right after all."""
    from qa_desktop.domain.sampling.population import Why  # noqa: PLC0415 - the window does not need it

    if Why.UNKNOWN_TEAM in found.left_out:
        yield "where these teams are right: --any-team"
    if Why.LOOKS_ELSE in found.left_out:
        yield "where these references are none of that: --references-are-right"


def _print_page(file: Path | None, record: DrawRecord, desk: Desk) -> None:
    if file is not None:
        bootstrap.write_new_file(file, draw_page(record, desk.clock.now()))


def _tell(record: DrawRecord, chosen: argparse.Namespace, notices: tuple[str, ...] = ()) -> int:
    from qa_desktop.cli.draw_words import told  # noqa: PLC0415 - the window does not need it
    from qa_desktop.domain.sampling.record_json import record_as_json, record_bytes  # noqa: PLC0415 - as above

    for notice in notices:
        print(notice, file=sys.stderr)
    if chosen.json:
        print_json(record_as_json(record))
        return OK
    for line in told(record):
        print(line)
    print(f"SHA-256 of the record: {hashlib.sha256(record_bytes(record)).hexdigest()}")
    return OK


def _progress(rows: int) -> None:
    """Show how many rows were read, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{rows:,} rows read", end="", file=sys.stderr, flush=True)


def _progress_ended() -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)

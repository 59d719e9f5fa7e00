"""What can be said to the command that draws cases, and what of it belongs to what."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.cli.kinds import Commands
from qa_desktop.errors import InputProblem

if TYPE_CHECKING:
    from qa_desktop.domain.sampling.draw import Scheme
    from qa_desktop.domain.sampling.share_out import Part
    from qa_desktop.services.desk import Desk
    from qa_desktop.services.draw_cases import DrawWish, ListWish

REACHES = ("any", "own_team", "across_teams", "outside_own_service")
_LIST = ("column", "sheet", "any_team", "references_are_right", "leave_out_wrong_rows", "wrong_rows")
_DRAW = ("number", "per", "by", "fixed", "seed", "open", "any_status", "not_service", "audited_months", "out")
_ALLOCATION = ("people", "reach", "lead", "peer", "allocate", "tool", "due", "selection")
BELONGING = {
    "draw": (*_LIST, *_DRAW, *_ALLOCATION, "pdf", "json"),
    "check": ("json",),
    "substitute": ("reason", "pdf", "json"),
    "allocate": (*_ALLOCATION, "pdf", "json"),
    "page": ("pdf",),
}
DESCRIPTION = """\
Draw cases to audit so that anybody can draw the same ones again.

  qa-desktop draw POPULATION --number N [--per COLUMN] --out RECORD   draw from a list (CSV or Excel)
  qa-desktop draw check RECORD POPULATION                             draw again: 0 same, 1 differs, saying where
  qa-desktop draw substitute RECORD CASE --reason WHY                 the next case of the group takes its place
  qa-desktop draw allocate RECORD POPULATION --people FILE            propose who audits what; --allocate sends it
  qa-desktop draw page RECORD --pdf FILE                              print the record

The list holds personal data: only its headings are remembered, and the record holds references only."""


def add_arguments(commands: Commands, shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add `draw` and all that can be said to it."""
    parser = commands.add_parser(
        "draw",
        parents=[shared],
        help="draw cases to audit, so that anybody can draw them again",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="+", metavar="POPULATION", help="the list to draw from, or one of the above")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="print the record as a page too")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--reason", metavar="WHY", help="why a case is replaced; never a name")
    _add_draw(parser)
    _add_list(parser)
    _add_allocation(parser)
    return parser


def _add_draw(parser: argparse.ArgumentParser) -> None:
    draw = parser.add_argument_group("what is drawn")
    draw.add_argument("--number", type=int, metavar="N", help="how many cases; with --per, of each group")
    draw.add_argument("--per", metavar="COLUMN", help="draw N of each: team, worker, service, status, or any heading")
    draw.add_argument("--by", metavar="COLUMN", help="share N out over its groups in proportion; or use --fixed")
    draw.add_argument("--fixed", action="append", metavar="GROUP=N", help="N of this group of --by; may be repeated")
    draw.add_argument("--seed", metavar="WORDS", help="given beforehand; without it one is made now")
    draw.add_argument("--open", action="append", metavar="STATUS", help="a status that counts as open")
    draw.add_argument("--any-status", action="store_true", help="draw from every status")
    draw.add_argument("--not-service", action="append", metavar="SERVICE", help="leave the cases of a service out")
    draw.add_argument(
        "--audited-months", type=int, metavar="N", help="leave out cases audited lately; default 12, 0 none"
    )
    draw.add_argument("--selection", metavar="ID", help="follow one of your authority's ways to choose cases")
    draw.add_argument("--out", type=Path, metavar="RECORD", help="the record to write")


def _add_list(parser: argparse.ArgumentParser) -> None:
    listed = parser.add_argument_group("how the list is read")
    listed.add_argument("--column", action="append", metavar="OURS=HEADING", help="as reference=“Case ID”")
    listed.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook with several")
    listed.add_argument("--any-team", action="store_true", help="take teams that QA Desktop does not know")
    listed.add_argument(
        "--references-are-right", action="store_true", help="take references that look like a date or name"
    )
    listed.add_argument(
        "--leave-out-wrong-rows", action="store_true", help="draw without the rows that cannot be taken"
    )
    listed.add_argument("--wrong-rows", type=Path, metavar="FILE", help="write all of them, by row number and why")


def _add_allocation(parser: argparse.ArgumentParser) -> None:
    people = parser.add_argument_group("who audits them")
    people.add_argument(
        "--people", type=Path, metavar="FILE", help="a list: name, id, role, team, service, quota, away, done"
    )
    people.add_argument(
        "--reach", choices=REACHES, help="whose cases an auditor takes; default: by --selection, else any"
    )
    people.add_argument("--lead", choices=REACHES, help="a lead and a peer for each case: whose cases the lead takes")
    people.add_argument("--peer", choices=REACHES, help="whose cases the peer takes")
    people.add_argument("--allocate", action="store_true", help="send the allocations to their laptops (QA officers)")
    people.add_argument("--tool", metavar="ID", help="with which tool they are audited")
    people.add_argument("--due", type=date.fromisoformat, metavar="DATE", help="as 2026-12-31")


def demand_belonging(chosen: argparse.Namespace, verb: str) -> None:
    """Raise InputProblem for anything that was said and does not belong to what is done."""
    known = {one for several in BELONGING.values() for one in several}
    said = [name for name in sorted(known) if getattr(chosen, name) not in (None, False)]
    strange = [f"--{name.replace('_', '-')}" for name in said if name not in BELONGING[verb]]
    if strange:
        raise InputProblem(f"{', '.join(strange)} does not belong to “draw {verb}”.".replace("“draw draw”", "“draw”"))
    if chosen.people is None and verb == "draw":
        alone = [one for one in ("reach", "lead", "peer", "allocate", "tool", "due") if getattr(chosen, one)]
        if alone:
            raise InputProblem(f"--{alone[0]} needs the people: --people FILE.")


def list_wish(chosen: argparse.Namespace) -> ListWish:
    """Return how the list is to be read."""
    from qa_desktop.domain.sampling.population import COLUMNS  # noqa: PLC0415 - the window does not need it
    from qa_desktop.services.draw_cases import ListWish  # noqa: PLC0415 - as above

    columns = dict(_pair(one, "--column OURS=HEADING") for one in chosen.column or ())
    strange = [one for one in columns if one not in COLUMNS]
    if strange:
        raise InputProblem(f"“{strange[0]}” is none of our columns: {', '.join(COLUMNS)}.")
    further = tuple(one for one in _columns(chosen) if one not in COLUMNS)
    return ListWish(columns, further, chosen.sheet or "", chosen.any_team, chosen.references_are_right)


def draw_wish(chosen: argparse.Namespace) -> DrawWish:
    """Return what is to be drawn."""
    from qa_desktop.services.draw_cases import MONTHS_A_YEAR, DrawWish  # noqa: PLC0415 - the window does not need it

    if chosen.open and chosen.any_status:
        raise InputProblem("Choose --open or --any-status.")
    months = MONTHS_A_YEAR if chosen.audited_months is None else chosen.audited_months
    if not 0 <= months <= 1200:  # noqa: PLR2004 - a hundred years
        raise InputProblem("--audited-months takes a number of months, 0 for none.")
    if chosen.seed is not None and not chosen.seed.strip():
        raise InputProblem("The seed is empty. Leave --seed out to have one made.")
    return DrawWish(
        scheme=_scheme(chosen),
        seed=chosen.seed or "",
        open_statuses=tuple(chosen.open) if chosen.open else None,
        any_status=chosen.any_status,
        without_services=tuple(chosen.not_service or ()),
        months=months,
        selection=chosen.selection or "",
    )


def parts_wanted(chosen: argparse.Namespace, desk: Desk) -> tuple[Part, ...]:
    """Return who is needed for each case."""
    from qa_desktop.domain.sampling.share_out import Part, Reach  # noqa: PLC0415 - the window does not need it
    from qa_desktop.services.share_out_cases import AUDITOR, LEAD, PEER  # noqa: PLC0415 - as above

    if chosen.lead or chosen.peer:
        if chosen.reach:
            raise InputProblem("Choose --reach for one auditor, or --lead and --peer for two.")
        return Part(LEAD, Reach(chosen.lead or "any")), Part(PEER, Reach(chosen.peer or "any"))
    reach = (
        desk.draw_cases().selection(chosen.selection).reach if chosen.selection and not chosen.reach else chosen.reach
    )
    return (Part(AUDITOR, Reach(reach or "any")),)


def _scheme(chosen: argparse.Namespace) -> Scheme:
    from qa_desktop.domain.sampling.draw import Scheme, Spread  # noqa: PLC0415 - the window does not need it

    if chosen.per and chosen.by:
        raise InputProblem("Choose --per for so many of each, or --by to share out.")
    if chosen.fixed:
        if chosen.number is not None or not chosen.by:
            raise InputProblem("--fixed goes with --by COLUMN and without --number.")
        fixed = dict(_pair(one, "--fixed GROUP=N") for one in chosen.fixed)
        if len(fixed) < len(chosen.fixed):
            raise InputProblem("--fixed names a group twice.")
        columns = _columns(chosen)
        groups = tuple((_group(one, len(columns)), _count(number, "--fixed")) for one, number in sorted(fixed.items()))
        return Scheme(Spread.FIXED, 0, columns, groups)
    number = _count("" if chosen.number is None else str(chosen.number), "--number")
    spread = Spread.EACH if chosen.per else Spread.PROPORTIONAL if chosen.by else Spread.WHOLE
    return Scheme(spread, number, _columns(chosen))


def _columns(chosen: argparse.Namespace) -> tuple[str, ...]:
    """Return the columns that make the groups: ours by their names, others by their headings."""
    from qa_desktop.domain.sampling.population import COLUMNS, plain  # noqa: PLC0415 - the window does not need it

    named = [plain(one) for one in (chosen.per or chosen.by or "").split(",") if one.strip()]
    return tuple(one.lower() if one.lower() in COLUMNS else one for one in named)


def _group(text: str, columns: int) -> tuple[str, ...]:
    """Return a group as it was named: several values with bars between them where several columns make the groups."""
    from qa_desktop.domain.sampling.population import plain  # noqa: PLC0415 - the window does not need it

    return tuple(plain(one) for one in text.split(" / ")) if columns > 1 else (plain(text),)


def _pair(text: str, shape: str) -> tuple[str, str]:
    first, sign, second = text.partition("=")
    if not (first.strip() and sign and second.strip()):
        raise InputProblem(f"Write {shape}, not “{text}”.")
    return first.strip(), second.strip()


def _count(text: str, what: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise InputProblem(f"{what} takes how many cases are drawn, 1 or more.")
    return int(text)

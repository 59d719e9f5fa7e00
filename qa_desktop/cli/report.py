"""The command that lists the kinds of reports and makes one of a period."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.bootstrap.reports import ENDINGS, report_file
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.catalogue import NamedReport
from qa_desktop.domain.reports.template import ReportTemplate
from qa_desktop.errors import InputProblem, NotFound

if TYPE_CHECKING:
    from qa_desktop.services.report_parts import Measured

LIST = "list"
COLUMNS = ("topic", "measure", "period", "value")


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `report`."""
    report = commands.add_parser("report", parents=[shared], help="reports of what audits say")
    report.add_argument("kind", metavar="KIND", help="list, or the id of a report as list shows it")
    report.add_argument("--period", metavar="PERIOD", help="as 2026-10, 2026-Q4 or 2026")
    report.add_argument("--out", type=Path, metavar="FILE", help=f"the file to write: {', '.join(ENDINGS)}")
    report.add_argument("--topic", default="", metavar="WORDS", help="what a report of one topic is about")
    report.add_argument(
        "--measured",
        type=Path,
        metavar="FILE",
        help="performance figures to show beside it, as CSV with the columns topic, measure, period, value",
    )
    report.add_argument("--words", type=Path, metavar="FILE", help="your own words, as YAML: PART: text")
    report.add_argument("--json", action="store_true", help="print one JSON document")
    report.set_defaults(run=run_report)


def run_report(chosen: argparse.Namespace) -> int:
    """List the kinds, or make one report."""
    return list_reports(chosen) if chosen.kind == LIST else make_report(chosen)


def list_reports(chosen: argparse.Namespace) -> int:
    """Print every kind of report."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        templates, named = desk.reports().templates(), desk.reports().catalogue()
    if chosen.json:
        print_json({"reports": [_as_json(one) for one in templates], "catalogue": [_named_json(one) for one in named]})
        return OK
    for one in templates:
        print(f"{one.id}: {one.title} ({one.authority}, {one.every.words}, for {one.audience})")
    print("\nWhat the frameworks name:")
    for named_one in named:
        made = f": {', '.join(named_one.reports)}" if named_one.reports else ""
        comes_from = f" ({named_one.comes_from})" if named_one.comes_from else ""
        print(f"{named_one.id} {named_one.title}, {named_one.every.words}, {named_one.state.words}{made}{comes_from}")
    return OK


def make_report(chosen: argparse.Namespace) -> int:
    """Make one report and write its file."""
    from qa_desktop.services.make_report import ReportWish  # noqa: PLC0415 - only where one is made

    if chosen.period is None or chosen.out is None:
        raise InputProblem("Say which period and which file: --period 2026-10 --out FILE.pdf.")
    period = ReportPeriod.parse(chosen.period)
    measured, words = measured_from(chosen.measured), words_from(chosen.words)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        make = desk.reports()
        wish = ReportWish(make.template(chosen.kind), period, chosen.topic, measured, words)
        report = make(wish)
        bootstrap.write_new_file(chosen.out, report_file(report, chosen.out.suffix, desk.clock.now()))
    if chosen.json:
        print_json({"report": chosen.kind, "period": period.name, "file": str(chosen.out), "counted": report.counted})
    else:
        print(f"{report.title}, {report.period}: {chosen.out}")
    return OK


def measured_from(file: Path | None) -> tuple[Measured, ...]:
    """Return the performance figures of a CSV file; raise NotFound or InputProblem, which names the line."""
    from qa_desktop.services.report_parts import Measured  # noqa: PLC0415 - only where one is made

    if file is None:
        return ()
    reader = csv.DictReader(io.StringIO(_text_of(file)))
    missing = [one for one in COLUMNS if one not in (reader.fieldnames or ())]
    if missing:
        raise InputProblem(f"{file.name} lacks the column “{missing[0]}”. It needs: {', '.join(COLUMNS)}.")
    found = []
    for row in reader:
        cells = [(row.get(one) or "").strip() for one in COLUMNS]
        if not all(cells):
            raise InputProblem(f"{file.name}, line {reader.line_num}: fill in {', '.join(COLUMNS)}.")
        found.append(Measured(*cells))
    return tuple(found)


def words_from(file: Path | None) -> dict[str, str]:
    """Return what was written for parts of a report; raise NotFound or InputProblem."""
    from qa_desktop.toolkit.plain_yaml import plain_yaml  # noqa: PLC0415 - only where words are given

    if file is None:
        return {}
    told = plain_yaml(_text_of(file).encode(), file.name)
    wrong = next((part for part, text in told.items() if not isinstance(text, str)), None)
    if wrong is not None:
        raise InputProblem(f"{file.name}: what stands under “{wrong}” is no text.")
    return {part: str(text) for part, text in told.items()}


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {file.name}. Check its name and folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem(f"{file.name} cannot be read as text in UTF-8.") from error


def _named_json(one: NamedReport) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "every": one.every.value,
        "state": one.state.value,
        "reports": list(one.reports),
        "from": one.comes_from,
    }


def _as_json(one: ReportTemplate) -> dict[str, object]:
    return {
        "report": one.id,
        "title": one.title,
        "authority": one.code,
        "audience": one.audience,
        "every": one.every.value,
        "tools": list(one.tools),
        "answers_to": list(one.answers_to),
        "parts": [{"id": part.id, "part": part.kind.value, "title": part.title} for part in one.parts],
    }

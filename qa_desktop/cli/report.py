"""The command that lists the kinds of reports and makes one of a period."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.bootstrap.reports import ENDINGS
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.report_kept import (
    draft_json,
    draft_lines,
    given_json,
    given_line,
    hand_over,
    structure_from,
)
from qa_desktop.cli.report_words import words_from
from qa_desktop.cli.secrets_given import given_pin, given_unlock
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.catalogue import NamedReport
from qa_desktop.domain.reports.template import ReportTemplate
from qa_desktop.errors import InputProblem

LIST = "list"
DESCRIPTION = """\
Make reports of what audits say.

  qa-desktop report list                                       every kind, and what the frameworks name
  qa-desktop report KIND --period P --out FILE                 make one; --seal seals the PDF
  qa-desktop report KIND --period P --keep --words FILE        keep your words; the next period starts from its parts
  qa-desktop report KIND --period P --draft                    what is kept, beside the time before
  qa-desktop report KIND --period P --out FILE --to WHO        make one and keep who got it; --eml drafts the e-mail
  qa-desktop report KIND --period P --given                    who got which version, with its hash"""


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `report`."""
    report = commands.add_parser(
        "report",
        parents=[shared],
        help="reports of what audits say",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.add_argument("kind", metavar="KIND", help="list, or the id of a report as list shows it")
    report.add_argument("--period", metavar="PERIOD", help="as 2026-10, 2026-Q4, 2026, 2026-W41, 2026-10-05/2026-11-15")
    report.add_argument("--out", type=Path, metavar="FILE", help=f"the file to write: {', '.join(ENDINGS)}")
    report.add_argument("--seal", action="store_true", help="seal the PDF with your own key")
    report.add_argument("--topic", default="", metavar="WORDS", help="what a report of one topic is about")
    report.add_argument(
        "--measured",
        type=Path,
        metavar="FILE",
        help="performance figures to show instead of those kept, as CSV with the columns topic, measure, period, value",
    )
    report.add_argument("--words", type=Path, metavar="FILE", help="your own words, as YAML: PART: text")
    report.add_argument("--without", action="append", metavar="PART", help="leave a part out; may be repeated")
    report.add_argument("--add", action="append", metavar="TITLE", help="add a section of your own; may be repeated")
    kept = report.add_argument_group("what QA officers keep among themselves")
    kept.add_argument("--keep", action="store_true", help="keep your words and parts for this period")
    kept.add_argument("--draft", action="store_true", help="show what is kept, beside the time before")
    kept.add_argument("--to", action="append", metavar="WHO", help="keep that they got the file; may be repeated")
    kept.add_argument("--how", default="", metavar="WORDS", help="how they got it, as “by e-mail”")
    kept.add_argument("--eml", type=Path, metavar="FILE", help="write an e-mail draft that takes the file to --to")
    kept.add_argument("--given", action="store_true", help="show who got which version")
    report.add_argument("--json", action="store_true", help="print one JSON document")
    report.set_defaults(run=run_report)


def run_report(chosen: argparse.Namespace) -> int:
    """List the kinds, show what is kept, or make one report."""
    if chosen.kind == LIST:
        return list_reports(chosen)
    if chosen.period is None or not any((chosen.out, chosen.keep, chosen.draft, chosen.given)):
        raise InputProblem("Say which period and which file: --period 2026-10 --out FILE.pdf.")
    if (chosen.to or chosen.eml or chosen.seal) and chosen.out is None:
        raise InputProblem("--to, --eml and --seal need a file: --out FILE.pdf.")
    if chosen.eml and not chosen.to:
        raise InputProblem("Say to whom the e-mail goes: --to NAME.")
    return make_report(chosen)


def list_reports(chosen: argparse.Namespace) -> int:
    """Print every kind of report."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        templates, named = desk.reports().templates(), desk.reports().catalogue()
    if chosen.json:
        print_json({"reports": [_as_json(one) for one in templates], "catalogue": [_named_json(one) for one in named]})
        return OK
    for one in templates:
        print(f"{one.id}: {one.title} ({one.authority}, {one.how_often}, for {one.audience})")
    print("\nWhat the frameworks name:")
    for named_one in named:
        made = f": {', '.join(named_one.reports)}" if named_one.reports else ""
        comes_from = f" ({named_one.comes_from})" if named_one.comes_from else ""
        print(f"{named_one.id} {named_one.title}, {named_one.every.words}, {named_one.state.words}{made}{comes_from}")
    return OK


def make_report(chosen: argparse.Namespace) -> int:
    """Keep, make, hand over and show, as far as each was asked for."""
    from qa_desktop.services.make_report import ReportWish  # noqa: PLC0415 - only where one is made

    period = ReportPeriod.parse(chosen.period)
    words = words_from(chosen.words)
    said: dict[str, object] = {"report": chosen.kind, "period": period.name}
    lines: list[str] = []
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        make, kept = desk.reports(), desk.keep_reports
        template = make.template(chosen.kind)
        measured = make.measured(chosen.measured) if chosen.measured is not None else None
        structure = structure_from(chosen, kept.begun(template.id, period).structure)
        if chosen.keep:
            structure = kept.arrange(template, period, structure)
            kept.save(template, period, words)
            lines.append(f"Kept for {period.words}.")
        begun = kept.begun(template.id, period)
        if chosen.out is not None:
            wish = ReportWish(template, period, chosen.topic, measured, {**begun.told(template), **words}, structure)
            report = make(wish)
            write = desk.write_report
            ending = chosen.out.suffix
            data = (
                write.sealed(report, ending, given_pin() if desk.has_pin() else None)
                if chosen.seal
                else write(report, ending)
            )
            bootstrap.write_new_file(chosen.out, data)
            said |= {"file": str(chosen.out), "counted": report.counted}
            lines.append(f"{report.title}, {report.period}: {chosen.out}")
            lines += hand_over(desk, chosen, template, period, (report, data))
        if chosen.draft:
            said["draft"] = draft_json(begun)
            lines += draft_lines(begun, template)
        if chosen.given or chosen.to:
            given = kept.given(template.id, period.name)
            said["given"] = [given_json(one) for one in given]
            lines += [given_line(one) for one in given] if chosen.given else []
    if chosen.json:
        print_json(said)
    else:
        print("\n".join(lines) or "Nobody got this report yet.")
    return OK


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
        "also": [each.value for each in one.also],
        "tools": list(one.tools),
        "answers_to": list(one.answers_to),
        "parts": [{"id": part.id, "part": part.kind.value, "title": part.title} for part in one.parts],
    }

"""What the command line says and does about reports that are kept: drafts, their parts, and who got which version."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import AddedPart, Given, Structure
from qa_desktop.domain.reports.report import Report
from qa_desktop.domain.reports.template import ReportTemplate
from qa_desktop.services.desk import Desk

if TYPE_CHECKING:
    from qa_desktop.services.keep_reports import Begun

SHORT_HASH = 12


def structure_from(chosen: argparse.Namespace, begun: Structure) -> Structure:
    """Return which parts are to be in: as was said, else as they were."""
    without = begun.without if chosen.without is None else tuple(chosen.without)
    ids = {one.title: one.id for one in begun.added}
    added = begun.added if chosen.add is None else tuple(AddedPart(ids.get(one, ""), one) for one in chosen.add)
    return Structure(without, added)


def hand_over(
    desk: Desk, chosen: argparse.Namespace, template: ReportTemplate, period: ReportPeriod, made: tuple[Report, bytes]
) -> Iterator[str]:
    """Draft the e-mail and keep who got the file; yield what is said of it."""
    from qa_desktop.services.keep_reports import Handed  # noqa: PLC0415 - only where somebody gets one

    report, data = made
    if chosen.eml is not None:
        email = desk.write_report.email(report, tuple(chosen.to), (chosen.out.name, data))
        bootstrap.write_new_file(chosen.eml, email.data)
        yield f"{chosen.eml}: a draft, not sent. Subject: {email.subject}"
        for name in email.unknown:
            yield f"The settings hold no address for {name}. Put it into the draft."
    for one in chosen.to or ():
        how = chosen.how or ("by e-mail" if chosen.eml else "")
        yield given_line(desk.keep_reports.give(template, period, Handed(one, how, chosen.out.name), data))


def draft_lines(begun: Begun, template: ReportTemplate) -> Iterator[str]:
    """Yield each part with what is written, and what was written the time before."""
    last = begun.last
    titles = [(part.id, part.title) for part in template.parts if part.id not in begun.structure.without]
    for part, title in (*titles, *((one.id, one.title) for one in begun.structure.added)):
        yield f"{part}: {title}"
        written = begun.draft.words.get(part, "")
        before = last.words.get(part, "") if last is not None else ""
        yield from (f"    {line}" for line in written.splitlines())
        if before and last is not None:
            yield f"  In {ReportPeriod.parse(last.period).words}:"
            yield from (f"    {line}" for line in before.splitlines())
    if begun.structure.without:
        yield f"Left out: {', '.join(begun.structure.without)}"


def draft_json(begun: Begun) -> dict[str, object]:
    """Return the same for scripts."""
    last = begun.last
    return {
        "words": dict(begun.draft.words),
        "without": list(begun.structure.without),
        "added": [{"id": one.id, "title": one.title} for one in begun.structure.added],
        "last": {"period": last.period, "words": dict(last.words)} if last is not None else None,
    }


def given_line(one: Given) -> str:
    """Return who got which version, in one line."""
    how = f" {one.how}" if one.how else ""
    return f"{one.to} got {one.file}{how} on {one.at:%Y-%m-%d %H:%M} from {one.by}, SHA-256 {one.digest[:SHORT_HASH]}…"


def given_json(one: Given) -> dict[str, object]:
    """Return the same for scripts."""
    return {
        "to": one.to,
        "how": one.how,
        "by": one.by,
        "at": one.at.isoformat(),
        "file": one.file,
        "sha256": one.digest,
    }

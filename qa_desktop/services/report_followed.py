"""The part of reports that tells what followed audits of one grade, whether or not it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa_desktop.domain import paths, telling
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import Closing
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.question import Behind, FigureFilter
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.reports.report import Block, Paragraph
from qa_desktop.domain.reports.template import ReportPart
from qa_desktop.services.report_parts import Occasion

MOST = 500
"""So many audits of one form are told, the latest; of one grade there are fewer in any period."""


def followed(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell each audit of the period with the part's grade: who commented, which dates follow, and whether it is closed.

    The grade is the moderator's where there is one, as in all figures (Herefordshire, Component Two, tracking; R-083).
    """
    whole = FigureFilter.of(on.period)
    filters = (replace(whole, tool=tool) for tool in part.tools or on.template.tools)
    found = [
        on.reads.open_audit(one.id)
        for wanted in filters
        for one in on.figures.behind(Behind(wanted, OVERALL, part.grade, limit=MOST))
    ]
    if not found:
        yield Paragraph(part.none)
        return
    reference = on.figures.words(found[0].tool.id).case_reference
    rows = tuple(_row(audit, on.reads.closing(audit)) for audit in found)
    yield FigureTable("", ("Date", reference, "Team", "Comments", "What follows", "Closed"), rows, labels=2)


def _row(audit: Audit, far: Closing) -> tuple[str, ...]:
    asked = [one for one in telling.tells(audit) if one.asks_comment]
    comments = [
        f"{one.recipient}: {one.comment_by}, {printed_day(one.comment_on)}"
        if one.is_commented
        else f"{one.recipient}: not yet"
        for one in asked
    ]
    dates = [
        f"{task.rule.label}: {'done ' + printed_day(task.done_on) if task.is_done else 'due ' + printed_day(task.on)}"
        for task in far.tasks
        if not task.is_about_actions
    ]
    actions = {0: [], 1: ["1 action is open"]}.get(far.open_actions, [f"{far.open_actions} actions are open"])
    return (
        printed_day(audit.last_meeting()),
        audit.subject,
        audit.text(paths.about("team")),
        ". ".join(comments),
        ". ".join([*dates, *actions]),
        "Yes" if far.is_closed else "No",
    )

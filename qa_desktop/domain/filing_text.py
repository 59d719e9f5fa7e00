"""The filing steps with their exact headings and texts filled in (R-070 to R-076, PRACTICE P-10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.clock import LONDON
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class FilingText:
    """One step outside this application, ready to copy."""

    id: str
    title: str
    heading: str
    text: str
    length_limit: int | None


def filing_texts(audit: Audit, moment: datetime) -> tuple[FilingText, ...]:
    """Return the tool's filing steps filled in; the month is the meeting's, date and time those of completion."""
    filing = audit.tool.filing
    if filing is None:
        return ()
    words = _words(audit, moment)
    return tuple(
        FilingText(
            step.id, _fill(step.title, words), _fill(step.heading, words), _fill(step.text, words), step.length_limit
        )
        for step in filing.steps
        if audit.holds(step.shown_when)
    )


def _words(audit: Audit, moment: datetime) -> dict[str, str]:
    local = moment.astimezone(LONDON)
    meeting = audit.last_meeting() or local.date()
    overall = audit.tool.overall
    scale = audit.tool.scale(overall.scale) if overall else None
    point = scale.point(audit.overall_grade) if scale and audit.overall_grade else None
    signed = [
        mark.name for role, mark in audit.signatures.items() if mark.name and role not in ("practitioner", "supervisee")
    ]
    return {
        "case_reference": audit.subject,
        "month": f"{meeting:%B}",
        "year": f"{meeting.year}",
        "date": f"{local.day} {local:%B %Y}",
        "time": f"{local:%H:%M}",
        "auditor": audit.text(paths.about("auditor")) or ", ".join(signed),
        "practitioner": audit.text(paths.about("practitioner")),
        "overall_grade": point.label if point else "",
        "tool_title": audit.tool.title,
    }


def _fill(text: str, words: dict[str, str]) -> str:
    # One pass, so that braces inside a case reference stay as they were entered.
    return PLACEHOLDER.sub(lambda found: words.get(found.group(1), found.group(0)), text)

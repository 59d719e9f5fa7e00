"""What is said of safety concerns in drafts of others: since when, and whether somebody was told (PRACTICE P-30)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qa_desktop.clock import local_day
from qa_desktop.domain.concern import ConcernState, elapsed_words
from qa_desktop.domain.draft_concern import DraftConcern
from qa_desktop.services.list_under_way import DraftLine
from qa_desktop.ui.presenters.times import short_day

MARK = "■ "


def concern_words(line: DraftLine, now: datetime) -> str:
    """Return what the line of a draft says of its safety concern; empty where there is none."""
    if line.concern is None:
        return ""
    return f"{MARK if line.waits else ''}{_words(line.concern, now)}"


def waiting_words(lines: Sequence[DraftLine], now: datetime) -> str:
    """Return what stands above the inbox while concerns in drafts wait; empty where none does."""
    waiting = [(one.concern, one.auditor) for one in lines if one.concern is not None and one.waits]
    if not waiting:
        return ""
    first, auditor = min(waiting, key=lambda one: one[0].raised)
    more = f" {len(waiting)} such audits are under way: see the drafts below." if len(waiting) > 1 else ""
    return f"{_words(first, now)}, as far as this laptop knows. Telephone {auditor}, whose audit it is.{more}"


def _words(one: DraftConcern, now: datetime) -> str:
    raised = f"Safety concern raised {elapsed_words(one.raised, now)} ago"
    match one.state:
        case ConcernState.TOLD:
            day = short_day(one.told_on, local_day(now)) if one.told_on else ""
            told = " at ".join(part for part in (day, one.told_at) if part)
            return f"{raised}, somebody was told{f' on {told}' if day else ''}"
        case ConcernState.TAKEN_BACK:
            return f"{raised}, taken back"
        case ConcernState.NOBODY_REACHED:
            return f"{raised}, nobody reached yet"
        case ConcernState.NOBODY_TOLD:
            return f"{raised}, nobody told yet"

"""When a grade is provisional: advice was asked, or two who audited a case go to moderation (PRACTICE P-06, P-07)."""

from __future__ import annotations

from qa_desktop.domain import pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import under_discussion
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.consequences import follow_ups, is_hand_in
from qa_desktop.domain.wordcase import lower_first

MODERATION_TASK = "moderation"
"""The task that a form raises where its auditor says that the two differ."""


def is_provisional(audit: Audit) -> bool:
    """Tell whether the grade is under discussion: until that ends the note is not marked as filed, only handed in."""
    return advice_is_open(audit) or awaits_moderation(audit)


def may_be_filed(audit: Audit, step: str) -> bool:
    """Tell whether a step of filing can be marked as done: the form is handed in before it is moderated (R-042, R-045).

    The step by which that is done has the name of the date by which it is.
    """
    hands_in = any(rule.id == step and is_hand_in(audit.tool, rule) for rule in audit.tool.deadlines)
    return hands_in or not is_provisional(audit)


def awaits_moderation(audit: Audit) -> bool:
    """Tell whether a moderator has yet to settle where the two differ: both forms show it, or this one says so."""
    if pairs.seat_of(audit) is None:
        return False
    standing = audit.standing
    if standing is not None and standing.outcome is not None:
        return False
    return says_they_differ(audit) or (standing is not None and standing.differs)


def says_they_differ(audit: Audit) -> bool:
    """Tell whether the auditor says that the two differ."""
    return any(rule.id == MODERATION_TASK for rule in follow_ups(audit))


def provisional_words(audit: Audit) -> str:
    """Return what the note says until the discussion ends; empty where there is none."""
    if advice_is_open(audit):
        return under_discussion(audit.tool)
    grade = lower_first(audit.tool.words.grade)
    return f"Provisional {grade}: it goes to moderation" if awaits_moderation(audit) else ""


def standing_words(audit: Audit) -> str:
    """Return what the note says of how its grade stands: that it is provisional, or what moderation came to."""
    return provisional_words(audit) or outcome_words(audit)


def outcome_words(audit: Audit) -> str:
    """Return what the moderation of the two came to, as sentences; empty where there was none."""
    outcome = audit.standing.outcome if audit.standing else None
    if outcome is None:
        return ""
    when = f" on {printed_day(outcome.on)}" if outcome.on else ""
    by = f" by {outcome.moderator}" if outcome.moderator else ""
    settled = f" Final {lower_first(audit.tool.words.grade)}: {outcome.grade.label}." if outcome.grade else ""
    return f"Moderated{when}{by}.{settled} What lead and peer gave is kept as it was."


def advice_is_open(audit: Audit) -> bool:
    """Tell whether the QA team was asked for advice that has not come (PRACTICE P-06)."""
    return any(one.is_open for one in audit.disagreements)

"""The paths of an audit's fields: one place that knows how they are spelt and which values may stand in clear."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qa_desktop.domain.ids import EntryId
from qa_desktop.domain.tool import AnswerType, Item

SUBJECT = "subject"
OVERALL_GRADE = "overall/grade"
OVERALL_REASON = "overall/reason"
OVERALL_GRADE_CHANGED = "overall/reread"
NO_ACTIONS_REASON = "plan/no_actions_reason"
STRENGTHS = "summary/strengths"
DEVELOPMENT = "summary/development"
OWN_WORDS = "summary/practitioner_words"
JOTTER = "prep/jotter"
SIGNED = "signed"
SETTLED = "settled"
TOOL = "tool"
"""With which versions of its tool the audit was worked on, the first one first; empty while it keeps that."""
AMENDS = "amends"
SAMPLE = "about/sample"
RE_AUDIT_OF = "about/re_audit_of"
"""The signed audit of the same case that is audited again, as a link."""
OPEN_ACTIONS = "about/open_actions"
"""The actions of that audit that were open when this one began."""
LANGUAGE = "about/language"
"""The language in which the tool is shown and its note is written; empty for the tool's own."""

LINE = "line."
"""How the key of such a line begins."""

FACT_TYPES = frozenset(
    {
        AnswerType.SCALE,
        AnswerType.YES_NO,
        AnswerType.CHOICE,
        AnswerType.MULTIPLE_CHOICE,
        AnswerType.INTEGER,
        AnswerType.DECIMAL,
        AnswerType.PERCENT,
        AnswerType.DATE,
    }
)
"""Answers that are codes, numbers or dates; all others are free text and stay out of the facts."""

FACT_FIELDS = frozenset(
    {
        # entries of evidence, actions, sittings, people, disagreements, signatures, filing
        "kind", "source", "on", "item", "due", "review_on", "immediate", "removed", "order", "day", "started", "ended",
        "role", "present", "about", "advice", "advice_on", "state", "method", "by_date", "at", "done", "smart",
        # a safety concern and its calls
        "raised", "concern", "apart", "time",
        # telling people
        "how", "comment_on",
        # fields of an answer or of the audit itself
        "not_applicable", "not_evidenced", "seen", "added", "grade", "reread", "later", "complete",
        # about this audit
        "audit_date", "meeting_dates", "period_from", "period_to", "iro_or_chair", "interpreter", "case_status_code",
        "sample", "allocation", "allocated_on", "pair", "pair_part", "pair_other",
        # what became of an action or of the audit after it was signed
        "progress", "reviewed_on", "done_on", "checked_on", "discussed_on",
    }
)  # fmt: skip

MANY = 4096
"""How many paths are remembered taken apart: those of the audits that are open, several times over."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path taken apart: `group` first, then the key of the entry or item, then the field."""

    group: str
    key: str = ""
    field: str = ""

    @staticmethod
    @lru_cache(MANY)
    def parse(text: str) -> Path:
        """Take a path apart. Item ids hold dots but never a slash."""
        parts = text.split("/")
        if len(parts) == 1:
            return Path(parts[0])
        if len(parts) == 2:  # noqa: PLR2004 - group and field
            return Path(parts[0], "", parts[1])
        return Path(parts[0], "/".join(parts[1:-1]), parts[-1])


def answer(item_id: str, field: str = "value", instance: str = "", party: str = "") -> str:
    """Return the path of an answer's field: value, comment, not_applicable, not_evidenced or reason.

    `instance` names the child, carer or worker of a repeated section; `party` whose answer it is, side by side.
    """
    return f"answer/{answer_key(item_id, instance, party)}/{field}"


def answer_key(item_id: str, instance: str = "", party: str = "") -> str:
    """Return the key of an answer: the item with its instance and party, if any."""
    return item_id + (f"@{instance}" if instance else "") + (f"~{party}" if party else "")


def worked_out(item_id: str) -> str:
    """Return where a value is kept that is worked out, apart from what people enter: nobody has to settle it."""
    return f"worked/{item_id}/value"


def worked_result(key: str) -> str:
    """Return where the result of a section is kept as it was worked out; `overall` for the whole audit."""
    return f"worked/{key}/result"


def repeat(section_id: str, instance: str, field: str) -> str:
    """Return the path of a field of one of a repeated section: added, removed or name. The first has no id."""
    return f"repeat/{answer_key(section_id, instance)}/{field}"


def header(item_id: str) -> str:
    """Return the path of a header field."""
    return f"header/{item_id}/value"


def about(field: str) -> str:
    """Return the path of a field of *About this audit* (PRACTICE P-02)."""
    return f"about/{field}"


def seen(point_id: str) -> str:
    """Return the path of the tick "seen together" beside a guidance point."""
    return f"point/{point_id}/seen"


def section(section_id: str, field: str) -> str:
    """Return the path of a section's own field: complete, later, or the grade decided for it with its reason."""
    return f"section/{section_id}/{field}"


def read_before(stage_id: str, party: str) -> str:
    """Return where it is kept that a party has read what comes before a stage."""
    return f"stage/{stage_id}/read_{party}"


def entry(group: str, entry_id: EntryId | str, field: str) -> str:
    """Return the path of a field of an entry: evidence, action, sitting, person or disagreement."""
    return f"{group}/{entry_id}/{field}"


def line_key(item_id: str, instance: str) -> str:
    """Return the key of a line of a plan of the service that is a row of a table; of others it is the action's own."""
    return LINE + answer_key(item_id, instance)


def signature(role: str, field: str) -> str:
    """Return the path of a field of a signatory's line."""
    return f"signature/{role}/{field}"


def filing(step_id: str, field: str) -> str:
    """Return the path of a filing step's field: done, by or on."""
    return f"filing/{step_id}/{field}"


def preparation(item_or_section: str, field: str) -> str:
    """Return the path of a private preparation note or tentative grade (PRACTICE P-01)."""
    return f"prep/{item_or_section}/{field}"


def stream_name(path: str, owner: str, *, is_private: bool) -> str:
    """Return the stream of a path: preparation is its owner's alone, and so is the whole of a private audit."""
    return f"private:{owner}" if is_private or Path.parse(path).group == "prep" else "record"


def is_fact(path: str, item: Item | None = None) -> bool:
    """Tell whether the value at a path is a code, date, number or truth that may stand in clear."""
    parsed = Path.parse(path)
    if parsed.group == "prep":
        return False
    if parsed.group == "check":
        return True
    if parsed.field == "value":
        return item is not None and item.type in FACT_TYPES
    return parsed.field in FACT_FIELDS

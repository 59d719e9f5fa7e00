"""Names what a tool says that the editor has no field for: it stays as it is, and the person is told so."""

from __future__ import annotations

from enum import Enum

from qa_desktop.domain.tool_edit.tree import Plain


class Part(Enum):
    """The parts of a tool that have a page of their own."""

    TOOL = "tool"
    SECTION = "section"
    QUESTION = "question"
    OVERALL = "overall"
    PLAN = "plan"
    SIGNATURE = "signature"
    SCALE_POINT = "scale_point"


_EDITED: dict[Part, frozenset[str]] = {
    Part.TOOL: frozenset(
        [
            "tool",
            "version",
            "title",
            "authority",
            "status",
            "purpose",
            "review_by",
            "subject",
            "source",
            "benchmark",
            "scales",
            "header",
            "guidance",
            "sections",
            "overall",
            "action_plan",
            "signatures",
        ]
    ),
    Part.SECTION: frozenset(
        [
            "id",
            "title",
            "number",
            "statement",
            "layout",
            "guidance",
            "where_to_look",
            "shown_when",
            "weight",
            "questions",
            "roll_up",
        ]
    ),
    Part.QUESTION: frozenset(
        [
            "id",
            "label",
            "number",
            "help",
            "group",
            "type",
            "need",
            "scale",
            "choices",
            "limits",
            "yes_is_concern",
            "not_applicable",
            "evidence",
            "comment",
            "shown_when",
            "guidance",
            "where_to_look",
            "interview_prompts",
            "weight",
        ]
    ),
    Part.OVERALL: frozenset(["id", "label", "scale", "question", "reason_label", "reason_compulsory", "roll_up"]),
    Part.PLAN: frozenset(["title", "columns"]),
    Part.SIGNATURE: frozenset(["role", "label", "statement", "seals", "optional", "shown_when"]),
    Part.SCALE_POINT: frozenset(
        ["code", "label", "rank", "descriptor", "short_descriptor", "shape", "tone", "number", "value"]
    ),
}
_NAMES = {
    "words": "the words that your authority uses in the place of ours",
    "look_back": "the period that is usually audited",
    "stages": "the stages of the work",
    "filing": "the steps of filing, with their texts",
    "escalation": "who is told at which grade",
    "deadlines": "the dates that follow from an audit",
    "follow_ups": "the tasks that given answers raise",
    "translations": "translations",
    "private": "that each audit is its owner's alone",
    "repeat": "that the section is answered once for each child, carer or case",
    "stage": "the stage in which it is answered",
    "every_question": "what all its questions have in common",
    "bands": "the named ranges of the result",
    "rounding": "how the result is rounded",
    "all_not_applicable": "the result when nothing applies",
    "computed": "how the value is worked out",
    "descriptors": "its own descriptors of each answer",
    "wordings": "other wordings, each for its own case",
    "not_applicable_unless": "when it does not apply by itself",
    "answered_by": "who answers it",
    "side_by_side": "that each party has an answer of its own",
    "prefill": "what fills it at the start",
    "proposed": "that it is our proposal and not in the authority's print",
    "section_grades": "whether each section carries a grade",
    "smart_prompts": "the SMART prompts",
    "auditor_half": "the words over the auditor's half",
    "supervision_half": "the words over the half for supervision",
    "event_with_review_date": "that “by when” may be an event with a review date",
}


def kept_keys(record: Plain, part: Part) -> tuple[tuple[str, str], ...]:
    """Return what a record says beside the fields of its page, each as key and words."""
    if not isinstance(record, dict):
        return ()
    return tuple((key, _NAMES.get(key, f"“{key}”")) for key in record if key not in _EDITED[part])


def kept_in_roll_up(roll_up: Plain) -> tuple[tuple[str, str], ...]:
    """Return what a roll-up says beside its method."""
    if not isinstance(roll_up, dict):
        return ()
    return tuple((key, _NAMES.get(key, f"“{key}”")) for key in roll_up if key != "method")

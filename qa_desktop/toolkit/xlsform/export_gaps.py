"""Says before a tool goes out as an XLSForm what of it no other program will know.

Nothing is lost by our own export: what XLSForm has no place for stands in columns and sheets of ours. So the cells of
those columns are just what other programs pass over, and whatever key the format gains is told here by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.xlsform.columns import OWN, OWN_CHOICE, POINTS_SHEET, TEXTS_SHEET, TOOL_SHEET
from qa_desktop.toolkit.xlsform.export_form import form_sheets

_PARTS = "which parts are the header, the judgement, the plan and the place to sign: elsewhere they are usual groups"
_SCALES = "ranks, colours, numbers and descriptors of grades"
_NOT_APPLICABLE = "“not applicable” and its reason"
_LIMITS = "word limits, lines and the steps of numbers"
_RESULTS = "weights, and how results are worked out"
_STAGES = "stages, and who opens them"
_WHO = "who answers a question"
_PRINTED = "printed numbers, and what is a proposal"
_COMMENTS = "when a comment or an answer is recommended or compulsory"
_PLAN = "how the action plan and its SMART prompts are laid out"
_SIGNING = "who signs in which role, and whose signature seals"
_LINKS = "which other audit a record is about, and what it takes over from there"
_TOPICS = {
    "part": _PARTS,
    "id": "ids that XLSForm cannot write as they are",
    "number": _PRINTED,
    "proposed": _PRINTED,
    "type": "names, initials, percentages, checklists and working days: elsewhere words, numbers and lists",
    "computed": "names, initials, percentages, checklists and working days: elsewhere words, numbers and lists",
    "need": _COMMENTS,
    "compulsory_for": _COMMENTS,
    "word_limit": _LIMITS,
    "limits": _LIMITS,
    "evidence": "evidence under a question",
    "not_applicable": _NOT_APPLICABLE,
    "not_applicable_unless": _NOT_APPLICABLE,
    "descriptors": "descriptors of single questions",
    "where_to_look": "where to look, and what to ask",
    "interview_prompts": "where to look, and what to ask",
    "shown_when": "conditions that XLSForm can only come near",
    "wordings": "other wordings of a question",
    "answered_by": _WHO,
    "side_by_side": _WHO,
    "audits_of": _LINKS,
    "taken_from": _LINKS,
    "not_before": "which date must not lie before another",
    "stage": _STAGES,
    "stages": _STAGES,
    "yes_is_concern": "which “Yes” calls for something to be done",
    "weight": _RESULTS,
    "roll_up": _RESULTS,
    "section_grades": _RESULTS,
    "prefill": "what the laptop fills in by itself",
    "layout": "how a page is laid out",
    "beside": "how a page is laid out",
    "repeat": "how often a section may be repeated, for whom, and in which order",
    "field": _PLAN,
    "by": _PLAN,
    "auditor_half": _PLAN,
    "supervision_half": _PLAN,
    "smart_prompts": _PLAN,
    "event_with_review_date": _PLAN,
    "role": _SIGNING,
    "seals": _SIGNING,
    "optional": _SIGNING,
    "status": "what the tool is for, whose it is and where it comes from",
    "authority": "what the tool is for, whose it is and where it comes from",
    "purpose": "what the tool is for, whose it is and where it comes from",
    "subject": "what the tool is for, whose it is and where it comes from",
    "subject_when": "what the tool is for, whose it is and where it comes from",
    "source": "what the tool is for, whose it is and where it comes from",
    "words": "the authority’s own words for things",
    "benchmark": "the sentence for the auditor to bear in mind",
    "private": "that every audit stays on its owner’s laptop",
    "look_back": "the period that is looked at",
    "filing": "texts to file",
    "escalation": "who is told at a grade",
    "deadlines": "deadlines",
    "follow_ups": "tasks that an answer raises",
    "closes": "which audit a record can close",
    "registers": "registers in which a record stands",
    "improvement": "which improvement actions a plan holds",
}
_TRANSLATIONS = "translations of texts for which XLSForm has no column"
_POINTS = "what good looks like, point by point: elsewhere it is one hint"


def not_known_elsewhere(tool: Tool) -> tuple[str, ...]:
    """Return what other programs will pass over in the tool's form, each in a few words, in the form's own order."""
    return tuple(dict.fromkeys(_topics(tool)))


def _topics(tool: Tool) -> Iterator[str]:
    sheets = form_sheets(tool)
    for sheet, prefix in (("survey", OWN), ("choices", OWN_CHOICE)):
        for row in sheets[sheet]:
            for column in row:
                if column.startswith(prefix):
                    yield _topic(column.removeprefix(prefix), is_scale=sheet == "choices")
    for row in sheets[TOOL_SHEET]:
        yield _topic(row["key"])
    if sheets[POINTS_SHEET]:
        yield _POINTS
    if sheets[TEXTS_SHEET]:
        yield _TRANSLATIONS


def _topic(key: str, *, is_scale: bool = False) -> str:
    return _SCALES if is_scale else _TOPICS.get(key, key.replace("_", " "))

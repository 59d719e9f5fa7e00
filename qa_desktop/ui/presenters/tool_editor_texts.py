"""The texts of a tool that can be translated, in the groups in which people look for them."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.domain.tool_edit.tree import Keys, records_at, text_at

_KINDS = {
    "title": "Title",
    "statement": "Words under the title",
    "label": "Words",
    "help": "Help",
    "group": "Heading",
    "comment": "What is asked for beside the answer",
    "descriptor": "What it means",
    "short_descriptor": "On the button",
    "purpose": "What it is for",
    "benchmark": "The standard to bear in mind",
    "owner": "Who sees to it",
    "heading": "Heading to paste",
    "text": "Words",
    "note": "Note",
    "task": "Task",
    "question": "Question",
    "reason_label": "What is asked for the reason",
    "all_not_applicable": "The result when nothing applies",
    "auditor_half": "Words over the auditor’s half",
    "supervision_half": "Words over the half for supervision",
    "of": "For each",
    "name": "What the letter stands for",
    "applies_to": "Whom it is about",
}
_LABELS = {
    "questions": "Question",
    "scales": "Point of the scale",
    "signatures": "Who signs",
    "deadlines": "What is due",
    "overall": "What it is called",
}
_INSIDE = {
    "choices": "Choice",
    "descriptors": "What a grade means here",
    "where_to_look": "Where to look",
    "interview_prompts": "Thing to ask",
    "wordings": "Other wording",
    "bands": "Range of the result",
    "columns": "Column",
    "smart_prompts": "SMART prompt",
    "parts": "Part of a point",
    "words": "Your own word",
    "guidance": "Point of what good looks like",
    "tell": "Who is told",
    "tell_where_relevant": "Who is told where there is one",
}
_HEADINGS = {
    "words": "Your own words",
    "scales": "Scales",
    "stages": "Stages of the work",
    "overall": "Overall judgement",
    "action_plan": "Action plan",
    "signatures": "Signatures",
    "filing": "Filing",
    "escalation": "Who is told",
    "deadlines": "Deadlines",
    "follow_ups": "Tasks from answers",
    "registers": "Registers",
    "look_back": "Which period is audited",
}


def grouped(texts: Mapping[str, str], tree: Keys) -> list[tuple[str, list[str]]]:
    """Return the paths of the texts under headings: the tool, its parts, and each section with its questions."""
    header = {text_at(item, ("id",)) for item in records_at(tree, ("header",))}
    sections = {text_at(one, ("id",)): text_at(one, ("title",)) for one in records_at(tree, ("sections",))}
    found: list[tuple[str, list[str]]] = []
    heading = ""
    for path in texts:
        first, *rest = path.split("/")
        if first == "sections":
            heading = sections.get(rest[0], "Section")
        elif first == "questions" and rest[0] in header:
            heading = "Asked at the start"
        elif first == "guidance" and heading not in sections.values():
            heading = "What good looks like"
        elif first not in ("questions", "guidance"):
            heading = _HEADINGS.get(first, "About this tool")
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(path)
    return found


def text_kind(path: str) -> str:
    """Return what a text is, in a word or two."""
    first, *rest = path.split("/")
    inside = next((words for part, words in _INSIDE.items() if part in rest[1:-1]), "")
    if inside:
        return inside
    if rest and rest[-1] == "label":
        return _LABELS.get(first, "Words")
    last = rest[-1] if rest else first
    return _KINDS.get(last, _INSIDE.get(first, "Words"))

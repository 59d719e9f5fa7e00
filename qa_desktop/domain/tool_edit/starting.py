"""What a new tool, section, question and the like begin as, and the version that a changed tool is given."""

from __future__ import annotations

from collections.abc import Callable, Collection

from qa_desktop.domain.look_back import AUDIT_TYPE
from qa_desktop.domain.tool_edit.tree import Keys, Plain, text_at

NewIds = Callable[[], str]
_GRADES = (
    ("outstanding", "Outstanding", "diamond"),
    ("good", "Good", "circle"),
    ("requires_improvement", "Requires improvement", "triangle"),
    ("inadequate", "Inadequate", "square"),
)
_SMART = (
    ("S", "Specific", "Is it clear what will be done?"),
    ("M", "Measurable", "How will you know that it is done?"),
    ("A", "Achievable", "Can it be done with what there is?"),
    ("R", "Relevant", "What does it change for the child?"),
    ("T", "Timely", "By when will it be done?"),
)


def new_name(kind: str, new_id: NewIds) -> str:
    """Return an id that no tool ever had: answers follow ids, so one that was used never stands for something else."""
    return f"{kind}-{new_id().replace('-', '')[-12:]}"


def next_version(version: str, taken: Collection[str]) -> str:
    """Return the version to give a changed tool: 1.1 after 1.0, 1.2 where 1.1 is taken."""
    *before, last = version.split(".")
    if not before or not last.isdigit():
        before, last = [version], "0"
    number = int(last) + 1
    while ".".join([*before, str(number)]) in taken:
        number += 1
    return ".".join([*before, str(number)])


def empty_tool(new_id: NewIds) -> Keys:
    """Return a small tool that is in order, to be written on: one section with one question on four grades."""
    return {
        "tool": new_name("tool", new_id),
        "version": "1.0",
        "title": "New audit tool",
        "authority": {"code": "own", "name": "Our authority"},
        "status": "active",
        "purpose": "Say here what the tool is for.",
        "subject": "case",
        "source": {"document": "Our own tool", "section": "All of it", "status": "printed"},
        "scales": [grade_scale()],
        "sections": [new_section(new_id)],
        "action_plan": new_plan(),
        "signatures": [new_signature("auditor")],
    }


def grade_scale() -> Keys:
    """Return the four grades."""
    points: list[Plain] = [
        {"code": code, "label": label, "rank": rank, "shape": shape, "tone": code}
        for rank, (code, label, shape) in enumerate(_GRADES, start=1)
    ]
    return {"id": "grades", "title": "Grades", "points": points}


def new_section(new_id: NewIds) -> Keys:
    """Return a section with one question, so that there is something to ask."""
    question: Keys = {**new_question(new_id), "label": "First question"}
    return {"id": new_name("section", new_id), "title": "New section", "layout": "form", "questions": [question]}


def new_question(new_id: NewIds, section: Plain = None) -> Keys:
    """Return a question that still has to be worded; in a table it is answered on the scale of the others."""
    question: Keys = {"id": new_name("q", new_id), "type": "text", "need": "optional"}
    scale = text_at(section, ("questions", 0, "scale"))
    is_row = text_at(section, ("layout",)) == "matrix" and bool(scale)
    return {**question, "type": "scale", "scale": scale} if is_row else question


def new_audit_type() -> Keys:
    """Return the question by whose answer the period of an audit goes; it has an id that everything knows."""
    choices: list[Plain] = [{"code": "themed", "label": "Themed"}, {"code": "flash", "label": "Flash"}]
    return {"id": AUDIT_TYPE, "label": "Type of audit", "type": "choice", "need": "mandatory", "choices": choices}


def new_scale(new_id: NewIds) -> Keys:
    """Return a scale of two points."""
    points: list[Plain] = [
        {"code": code, "label": label, "rank": rank, "tone": tone, "shape": shape}
        for rank, (code, label, tone, shape) in enumerate(
            (("met", "Met", "good", "circle"), ("not_met", "Not met", "inadequate", "square")), start=1
        )
    ]
    return {"id": new_name("scale", new_id), "title": "New scale", "points": points}


def new_point(new_id: NewIds) -> Keys:
    """Return a point of guidance that still has to be written."""
    return {"id": new_name("point", new_id)}


def new_plan() -> Keys:
    """Return an action plan with the columns that an action needs."""
    columns: list[Plain] = [
        {"field": "what", "label": "What will be done"},
        {"field": "who", "label": "Who"},
        {"field": "due", "label": "By when"},
    ]
    return {"title": "Action plan", "columns": columns}


def smart_prompts() -> list[Plain]:
    """Return the five tests of an action, each with what is asked."""
    return [{"letter": letter, "name": name, "question": question} for letter, name, question in _SMART]


def new_signature(role: str) -> Keys:
    """Return a place to sign; the auditor's key seals the note."""
    words = "I carried out this audit." if role == "auditor" else "I took part in this audit and have read it."
    block: Keys = {"role": role, "label": role.replace("_", " ").capitalize(), "statement": words}
    return {**block, "seals": True} if role == "auditor" else block


def new_overall(scale: str) -> Keys:
    """Return an overall judgement on a scale."""
    return {
        "id": "overall",
        "label": "Overall judgement",
        "scale": scale,
        "question": "What is the overall judgement?",
        "reason_label": "Why this judgement?",
        "reason_compulsory": True,
    }

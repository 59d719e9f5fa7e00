"""Reads the parts of a tool that our own export marks in the survey: overall judgement, action plan, signatures."""

from __future__ import annotations

from qa_desktop.toolkit.outcome_shape import ACTION_COLUMN, ACTION_PLAN, OVERALL, SIGNATURE
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.columns import FormLine
from qa_desktop.toolkit.xlsform.form import Form
from qa_desktop.toolkit.xlsform.own_columns import take_own
from qa_desktop.toolkit.xlsform.survey_tree import Node

HEADER, OVERALL_PART, PLAN, SIGNATURES = "header", "overall", "action_plan", "signatures"
PARTS = (HEADER, OVERALL_PART, PLAN, SIGNATURES)


def read_part(node: Node, form: Form) -> Keys:
    """Return the keys of the tool that a marked group holds; the header is read as questions are."""
    _own_words(node.line)
    match node.part:
        case "overall":
            return {"overall": _overall(node, form)}
        case "action_plan":
            return {"action_plan": _plan(node, form)}
        case _:
            return {"signatures": _signatures(node, form)}


def _overall(node: Node, form: Form) -> Keys:
    node.line.take("name", "label")
    overall: Keys = {}
    for child in node.children:
        line = child.line
        _own_words(line)
        if child.kind.list_name:
            line.take("required")
            name = line.take("name")
            overall |= take_own(line, OVERALL)
            overall.setdefault("id", name)
            overall |= {"label": line.take("hint"), "question": line.take("label"), "scale": child.kind.list_name}
            if child.kind.list_name in form.lists:
                form.scales[child.kind.list_name] = form.lists[child.kind.list_name]
            form.translate("overall/question", line.take_translations("label"))
            form.translate("overall/label", line.take_translations("hint"))
        else:
            overall["reason_label"] = line.take("label")
            overall["reason_compulsory"] = line.take("required").lower() == "yes"
            line.take("name")
            form.translate("overall/reason_label", line.take_translations("label"))
    return {key: value for key, value in overall.items() if value != ""}


def _plan(node: Node, form: Form) -> Keys:
    own = take_own(node.line, ACTION_PLAN)
    columns: list[Plain] = []
    for child in node.children:
        _own_words(child.line)
        line = child.line
        line.take("name")
        columns.append({**take_own(line, ACTION_COLUMN), "label": form.words(line, line.take("label"), "label")})
    node.line.take("name")
    return {**own, "title": node.line.take("label"), "columns": columns}


def _signatures(node: Node, form: Form) -> list[Plain]:
    node.line.take("name", "label")
    blocks: list[Plain] = []
    for child in node.children:
        line = child.line
        _own_words(line)
        line.take("name", "appearance", "parameters")
        block: Keys = {**take_own(line, SIGNATURE), "label": line.take("label"), "statement": line.take("hint")}
        form.translate(f"signatures/{block.get('role')}/label", line.take_translations("label"))
        form.translate(f"signatures/{block.get('role')}/statement", line.take_translations("hint"))
        blocks.append(block)
    return blocks


def _own_words(line: FormLine) -> None:
    line.take("qa::part")


def header_questions(node: Node) -> list[Node]:
    """Return the rows of the header group, which has nothing of its own to carry."""
    _own_words(node.line)
    node.line.take("name", "label")
    return node.children

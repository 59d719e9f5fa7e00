"""Writes the parts of a tool beside its sections as marked groups of the survey."""

from __future__ import annotations

from typing import cast

from qa_desktop.toolkit.outcome_shape import ACTION_COLUMN, ACTION_PLAN, OVERALL, SIGNATURE
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.export_names import Names
from qa_desktop.toolkit.xlsform.export_questions import SIGNED, Parts, question_rows
from qa_desktop.toolkit.xlsform.export_texts import Texts
from qa_desktop.toolkit.xlsform.own_columns import own_cells
from qa_desktop.toolkit.xlsform.write_book import Row

_DATES = ("due", "reviewed_on")


def header_rows(keys: Keys, names: Names, parts: Parts) -> list[Row]:
    """Return the header as a group."""
    fields = cast("list[Keys]", keys.get("header") or [])
    rows = [row for field in fields for row in question_rows(field, names, parts)]
    return _group("header", "About this audit", rows, names)


def overall_rows(keys: Keys, names: Names, texts: Texts) -> list[Row]:
    """Return the overall judgement: the grade, and the reason for it."""
    overall = cast("Keys | None", keys.get("overall"))
    if not overall:
        return []
    own_id = str(overall["id"])
    name = names.take(own_id)
    elsewhere = {"label", "scale", "question", "reason_label", "reason_compulsory"} | (
        {"id"} if name == own_id else set()
    )
    grade: Row = {"type": f"select_one {overall['scale']}", "name": name, "label": str(overall["question"])}
    grade |= {"hint": str(overall["label"]), "required": "yes", **own_cells(overall, OVERALL, elsewhere)}
    grade |= {**texts.take("label", "overall/question"), **texts.take("hint", "overall/label")}
    reason: Row = {"type": "text", "name": names.take(f"{name}_reason"), "label": str(overall["reason_label"])}
    reason |= texts.take("label", "overall/reason_label")
    if overall.get("reason_compulsory"):
        reason["required"] = "yes"
    return _group("overall", "Overall judgement", [grade, reason], names)


def plan_rows(keys: Keys, names: Names) -> list[Row]:
    """Return the action plan: a round for each action."""
    plan = cast("Keys | None", keys.get("action_plan"))
    if not plan:
        return []
    rows: list[Row] = []
    for column in cast("list[Keys]", plan["columns"]):
        field = str(column["field"])
        name = names.take(f"action_{field}")
        kind = "date" if field in _DATES else "text"
        rows.append(
            {"type": kind, "name": name, "label": str(column["label"]), **own_cells(column, ACTION_COLUMN, {"label"})}
        )
    group = _group("action_plan", str(plan["title"]), rows, names, kind="repeat")
    group[0] |= own_cells(plan, ACTION_PLAN, {"title", "columns"})
    return group


def signature_rows(keys: Keys, names: Names, texts: Texts) -> list[Row]:
    """Return the places to sign."""
    rows: list[Row] = []
    for block in cast("list[Keys]", keys.get("signatures") or []):
        role = str(block["role"])
        row: Row = {**SIGNED, "name": names.take(f"signature_{role}"), "label": str(block["label"])}
        row["hint"] = str(block["statement"])
        row |= {**texts.take("label", f"signatures/{role}/label"), **texts.take("hint", f"signatures/{role}/statement")}
        rows.append({**row, **own_cells(block, SIGNATURE, {"label", "statement"})})
    return _group("signatures", "Signatures", rows, names)


def _group(part: str, label: str, rows: list[Row], names: Names, kind: str = "group") -> list[Row]:
    if not rows:
        return []
    begin: Row = {"type": f"begin_{kind}", "name": names.take(part), "label": label, "qa::part": part}
    return [begin, *rows, {"type": f"end_{kind}"}]

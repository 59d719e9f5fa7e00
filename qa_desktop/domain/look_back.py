"""Says which period an audit usually looks back over: the tool's, or the one of the audit's own type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Choice, Tool
from qa_desktop.domain.working_days import add_months

AUDIT_TYPE = "audit_type"
"""The header field that says of which type an audit is."""
TYPE_PATH = paths.header(AUDIT_TYPE)
_FROM, _TO = paths.about("period_from"), paths.about("period_to")


def usual_months(tool: Tool, audit_type: Value) -> int | None:
    """Return how many months an audit of a type looks back; None where the tool says nothing of a period."""
    if tool.look_back is None:
        return None
    return dict(tool.look_back.variants).get(str(audit_type), tool.look_back.months)


def usual_period(tool: Tool, audit_type: Value, day: date) -> tuple[date, date] | None:
    """Return first and last day of what an audit of that day usually looks at."""
    months = usual_months(tool, audit_type)
    return None if months is None else (add_months(day, -months), day)


def is_moved(audit: Audit) -> bool:
    """Tell whether the period is another than the usual one of the audit's type, counted from its day."""
    usual = _usual_of(audit, audit.value(TYPE_PATH))
    return usual is not None and (audit.day(_FROM), audit.day(_TO)) != usual


def with_type(audit: Audit, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values with the period of the type that they give the audit.

    A period that a person moved, or that the values themselves name, stays as it is.
    """
    complete = dict(values)
    if TYPE_PATH not in values or audit.tool.look_back is None or is_moved(audit):
        return complete
    usual = _usual_of(audit, values[TYPE_PATH])
    if usual is not None and usual[0] != audit.day(_FROM):
        complete.setdefault(_FROM, usual[0].isoformat())
    return complete


def types_with_a_period(tool: Tool) -> tuple[Choice, ...]:
    """Return the types between which the tool tells periods apart; none where one period holds for all."""
    field = next((item for item in tool.header if item.id == AUDIT_TYPE), None)
    return field.choices if field and tool.look_back and tool.look_back.variants else ()


def period_words(tool: Tool) -> str:
    """Return what the tool says of the period, with the types that have one of their own."""
    if tool.look_back is None:
        return ""
    own = dict(tool.look_back.variants)
    told = (f"{one.label}: {_months(own[one.code])}" for one in types_with_a_period(tool) if one.code in own)
    return ". ".join((tool.look_back.text.rstrip("."), *told)) if own else tool.look_back.text


def _usual_of(audit: Audit, audit_type: Value) -> tuple[date, date] | None:
    day = audit.day(paths.about("audit_date"))
    return None if day is None else usual_period(audit.tool, audit_type, day)


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"

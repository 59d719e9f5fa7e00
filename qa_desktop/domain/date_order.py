"""Dates that must not lie before another, as the talk with a family before they were asked whether they want it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import path_of
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool import AnswerType, Item, plain_id


def out_of_order(audit: Audit, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield (message, path) for each value to be recorded that puts a date before one that it must not lie before."""
    for path in values:
        parsed = paths.Path.parse(path)
        item = audit.tool.item(parsed.key) if parsed.field == "value" else None
        if item is None or item.type is not AnswerType.DATE:
            continue
        for early, late in _pairs(audit, item):
            first, then = (_day(audit, values, one, parsed.key) for one in (early, late))
            if first is not None and then is not None and then < first:
                words = f"this must not be before “{audit.label_of(early)}”, {printed_day(first)}"
                if item.id == early.id:
                    words = f"this must not be after “{audit.label_of(late)}”, {printed_day(then)}"
                yield words, path


def _pairs(audit: Audit, item: Item) -> Iterator[tuple[Item, Item]]:
    """Yield (earlier, later) for a date and each that it is tied to."""
    earlier = audit.tool.item(item.not_before) if item.not_before else None
    if earlier is not None:
        yield earlier, item
    every = (*audit.tool.header, *audit.tool.items)
    yield from ((item, one) for one in every if one.not_before == plain_id(item.id))


def _day(audit: Audit, values: Mapping[str, Value], item: Item, key: str) -> date | None:
    """Return a date as it will be: of the same child, carer or case where the question is asked for each."""
    instance = key.partition("@")[2]
    own = f"{plain_id(item.id)}@{instance}" if instance else plain_id(item.id)
    for name in dict.fromkeys((own, plain_id(item.id))):
        path = path_of(audit.tool, name)
        value = values.get(path, audit.value(path))
        if isinstance(value, str) and value:
            return as_day(value)
    return None

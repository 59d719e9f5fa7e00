"""The rules on the registers in which the records with a tool stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from qa_desktop.domain.computed import SUM
from qa_desktop.domain.consequences import SIGNING
from qa_desktop.domain.tool import AnswerType, Item
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook, repeated
from qa_desktop.toolkit.values import Path

_COUNTED = frozenset({AnswerType.SCALE, AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.MULTIPLE_CHOICE})


def register_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell what does not fit in the registers."""
    yield from repeated((("registers", i, "id"), rule.id) for i, rule in enumerate(book.tool.registers))
    for index, rule in enumerate(book.tool.registers):
        place: Path = ("registers", index)
        yield from _date(book, (*place, "date"), rule.date)
        for key, names in (("count_by", rule.count_by), ("add_up", rule.add_up), ("words", rule.words)):
            for at, name in enumerate(names):
                yield from _question(book, (*place, key, at), name, key)
        for key, name in (("of_whom", rule.of_whom), ("asks", rule.asks)):
            if name:
                yield from _question(book, (*place, key), name, key)
        if rule.asks and all(one.applies_to != SIGNING for one in book.tool.deadlines):
            yield (*place, "asks"), 'say by when it is asked for: give one of "deadlines" applies_to: signing'


def _date(book: RuleBook, path: Path, name: str) -> Iterator[Finding]:
    item = book.by_id.get(name)
    if name and item is None:
        yield path, _unknown(book.by_id, name)
    elif item is not None and item.type is not AnswerType.DATE:
        yield path, Code.QUESTION_IS_NO_DATE.says(f'"{name}" is no date; name a question of type: date', name)


def _question(book: RuleBook, path: Path, name: str, key: str) -> Iterator[Finding]:
    item = book.by_id.get(name)
    if item is None:
        yield path, _unknown(book.by_id, name)
    elif key == "count_by" and item.type not in _COUNTED:
        yield path, f'"{name}" has no list of answers to count; name a question with a scale, choices, or yes and no'
    elif key == "add_up" and not _adds_up(item):
        message = f'"{name}" is no whole number; name a question of type: integer, or a sum of such'
        yield path, Code.QUESTION_IS_NO_NUMBER.says(message, name)
    elif key == "words" and item.type is not AnswerType.TEXT:
        yield path, f'"{name}" asks for no words; name a question that is answered in words'
    elif key in ("of_whom", "asks") and item.type is not AnswerType.PERSON:
        yield path, f'"{name}" asks for no person; name a question that is answered with a person'


def _adds_up(item: Item) -> bool:
    return item.type is AnswerType.INTEGER or (item.computation is not None and item.computation.formula == SUM)


def _unknown(known: Collection[str], name: str) -> str:
    return Code.NO_SUCH_QUESTION.says(f'there is no question "{name}"; {nearest(name, known)}', name)

"""The rules on records that point to other audits, and on what is taken over from there."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.tool import AnswerType, Item
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook
from qa_desktop.toolkit.values import Path

WORKED_OUT_OR_TICKED = (AnswerType.COMPUTED, AnswerType.CHECKLIST, AnswerType.AUDIT)


def link_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell links and answers taken over that do not fit together."""
    for path, item in book.placed:
        if item.audits_of and item.type is not AnswerType.AUDIT:
            yield (*path, "audits_of"), Code.LINK_OF_NO_AUDIT.says("only a question of type audit can have this")
        if item.type is AnswerType.AUDIT and item.side_by_side:
            yield (
                (*path, "side_by_side"),
                Code.LINK_OF_SEVERAL.says("a record points to one audit, whoever answers; remove this"),
            )
        if item.taken_from is not None:
            yield from _taken(book, path, item)


def _taken(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    source = item.taken_from
    if source is None:
        return
    where = (*path, "taken_from")
    if bool(source.field) == bool(source.question):
        yield (
            where,
            Code.TAKEN_UNDECIDED.says('say what is taken over: either a "field" or a "question" of the other audit'),
        )
    if item.type in WORKED_OUT_OR_TICKED or item.side_by_side:
        yield where, Code.CANNOT_BE_TAKEN.says("this answer cannot be taken over from another audit; remove this")
    link = book.by_id.get(source.link)
    if link is None:
        yield (
            (*where, "link"),
            Code.NO_SUCH_QUESTION.says(
                f'there is no question "{source.link}"; {nearest(source.link, book.by_id)}', source.link
            ),
        )
    elif link.type is not AnswerType.AUDIT:
        yield (
            (*where, "link"),
            Code.ASKS_FOR_NO_AUDIT.says(f'"{source.link}" asks for no audit; name a question that does', source.link),
        )
    elif _repeats_elsewhere(book, source.link, path):
        yield (
            (*where, "link"),
            Code.ASKED_SEVERAL_TIMES.says(
                f'"{source.link}" is asked several times; name a question that is asked once', source.link
            ),
        )


def _repeats_elsewhere(book: RuleBook, link: str, path: Path) -> bool:
    """Tell whether a link is asked once for each of something, and not of the same that the question is about."""
    section = book.tool.section_of(link)
    if section is None or section.repeat is None:
        return False
    return path[0] != "sections" or book.tool.sections[int(path[1])] is not section

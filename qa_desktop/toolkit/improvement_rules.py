"""The rules on what of a plan is improvement actions of the service."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.tool import AnswerType
from qa_desktop.domain.tool_outcome import ImprovementRule
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook

_KINDS = {
    "what": (AnswerType.TEXT,),
    "owner": (AnswerType.PERSON, AnswerType.TEXT),
    "due": (AnswerType.DATE,),
    "source": (AnswerType.TEXT, AnswerType.CHOICE),
    "progress": (AnswerType.CHOICE,),
    "impact": (AnswerType.TEXT, AnswerType.CHOICE),
}
"""By key of which kinds of question one is named."""
_ASKS_FOR = {
    AnswerType.TEXT: "words",
    AnswerType.PERSON: "a person",
    AnswerType.DATE: "a date",
    AnswerType.CHOICE: "one of several answers",
}
_CODES = ("started", "done", "not_needed")


def improvement_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell what does not fit in a plan of the service."""
    rule = book.tool.improvement
    if rule is None:
        return
    if not rule.what:
        yield from _of_action_plan(book, rule)
        return
    yield from _questions(book, rule)
    yield from _answers(book, rule)


def _of_action_plan(book: RuleBook, rule: ImprovementRule) -> Iterator[Finding]:
    if book.tool.action_plan is None:
        yield (
            ("improvement",),
            'say with "what" which question holds the actions; this tool has no action plan for them',
        )
    for key in (*_KINDS, *_CODES):
        if getattr(rule, key):
            yield ("improvement", key), f'"{key}" goes with "what"; the action plan says it of each action by itself'


def _questions(book: RuleBook, rule: ImprovementRule) -> Iterator[Finding]:
    section = next((one for one in book.tool.sections if any(item.id == rule.what for item in one.items)), None)
    for key, kinds in _KINDS.items():
        name: str = getattr(rule, key)
        item = book.by_id.get(name)
        if not name:
            continue
        if item is None:
            message = f'there is no question "{name}"; {nearest(name, book.by_id)}'
            yield ("improvement", key), Code.NO_SUCH_QUESTION.says(message, name)
        elif item.type not in kinds:
            wanted = " or ".join(_ASKS_FOR[kind] for kind in kinds)
            yield ("improvement", key), f'"{name}" cannot say this; name a question that asks for {wanted}'
        elif section is None or section.repeat is None or all(one.id != name for one in section.items):
            yield (
                ("improvement", key),
                f'"{name}" is not asked once for each line; name questions of one section that repeats',
            )


def _answers(book: RuleBook, rule: ImprovementRule) -> Iterator[Finding]:
    item = book.by_id.get(rule.progress)
    known = [choice.code for choice in item.choices] if item else []
    named: set[str] = set()
    for key in _CODES:
        for at, code in enumerate(getattr(rule, key)):
            if code not in known:
                message = f'"{rule.progress}" has no answer "{code}"; {nearest(code, known)}'
                yield ("improvement", key, at), Code.NO_SUCH_ANSWER.says(message, rule.progress, code)
            elif code in named:
                yield ("improvement", key, at), f'"{code}" says two things of a line; name it once'
            named.add(code)

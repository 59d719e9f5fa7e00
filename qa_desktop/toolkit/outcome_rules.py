"""The rules on what follows from an audit: plan, signatures, filing text, escalation, deadlines, follow-ups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_desktop.domain.consequences import COUNTED_STARTS
from qa_desktop.domain.look_back import AUDIT_TYPE
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool import AnswerType, Tool
from qa_desktop.domain.translate import text_paths
from qa_desktop.toolkit.improvement_rules import improvement_findings
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest, shortened
from qa_desktop.toolkit.register_rules import register_findings
from qa_desktop.toolkit.rule_book import Finding, RuleBook, repeated
from qa_desktop.toolkit.values import Path

PLACEHOLDERS = (
    "case_reference",
    "month",
    "year",
    "date",
    "time",
    "auditor",
    "practitioner",
    "overall_grade",
    "tool_title",
)
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SMART = 5
_NEEDED_COLUMNS = ("what", "who", "due")


def outcome_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell what does not fit in the parts that follow the questions."""
    yield from _overall(book)
    yield from _plan(book.tool)
    yield from _signatures(book.tool)
    yield from _filing(book.tool)
    yield from _comments(book.tool)
    yield from _grades(book)
    yield from _deadline_starts(book)
    yield from _follow_ups(book)
    yield from _closes(book)
    yield from register_findings(book)
    yield from improvement_findings(book)
    yield from _translations(book.tool)
    yield from _review(book.tool)
    yield from _look_back(book)


def _overall(book: RuleBook) -> Iterator[Finding]:
    overall = book.tool.overall
    if overall and overall.scale and overall.scale not in book.scales and book.scales_known:
        yield (
            ("overall", "scale"),
            Code.NO_SUCH_SCALE.says(
                f'there is no scale "{overall.scale}"; {nearest(overall.scale, book.scales)}', overall.scale
            ),
        )


def _review(tool: Tool) -> Iterator[Finding]:
    day = as_day(tool.review_by)
    if tool.review_by and (day is None or day.isoformat() != tool.review_by):
        yield ("review_by",), Code.NO_DAY.says("write the day as year, month and day, such as 2027-04-01")


def _look_back(book: RuleBook) -> Iterator[Finding]:
    variants = book.tool.look_back.variants if book.tool.look_back else ()
    field = next((item for item in book.tool.header if item.id == AUDIT_TYPE), None)
    path = ("look_back", "by_audit_type")
    if variants and (field is None or field.type is not AnswerType.CHOICE):
        yield (
            path,
            Code.AUDIT_TYPE_MISSING.says(f'months by type of audit need a header field "{AUDIT_TYPE}" of type choice'),
        )
        return
    codes = [choice.code for choice in field.choices] if field else []
    for code, _ in variants:
        if code not in codes:
            yield (
                (*path, code),
                Code.NO_SUCH_ANSWER.says(
                    f'"{shortened(code)}" is no answer to "{AUDIT_TYPE}"; {nearest(code, codes)}', code, AUDIT_TYPE
                ),
            )


def _plan(tool: Tool) -> Iterator[Finding]:
    if tool.action_plan is None:
        return
    fields = [column.field for column in tool.action_plan.columns]
    yield from repeated((("action_plan", "columns", i, "field"), one) for i, one in enumerate(fields))
    ids = enumerate(tool.action_plan.columns)
    yield from repeated((("action_plan", "columns", i, "id"), one.id) for i, one in ids)
    for needed in _NEEDED_COLUMNS:
        if needed not in fields:
            yield (
                ("action_plan", "columns"),
                Code.COLUMN_MISSING.says(
                    f'a column for "{needed}" is missing; an action says what, who and due', needed
                ),
            )
    if len(tool.action_plan.smart_prompts) not in {0, _SMART}:
        yield ("action_plan", "smart_prompts"), Code.PROMPTS_MISSING.says("there are five SMART prompts, or none")


def _signatures(tool: Tool) -> Iterator[Finding]:
    yield from repeated((("signatures", i, "role"), block.role) for i, block in enumerate(tool.signatures))
    sealing = [i for i, block in enumerate(tool.signatures) if block.seals]
    if tool.signatures and not sealing:
        yield (
            ("signatures",),
            Code.NOBODY_SEALS.says("one signatory seals the document; write seals: true for the auditor"),
        )
    for index in sealing[1:]:
        yield ("signatures", index, "seals"), Code.SEVERAL_SEAL.says("only one signatory seals the document")
    for index, block in enumerate(tool.signatures):
        if block.seals and block.optional:
            yield (
                ("signatures", index, "optional"),
                Code.SEALING_IS_OPTIONAL.says("the signatory who seals the document cannot be optional"),
            )
        if block.seals and block.shown_when:
            yield (
                ("signatures", index, "shown_when"),
                Code.SEALING_DEPENDS.says("the signatory who seals the document always signs"),
            )


def _filing(tool: Tool) -> Iterator[Finding]:
    for index, step in enumerate(tool.filing.steps if tool.filing else ()):
        for key, text in (("heading", step.heading), ("text", step.text), ("title", step.title)):
            yield from placeholder_findings(text, ("filing", index, key))
    steps = tool.filing.steps if tool.filing else ()
    yield from repeated((("filing", i, "id"), step.id) for i, step in enumerate(steps))


def placeholder_findings(text: str, path: Path, known: tuple[str, ...] = PLACEHOLDERS) -> Iterator[Finding]:
    """Tell each placeholder in a text that nothing fills in."""
    for found in _BRACES.finditer(text):
        name = found.group(1)
        if name is None:
            yield path, Code.LONE_BRACE.says('a brace stands alone; placeholders are written as "{month}"')
        elif name not in known:
            yield (
                path,
                Code.NO_PLACEHOLDER.says(
                    f'"{{{shortened(name)}}}" cannot be filled in; {nearest(name, known)}', shortened(name)
                ),
            )


def _comments(tool: Tool) -> Iterator[Finding]:
    """Tell where somebody is asked for a comment who is not told."""
    steps = tool.filing.steps if tool.filing else ()
    rules = [(("filing", i), step.tell, step.comment_by) for i, step in enumerate(steps)]
    for i, rule in enumerate(tool.escalation):
        rules.append((("escalation", i), rule.recipients + rule.conditional, rule.comment_by))
    for path, told, asked in rules:
        for place, one in enumerate(asked):
            if one not in told:
                yield (*path, "comment_by", place), f'"{one}" is not told; {nearest(one, told)}'


def _grades(book: RuleBook) -> Iterator[Finding]:
    tool = book.tool
    scale = book.scales.get(tool.overall.scale) if tool.overall else None
    codes = scale.codes if scale else ()
    named: list[tuple[Path, str]] = [(("escalation", i, "grade"), rule.grade) for i, rule in enumerate(tool.escalation)]
    yield from repeated(iter(named))
    for i, rule in enumerate(tool.deadlines):
        named += [(("deadlines", i, "grades", j), grade) for j, grade in enumerate(rule.grades)]
    yield from repeated((("deadlines", i, "id"), rule.id) for i, rule in enumerate(tool.deadlines))
    for path, grade in named:
        if tool.overall is None:
            yield path, Code.NO_OVERALL_JUDGEMENT.says("a tool without an overall judgement has no grades to act on")
        elif grade and grade not in codes and book.scales_known and scale is not None:
            yield (
                path,
                Code.NO_OVERALL_GRADE.says(
                    f'"{grade}" is not on the scale of the overall judgement; {nearest(grade, codes)}', grade
                ),
            )


def _deadline_starts(book: RuleBook) -> Iterator[Finding]:
    for i, rule in enumerate(book.tool.deadlines):
        source = book.by_id.get(rule.start)
        if source is None and rule.start in COUNTED_STARTS:
            continue
        if rule.start and source is None:
            yield (
                ("deadlines", i, "from"),
                Code.NO_SUCH_QUESTION.says(
                    f'there is no question "{rule.start}"; {nearest(rule.start, book.by_id)}', rule.start
                ),
            )
        elif source is not None and source.type is not AnswerType.DATE:
            yield (
                ("deadlines", i, "from"),
                Code.QUESTION_IS_NO_DATE.says(f'"{rule.start}" is no date; name a question of type: date', rule.start),
            )


def _follow_ups(book: RuleBook) -> Iterator[Finding]:
    yield from repeated((("follow_ups", i, "id"), rule.id) for i, rule in enumerate(book.tool.follow_ups))
    for index, rule in enumerate(book.tool.follow_ups):
        item = book.by_id.get(rule.item)
        if item is None:
            if rule.item:
                message = Code.NO_SUCH_QUESTION.says(
                    f'there is no question "{rule.item}"; {nearest(rule.item, book.by_id)}', rule.item
                )
                yield ("follow_ups", index, "question"), message
            continue
        allowed = book.codes(item)
        for at, code in enumerate(rule.answers):
            if code not in allowed:
                message = Code.NO_SUCH_ANSWER.says(
                    f'"{code}" is no answer to "{rule.item}"; {nearest(code, allowed)}', code, rule.item
                )
                yield ("follow_ups", index, "answers", at), message


def _closes(book: RuleBook) -> Iterator[Finding]:
    rule = book.tool.closes
    if rule is None:
        return
    asked: list[tuple[Path, str, AnswerType]] = [(("closes", "audit"), rule.link, AnswerType.AUDIT)]
    asked += [(("closes", "deadlines", name), question, AnswerType.DATE) for name, question in rule.deadlines]
    for path, name, kind in asked:
        item = book.by_id.get(name)
        if item is None and name:
            message = f'there is no question "{name}"; {nearest(name, book.by_id)}'
            yield path, Code.NO_SUCH_QUESTION.says(message, name)
        elif item is not None and kind is AnswerType.DATE and item.type is not kind:
            message = f'"{name}" is no date; name a question of type: date'
            yield path, Code.QUESTION_IS_NO_DATE.says(message, name)
        elif item is not None and item.type is not kind:
            message = f'"{name}" asks for no audit; name a question that does'
            yield path, Code.ASKS_FOR_NO_AUDIT.says(message, name)


def _translations(tool: Tool) -> Iterator[Finding]:
    known = text_paths(tool) if tool.translations else {}
    for language, texts in tool.translations:
        if not _LANGUAGE.fullmatch(language):
            yield ("translations", language), 'name the language by its code, such as "cy" for Welsh'
        for path, _ in texts:
            if path not in known:
                message = Code.NOT_TRANSLATABLE.says(
                    f'"{shortened(path)}" is nothing that can be translated; {nearest(path, known)}', path
                )
                yield ("translations", language, path), message

"""The rules on sections: their rows and tables, what belongs to what, and what each layout can show."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.tool import AnswerType, Item, Section, SectionLayout
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook
from qa_desktop.toolkit.values import Path

MOST_COLUMNS = 7
"""Of a table: more do not fit beside each other on a page."""
IN_ORDER = (
    AnswerType.SCALE,
    AnswerType.CHOICE,
    AnswerType.INTEGER,
    AnswerType.DECIMAL,
    AnswerType.PERCENT,
    AnswerType.DATE,
)


def section_findings(book: RuleBook, path: Path, section: Section) -> Iterator[Finding]:
    """Tell what does not fit in one section as a whole."""
    stages = {str(stage.id) for stage in book.tool.stages}
    if section.stage and section.stage not in stages:
        yield (
            (*path, "stage"),
            Code.NO_SUCH_STAGE.says(
                f'there is no stage "{section.stage}"; {nearest(section.stage, stages)}', section.stage
            ),
        )
    if section.repeat and section.repeat.most is not None and section.repeat.least > section.repeat.most:
        yield (
            (*path, "repeat"),
            Code.LEAST_ABOVE_MOST.says(
                f"least ({section.repeat.least}) is more than most ({section.repeat.most})",
                section.repeat.least,
                section.repeat.most,
            ),
        )
    yield from _order(path, section)
    yield from _start(book, path, section)
    if section.layout is SectionLayout.TABLE:
        yield from _table(path, section)
    yield from _beside(path, section)
    kinds = [item.type for item in section.items]
    if section.layout is SectionLayout.SINGLE and kinds != [AnswerType.SCALE]:
        yield (
            (*path, "layout"),
            Code.NO_SINGLE_JUDGEMENT.says("layout: single is for one question of type scale; use form or matrix"),
        )
    if section.layout is SectionLayout.MATRIX:
        first = section.items[0].scale if section.items else None
        for index, item in enumerate(section.items):
            where = (*path, "questions", index)
            if item.beside:
                continue
            if item.type is not AnswerType.SCALE:
                yield (
                    (*where, "type"),
                    Code.MATRIX_WITHOUT_GRADE.says(
                        "every question of a matrix is of type scale; move this one to a form section"
                    ),
                )
            elif item.scale != first:
                yield (
                    (*where, "scale"),
                    Code.MATRIX_OF_TWO_SCALES.says(
                        f'every question of a matrix has one scale; the first has "{first}"'
                    ),
                )


def _table(path: Path, section: Section) -> Iterator[Finding]:
    if section.repeat is None:
        yield (
            (*path, "layout"),
            Code.TABLE_WITHOUT_ROWS.says('a table has a row for each of something; say of what under "repeat"'),
        )
    if len(section.items) > MOST_COLUMNS:
        yield (
            (*path, "layout"),
            Code.TABLE_TOO_WIDE.says(
                f"a table has {MOST_COLUMNS} columns at most; use form, or fewer questions", MOST_COLUMNS
            ),
        )
    for index, item in enumerate(section.items):
        where = (*path, "questions", index)
        if item.type is AnswerType.CHECKLIST:
            yield (
                (*where, "type"),
                Code.CHECKLIST_IN_TABLE.says(
                    "points to tick do not fit into a column; move this question to a form section"
                ),
            )
        for key in ("evidence", "side_by_side", "group"):
            if getattr(item, key):
                yield (
                    (*where, key),
                    Code.COLUMN_CANNOT.says(
                        "a column of a table cannot have this; leave it out, or choose another layout"
                    ),
                )


def _beside(path: Path, section: Section) -> Iterator[Finding]:
    lead: Item | None = None
    for index, item in enumerate(section.items):
        where = (*path, "questions", index, "beside")
        if not item.beside:
            lead = item
        elif lead is None:
            yield where, Code.BESIDE_NOTHING.says("no question stands above this one, to which it could belong")
        elif item.side_by_side or lead.side_by_side:
            yield where, Code.BESIDE_PARTIES.says("this cannot belong to a question where answers stand side by side")
        elif section.layout is SectionLayout.TABLE:
            yield where, Code.BESIDE_IN_TABLE.says("every question of a table has a column of its own; remove this")


def _start(book: RuleBook, path: Path, section: Section) -> Iterator[Finding]:
    repeat = section.repeat
    if repeat is None:
        return
    where = (*path, "repeat", "start")
    if repeat.most is not None and len(repeat.start) > repeat.most:
        yield where, f"there are at most {repeat.most}"
    own = {str(item.id): item for item in section.items}
    for index, row in enumerate(repeat.start):
        for name, value in row:
            if name not in own:
                yield (
                    (*where, index, name),
                    Code.NOT_IN_SECTION.says(
                        f'there is no question "{name}" in this section; {nearest(name, own)}', name
                    ),
                )
            elif problem := check_value(book.tool, f"answer/{name}/value", value):
                yield (
                    (*where, index, name),
                    Code.REFUSED_ANSWER.says(f'"{value}" is no answer to "{name}": {problem}', value, name, problem),
                )


def _order(path: Path, section: Section) -> Iterator[Finding]:
    name = section.repeat.order_by if section.repeat else ""
    if not name:
        return
    where = (*path, "repeat", "order_by")
    own = {str(item.id): item for item in section.items}
    if name not in own:
        yield (
            where,
            Code.NOT_IN_SECTION.says(f'there is no question "{name}" in this section; {nearest(name, own)}', name),
        )
    elif own[name].type not in IN_ORDER or own[name].side_by_side:
        yield (
            where,
            Code.ROWS_WITHOUT_ORDER.says(
                f'the answers of "{name}" have no order; name a grade, a choice, a number or a date', name
            ),
        )

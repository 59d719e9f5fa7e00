"""The rules on questions and sections: unique ids, fitting answer types, scales, limits, layouts and stages."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.computed import COUNTS, DIFFERENCES, FROM_NUMBERS
from qa_desktop.domain.tool import AnswerType, Computation, Item, Section, SectionLayout
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook, repeated
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
_NUMBERS = (AnswerType.INTEGER, AnswerType.DECIMAL, AnswerType.PERCENT)
_CHOICES = (AnswerType.CHOICE, AnswerType.MULTIPLE_CHOICE)
_MOST_PERCENT = 100
_INPUTS = {
    "age": (1, 2, "a date of birth, and a second date if it is not today"),
    "days_between": (2, 2, "two dates"),
    "working_days_between": (2, 2, "two dates"),
    "days_late": (1, 2, "the date when it was due, and the date when it was done"),
    "sum": (1, 100, "one or more numbers"),
    "percent": (2, 2, "the part and the whole"),
    "counts": (1, 1000, "one or more graded questions"),
    "differences": (2, 1000, "pairs of graded questions: one's grade and the other's, then the next two"),
}


def question_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell what does not fit in scales, stages, sections and questions."""
    yield from _ids(book)
    for path, item in book.placed:
        yield from _type(book, path, item)
        yield from _codes(book, path, item)
        yield from _limits(path, item)
        yield from _roles(book, path, item)
    for index, section in enumerate(book.tool.sections):
        yield from _section(book, ("sections", index), section)
    yield from _stages(book)


def _ids(book: RuleBook) -> Iterator[Finding]:
    tool = book.tool
    own = [((*path, "id"), str(item.id)) for path, item in book.placed]
    overall = [(("overall", "id"), tool.overall.id)] if tool.overall else []
    yield from repeated(iter([*own, *overall]))
    yield from repeated((("sections", i, "id"), str(section.id)) for i, section in enumerate(tool.sections))
    yield from repeated((("scales", i, "id"), str(scale.id)) for i, scale in enumerate(tool.scales))
    yield from repeated((("stages", i, "id"), str(stage.id)) for i, stage in enumerate(tool.stages))
    for i, scale in enumerate(tool.scales):
        yield from repeated((("scales", i, "points", j, "code"), point.code) for j, point in enumerate(scale.points))
    for path, item in book.placed:
        yield from repeated(((*path, "choices", j, "code"), choice.code) for j, choice in enumerate(item.choices))
    for i, section in enumerate(tool.sections):
        yield from repeated(_points(("sections", i), section))


def _points(path: Path, section: Section) -> Iterator[tuple[Path, str]]:
    for point in section.guidance:
        yield (*path, "guidance"), str(point.id)
    for index, item in enumerate(section.items):
        for point in item.guidance:
            yield (*path, "questions", index, "guidance"), str(point.id)


def _type(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    if item.type is AnswerType.SCALE and item.scale is None:
        yield path, f'a question of type scale names its "scale"; {nearest("", book.scales)}'
    if item.scale is not None and item.type is not AnswerType.SCALE:
        yield (*path, "scale"), f"a question of type {item.type.value} has no scale; remove it or use type: scale"
    elif item.scale is not None and item.scale not in book.scales and book.scales_known:
        yield (*path, "scale"), f'there is no scale "{item.scale}"; {nearest(item.scale, book.scales)}'
    if (item.type in _CHOICES) != bool(item.choices):
        says = 'needs "choices", each with code and label' if item.type in _CHOICES else "has no choices; remove them"
        yield (*path, "choices"), f"a question of type {item.type.value} {says}"
    if (item.type is AnswerType.COMPUTED) != (item.computation is not None):
        says = 'needs "computed"' if item.computation is None else 'has no "computed"; remove it or use type: computed'
        yield (*path, "computed"), f"a question of type {item.type.value} {says}"
    if item.type is AnswerType.CHECKLIST and not item.guidance:
        yield path, 'a checklist needs "guidance": the points that are ticked'
    yield from _computation(book, path, item)


def _computation(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    if item.computation is None:
        return
    for index, name in enumerate(item.computation.inputs):
        source = book.by_id.get(name)
        if source is None:
            yield (*path, "computed", "from", index), f'there is no question "{name}"; {nearest(name, book.by_id)}'
        elif item.computation.formula in FROM_NUMBERS:
            if source.type not in _NUMBERS:
                message = f'"{name}" is no number; name a question of type: integer, decimal or percent'
                yield (*path, "computed", "from", index), message
        elif item.computation.formula in (COUNTS, DIFFERENCES):
            first = book.by_id.get(item.computation.inputs[0])
            if source.scale is None or (first and first.scale != source.scale):
                yield (*path, "computed", "from", index), f'"{name}" is not graded on the same scale as the first'
        elif source.type is not AnswerType.DATE:
            yield (*path, "computed", "from", index), f'"{name}" is no date; name a question of type: date'
    if not _has_all_inputs(item.computation):
        wanted = _INPUTS[item.computation.formula][2]
        yield (*path, "computed", "from"), f"{item.computation.formula} needs {wanted}"


def _has_all_inputs(computation: Computation) -> bool:
    least, most, _ = _INPUTS.get(computation.formula, (1, 100, ""))
    in_pairs = computation.formula != DIFFERENCES or len(computation.inputs) % 2 == 0
    return least <= len(computation.inputs) <= most and in_pairs


def _codes(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    allowed = book.codes(item)
    known = bool(allowed) or item.type is not AnswerType.SCALE
    if item.comment and item.comment.compulsory_for and known:
        for index, code in enumerate(item.comment.compulsory_for):
            if code not in allowed:
                where = (*path, "comment", "compulsory_for", index)
                yield where, f'"{code}" is no answer to this question; {nearest(code, allowed)}'
    for code, _ in item.descriptors:
        if code not in allowed and known:
            yield (*path, "descriptors", code), f'"{code}" is no answer to this question; {nearest(code, allowed)}'


def _limits(path: Path, item: Item) -> Iterator[Finding]:
    limits, where = item.limits, (*path, "limits")
    if limits.words is not None and item.type is not AnswerType.TEXT:
        yield (*where, "words"), "a limit of words is for questions of type: text"
    if limits.lines is not None and item.type is not AnswerType.TEXT:
        yield (*where, "lines"), "lines are for questions of type: text"
    if item.type not in _NUMBERS and (limits.least, limits.most, limits.step) != (None, None, None):
        yield where, "least, most and step are for questions of type integer, decimal or percent"
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        yield where, f"least ({limits.least:g}) is more than most ({limits.most:g})"
    if limits.step is not None and limits.step <= 0:
        yield (*where, "step"), "a step is more than 0"
    if item.type is AnswerType.PERCENT:
        for name, value in (("least", limits.least), ("most", limits.most)):
            if value is not None and not 0 <= value <= _MOST_PERCENT:
                yield (*where, name), "a percentage lies between 0 and 100"


def _roles(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    if item.side_by_side and len(set(item.answered_by)) == 1:
        yield (*path, "side_by_side"), 'answers side by side need two or more under "answered_by"'
    if item.side_by_side and path[0] == "header":
        yield (*path, "side_by_side"), "a header field has one answer; move the question into a section"
    if item.beside and path[0] == "header":
        yield (*path, "beside"), "a header field stands alone; remove this"
    if item.yes_is_concern and item.type is not AnswerType.YES_NO:
        yield (*path, "yes_is_concern"), "only a question of type yes_no can have this"
    if item.prefill and path[0] != "header":
        yield (*path, "prefill"), "only header fields are filled in at the start"
    stages = {str(stage.id) for stage in book.tool.stages}
    if item.stage and item.stage not in stages:
        yield (*path, "stage"), f'there is no stage "{item.stage}"; {nearest(item.stage, stages)}'


def _section(book: RuleBook, path: Path, section: Section) -> Iterator[Finding]:
    stages = {str(stage.id) for stage in book.tool.stages}
    if section.stage and section.stage not in stages:
        yield (*path, "stage"), f'there is no stage "{section.stage}"; {nearest(section.stage, stages)}'
    if section.repeat and section.repeat.most is not None and section.repeat.least > section.repeat.most:
        yield (*path, "repeat"), f"least ({section.repeat.least}) is more than most ({section.repeat.most})"
    yield from _order(path, section)
    yield from _start(book, path, section)
    if section.layout is SectionLayout.TABLE:
        yield from _table(path, section)
    yield from _beside(path, section)
    kinds = [item.type for item in section.items]
    if section.layout is SectionLayout.SINGLE and kinds != [AnswerType.SCALE]:
        yield (*path, "layout"), "layout: single is for one question of type scale; use form or matrix"
    if section.layout is SectionLayout.MATRIX:
        first = section.items[0].scale if section.items else None
        for index, item in enumerate(section.items):
            where = (*path, "questions", index)
            if item.beside:
                continue
            if item.type is not AnswerType.SCALE:
                yield (*where, "type"), "every question of a matrix is of type scale; move this one to a form section"
            elif item.scale != first:
                yield (*where, "scale"), f'every question of a matrix has one scale; the first has "{first}"'


def _table(path: Path, section: Section) -> Iterator[Finding]:
    if section.repeat is None:
        yield (*path, "layout"), 'a table has a row for each of something; say of what under "repeat"'
    if len(section.items) > MOST_COLUMNS:
        yield (*path, "layout"), f"a table has {MOST_COLUMNS} columns at most; use form, or fewer questions"
    for index, item in enumerate(section.items):
        where = (*path, "questions", index)
        if item.type is AnswerType.CHECKLIST:
            yield (*where, "type"), "points to tick do not fit into a column; move this question to a form section"
        for key in ("evidence", "side_by_side", "group"):
            if getattr(item, key):
                yield (*where, key), "a column of a table cannot have this; leave it out, or choose another layout"


def _beside(path: Path, section: Section) -> Iterator[Finding]:
    lead: Item | None = None
    for index, item in enumerate(section.items):
        where = (*path, "questions", index, "beside")
        if not item.beside:
            lead = item
        elif lead is None:
            yield where, "no question stands above this one, to which it could belong"
        elif item.side_by_side or lead.side_by_side:
            yield where, "this cannot belong to a question where answers stand side by side"
        elif section.layout is SectionLayout.TABLE:
            yield where, "every question of a table has a column of its own; remove this"


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
                yield (*where, index, name), f'there is no question "{name}" in this section; {nearest(name, own)}'
            elif problem := check_value(book.tool, f"answer/{name}/value", value):
                yield (*where, index, name), f'"{value}" is no answer to "{name}": {problem}'


def _order(path: Path, section: Section) -> Iterator[Finding]:
    name = section.repeat.order_by if section.repeat else ""
    if not name:
        return
    where = (*path, "repeat", "order_by")
    own = {str(item.id): item for item in section.items}
    if name not in own:
        yield where, f'there is no question "{name}" in this section; {nearest(name, own)}'
    elif own[name].type not in IN_ORDER or own[name].side_by_side:
        yield where, f'the answers of "{name}" have no order; name a grade, a choice, a number or a date'


def _stages(book: RuleBook) -> Iterator[Finding]:
    after = {str(stage.id): stage.opens_after for stage in book.tool.stages}
    for index, stage in enumerate(book.tool.stages):
        where = ("stages", index, "opens_after")
        if stage.opens_after and stage.opens_after not in after:
            yield where, f'there is no stage "{stage.opens_after}"; {nearest(stage.opens_after, after)}'
        if stage.after_reading_by and not stage.opens_after:
            yield ("stages", index, "after_reading_by"), "say with opens_after which stage they are to have read"
        seen: set[str] = set()
        following: str | None = stage.id
        while following in after and following not in seen:
            seen.add(following)
            following = after[following]
        if following == stage.id:
            yield where, f'the stage "{stage.id}" waits for itself, so nobody can open it; break the circle'
        elif following in seen:
            yield where, f'nobody can open the stage "{stage.id}": it comes after "{following}", which waits for itself'

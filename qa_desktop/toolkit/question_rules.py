"""The rules on questions: unique ids, fitting answer types, scales, limits and stages."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.computed import COUNTS, DIFFERENCES, FROM_NUMBERS
from qa_desktop.domain.tool import AnswerType, Computation, Item, Section
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook, repeated
from qa_desktop.toolkit.section_rules import section_findings
from qa_desktop.toolkit.values import Path

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
        yield from section_findings(book, ("sections", index), section)
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
        yield path, Code.SCALE_MISSING.says(f'a question of type scale names its "scale"; {nearest("", book.scales)}')
    if item.scale is not None and item.type is not AnswerType.SCALE:
        yield (
            (*path, "scale"),
            Code.SCALE_DOES_NOT_FIT.says(
                f"a question of type {item.type.value} has no scale; remove it or use type: scale"
            ),
        )
    elif item.scale is not None and item.scale not in book.scales and book.scales_known:
        yield (
            (*path, "scale"),
            Code.NO_SUCH_SCALE.says(
                f'there is no scale "{item.scale}"; {nearest(item.scale, book.scales)}', item.scale
            ),
        )
    if (item.type in _CHOICES) != bool(item.choices):
        says = 'needs "choices", each with code and label' if item.type in _CHOICES else "has no choices; remove them"
        code = Code.CHOICES_MISSING if item.type in _CHOICES else Code.CHOICES_DO_NOT_FIT
        yield (*path, "choices"), code.says(f"a question of type {item.type.value} {says}")
    if (item.type is AnswerType.COMPUTED) != (item.computation is not None):
        says = 'needs "computed"' if item.computation is None else 'has no "computed"; remove it or use type: computed'
        code = Code.FORMULA_MISSING if item.computation is None else Code.FORMULA_DOES_NOT_FIT
        yield (*path, "computed"), code.says(f"a question of type {item.type.value} {says}")
    if item.type is AnswerType.CHECKLIST and not item.guidance:
        yield path, Code.CHECKLIST_WITHOUT_POINTS.says('a checklist needs "guidance": the points that are ticked')
    yield from _computation(book, path, item)
    yield from _not_before(book, path, item)


def _not_before(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    other = book.by_id.get(item.not_before)
    if item.not_before and other is None:
        message = f'there is no question "{item.not_before}"; {nearest(item.not_before, book.by_id)}'
        yield (*path, "not_before"), Code.NO_SUCH_QUESTION.says(message, item.not_before)
    for name, one in ((str(item.id), item), (item.not_before, other)):
        if item.not_before and one is not None and one.type is not AnswerType.DATE:
            message = f'"{name}" is no date; name a question of type: date'
            yield (*path, "not_before"), Code.QUESTION_IS_NO_DATE.says(message, name)


def _computation(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    if item.computation is None:
        return
    for index, name in enumerate(item.computation.inputs):
        source = book.by_id.get(name)
        if source is None:
            yield (
                (*path, "computed", "from", index),
                Code.NO_SUCH_QUESTION.says(f'there is no question "{name}"; {nearest(name, book.by_id)}', name),
            )
        elif item.computation.formula in FROM_NUMBERS:
            if source.type not in _NUMBERS:
                message = Code.QUESTION_IS_NO_NUMBER.says(
                    f'"{name}" is no number; name a question of type: integer, decimal or percent', name
                )
                yield (*path, "computed", "from", index), message
        elif item.computation.formula in (COUNTS, DIFFERENCES):
            first = book.by_id.get(item.computation.inputs[0])
            if source.scale is None or (first and first.scale != source.scale):
                yield (
                    (*path, "computed", "from", index),
                    Code.GRADED_OTHERWISE.says(f'"{name}" is not graded on the same scale as the first', name),
                )
        elif source.type is not AnswerType.DATE:
            yield (
                (*path, "computed", "from", index),
                Code.QUESTION_IS_NO_DATE.says(f'"{name}" is no date; name a question of type: date', name),
            )
    if not _has_all_inputs(item.computation):
        wanted = _INPUTS[item.computation.formula][2]
        yield (*path, "computed", "from"), Code.INPUT_MISSING.says(f"{item.computation.formula} needs {wanted}", wanted)


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
                yield (
                    where,
                    Code.ANSWER_DOES_NOT_FIT.says(
                        f'"{code}" is no answer to this question; {nearest(code, allowed)}', code
                    ),
                )
    for code, _ in item.descriptors:
        if code not in allowed and known:
            yield (
                (*path, "descriptors", code),
                Code.ANSWER_DOES_NOT_FIT.says(
                    f'"{code}" is no answer to this question; {nearest(code, allowed)}', code
                ),
            )


def _limits(path: Path, item: Item) -> Iterator[Finding]:
    limits, where = item.limits, (*path, "limits")
    if limits.words is not None and item.type is not AnswerType.TEXT:
        yield (*where, "words"), Code.WORDS_OF_NO_TEXT.says("a limit of words is for questions of type: text")
    if limits.lines is not None and item.type is not AnswerType.TEXT:
        yield (*where, "lines"), "lines are for questions of type: text"
    if item.type not in _NUMBERS and (limits.least, limits.most, limits.step) != (None, None, None):
        yield (
            where,
            Code.LIMITS_OF_NO_NUMBER.says("least, most and step are for questions of type integer, decimal or percent"),
        )
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        yield (
            where,
            Code.LEAST_ABOVE_MOST.says(
                f"least ({limits.least:g}) is more than most ({limits.most:g})", f"{limits.least:g}", f"{limits.most:g}"
            ),
        )
    if limits.step is not None and limits.step <= 0:
        yield (*where, "step"), Code.STEP_TOO_SMALL.says("a step is more than 0")
    if item.type is AnswerType.PERCENT:
        for name, value in (("least", limits.least), ("most", limits.most)):
            if value is not None and not 0 <= value <= _MOST_PERCENT:
                yield (*where, name), Code.NO_PERCENTAGE.says("a percentage lies between 0 and 100")


def _roles(book: RuleBook, path: Path, item: Item) -> Iterator[Finding]:
    if item.side_by_side and len(set(item.answered_by)) == 1:
        yield (
            (*path, "side_by_side"),
            Code.ONE_PARTY_BESIDE_ITSELF.says('answers side by side need two or more under "answered_by"'),
        )
    if item.side_by_side and path[0] == "header":
        yield (
            (*path, "side_by_side"),
            Code.PARTIES_IN_HEADER.says("a header field has one answer; move the question into a section"),
        )
    if item.beside and path[0] == "header":
        yield (*path, "beside"), Code.BESIDE_IN_HEADER.says("a header field stands alone; remove this")
    if item.yes_is_concern and item.type is not AnswerType.YES_NO:
        yield (*path, "yes_is_concern"), Code.CONCERN_OF_NO_YES.says("only a question of type yes_no can have this")
    if item.prefill and path[0] != "header":
        yield (*path, "prefill"), "only header fields are filled in at the start"
    stages = {str(stage.id) for stage in book.tool.stages}
    if item.stage and item.stage not in stages:
        yield (
            (*path, "stage"),
            Code.NO_SUCH_STAGE.says(f'there is no stage "{item.stage}"; {nearest(item.stage, stages)}', item.stage),
        )


def _stages(book: RuleBook) -> Iterator[Finding]:
    after = {str(stage.id): stage.opens_after for stage in book.tool.stages}
    for index, stage in enumerate(book.tool.stages):
        where = ("stages", index, "opens_after")
        if stage.opens_after and stage.opens_after not in after:
            yield (
                where,
                Code.NO_SUCH_STAGE.says(
                    f'there is no stage "{stage.opens_after}"; {nearest(stage.opens_after, after)}', stage.opens_after
                ),
            )
        if stage.after_reading_by and not stage.opens_after:
            yield (
                ("stages", index, "after_reading_by"),
                Code.NOTHING_TO_HAVE_READ.says("say with opens_after which stage they are to have read"),
            )
        seen: set[str] = set()
        following: str | None = stage.id
        while following in after and following not in seen:
            seen.add(following)
            following = after[following]
        if following == stage.id:
            yield (
                where,
                Code.STAGE_NEVER_OPENS.says(
                    f'the stage "{stage.id}" waits for itself, so nobody can open it; break the circle', stage.id
                ),
            )
        elif following in seen:
            yield (
                where,
                Code.STAGE_NEVER_OPENS.says(
                    f'nobody can open the stage "{stage.id}": it comes after "{following}", which waits for itself',
                    stage.id,
                ),
            )

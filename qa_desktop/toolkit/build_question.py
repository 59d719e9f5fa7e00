"""Makes questions out of checked values."""

from __future__ import annotations

from qa_desktop.domain.ids import ItemId, ScaleId, StageId
from qa_desktop.domain.taken_from import TakenFrom
from qa_desktop.domain.tool import (
    AnswerType,
    Choice,
    CommentRule,
    Computation,
    GuidancePoint,
    Item,
    Limits,
    Need,
    Party,
    WordingVariant,
)
from qa_desktop.toolkit.guidance import Libraries, points_for
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.values import Values


def guidance_of(values: Values, libraries: Libraries, mistakes: Mistakes) -> tuple[GuidancePoint, ...]:
    """Return every point under the `guidance` key of a tool, section or question."""
    references = values.records("guidance")
    return tuple(point for reference in references for point in points_for(reference, libraries, mistakes))


def question_from(values: Values, libraries: Libraries, mistakes: Mistakes) -> Item:
    """Return the question that the values describe."""
    if not values.has("type") and not mistakes.dropped_in((*values.path, "type")):
        kinds = ", ".join(kind.value for kind in AnswerType)
        mistakes.add_dropped(
            Code.MISSING_KEY.says(f'the key "type" is missing; use one of: {kinds}', "type"), (*values.path, "type")
        )
    scale, stage = values.text("scale"), values.text("stage")
    return Item(
        id=ItemId(values.text("id")),
        label=values.text("label"),
        type=values.word("type", AnswerType.TEXT),
        number=values.text("number"),
        help=values.text("help"),
        need=values.word("need", Need.OPTIONAL),
        scale=ScaleId(scale) if scale else None,
        choices=tuple(Choice(one.text("code"), one.text("label")) for one in values.records("choices")),
        comment=_comment(values.record("comment")),
        evidence=values.flag("evidence"),
        not_applicable=values.flag("not_applicable"),
        not_applicable_unless=values.condition("not_applicable_unless"),
        guidance=guidance_of(values, libraries, mistakes),
        descriptors=values.pairs("descriptors"),
        where_to_look=values.texts("where_to_look"),
        interview_prompts=values.texts("interview_prompts"),
        shown_when=values.condition("shown_when"),
        wordings=_wordings(values),
        answered_by=values.words("answered_by", Party) or (Party.AUDITOR,),
        side_by_side=values.flag("side_by_side"),
        stage=StageId(stage) if stage else None,
        limits=_limits(values.record("limits")),
        computation=_computation(values.record("computed")),
        yes_is_concern=values.flag("yes_is_concern"),
        weight=values.number("weight"),
        prefill=values.text("prefill"),
        group=values.text("group"),
        proposed=values.flag("proposed"),
        beside=values.flag("beside"),
        audits_of=values.texts("audits_of"),
        taken_from=_taken_from(values.record("taken_from")),
        not_before=values.text("not_before"),
    )


def _taken_from(values: Values | None) -> TakenFrom | None:
    if values is None:
        return None
    return TakenFrom(values.text("link"), values.text("field"), values.text("question"), values.flag("as_start"))


def _comment(values: Values | None) -> CommentRule | None:
    if values is None:
        return None
    return CommentRule(
        values.text("label"),
        values.word("need", Need.OPTIONAL),
        values.texts("compulsory_for"),
        values.whole("word_limit"),
    )


def _wordings(values: Values) -> tuple[WordingVariant, ...]:
    variants = ((one.condition("when"), one.text("label")) for one in values.records("wordings"))
    return tuple(WordingVariant(when, label) for when, label in variants if when)


def _limits(values: Values | None) -> Limits:
    if values is None:
        return Limits()
    return Limits(
        values.number("least"),
        values.number("most"),
        values.number("step"),
        values.whole("words"),
        values.whole("lines"),
    )


def _computation(values: Values | None) -> Computation | None:
    return Computation(values.text("formula"), values.texts("from")) if values else None

"""Makes out of checked values what follows from an audit: judgement, plan, signatures, filing, escalation, dates."""

from __future__ import annotations

from qa_desktop.domain.ids import ScaleId
from qa_desktop.domain.tool_outcome import (
    ActionColumn,
    ActionPlanForm,
    Band,
    ClosingRule,
    DeadlineRule,
    EscalationRule,
    Filing,
    FilingStep,
    FollowUpRule,
    ImprovementRule,
    LookBack,
    OverallJudgement,
    Recurrence,
    RegisterRule,
    RollUp,
    RollUpMethod,
    SignatureBlock,
)
from qa_desktop.toolkit.values import Values


def roll_up_from(values: Values | None) -> RollUp | None:
    """Return how a result is arrived at, or None where the tool says nothing."""
    if values is None:
        return None
    bands = tuple(
        Band(one.text("code"), one.text("label"), one.number("least") or 0.0, one.number("most") or 0.0)
        for one in values.records("bands")
    )
    return RollUp(
        values.word("method", RollUpMethod.JUDGEMENT),
        bands,
        values.text("rounding", "half_up"),
        values.text("all_not_applicable", "not applicable"),
    )


def overall_from(values: Values | None) -> OverallJudgement | None:
    """Return the overall judgement, or None for a tool without one."""
    if values is None:
        return None
    return OverallJudgement(
        id=values.text("id"),
        label=values.text("label"),
        scale=ScaleId(values.text("scale")),
        question=values.text("question"),
        reason_label=values.text("reason_label"),
        reason_compulsory=values.flag("reason_compulsory", default=True),
        roll_up=roll_up_from(values.record("roll_up")),
        section_grades=values.text("section_grades", "optional"),
        proposed=values.flag("proposed"),
    )


def action_plan_from(values: Values | None) -> ActionPlanForm | None:
    """Return the action plan's form, or None for a tool without one."""
    if values is None:
        return None
    return ActionPlanForm(
        columns=tuple(
            ActionColumn(
                one.text("field"), one.text("label"), one.text("by", "auditor"), one.text("id"), one.flag("proposed")
            )
            for one in values.records("columns")
        ),
        title=values.text("title", "Action plan"),
        auditor_half=values.text("auditor_half"),
        supervision_half=values.text("supervision_half"),
        smart_prompts=tuple(
            (one.text("letter"), one.text("name"), one.text("question")) for one in values.records("smart_prompts")
        ),
        event_with_review_date=values.flag("event_with_review_date"),
        proposed=values.flag("proposed"),
    )


def signatures_from(records: tuple[Values, ...]) -> tuple[SignatureBlock, ...]:
    """Return the places to sign."""
    return tuple(
        SignatureBlock(
            role=one.text("role"),
            label=one.text("label"),
            statement=one.text("statement"),
            seals=one.flag("seals"),
            optional=one.flag("optional"),
            proposed=one.flag("proposed"),
            shown_when=one.condition("shown_when"),
        )
        for one in records
    )


def filing_from(records: tuple[Values, ...]) -> Filing | None:
    """Return where the note goes, or None for a tool that says nothing about it."""
    steps = tuple(
        FilingStep(
            one.text("id"),
            one.text("title"),
            one.text("heading"),
            one.text("text"),
            one.whole("length_limit"),
            one.condition("shown_when"),
            one.texts("tell"),
            one.texts("comment_by"),
        )
        for one in records
    )
    return Filing(steps) if steps else None


def escalation_from(records: tuple[Values, ...]) -> tuple[EscalationRule, ...]:
    """Return who is told at which grade."""
    return tuple(
        EscalationRule(
            one.text("grade"),
            one.texts("tell"),
            one.texts("tell_where_relevant"),
            one.text("note"),
            one.texts("comment_by"),
        )
        for one in records
    )


def deadlines_from(records: tuple[Values, ...]) -> tuple[DeadlineRule, ...]:
    """Return the dates that follow from an audit."""
    return tuple(
        DeadlineRule(
            id=one.text("id"),
            label=one.text("label"),
            amount=one.whole("amount") or 0,
            unit=one.text("unit"),
            owner=one.text("owner"),
            applies_to=one.text("applies_to", "audit"),
            grades=one.texts("grades"),
            source=one.text("source"),
            start=one.text("from"),
            moved_to=one.text("moved_to"),
            every=_every(one.record("every")),
            shown_when=one.condition("shown_when"),
        )
        for one in records
    )


def _every(values: Values | None) -> Recurrence | None:
    return Recurrence(values.whole("amount") or 1, values.text("unit")) if values else None


def follow_ups_from(records: tuple[Values, ...]) -> tuple[FollowUpRule, ...]:
    """Return the tasks that given answers raise."""
    return tuple(
        FollowUpRule(one.text("id"), one.text("question"), one.texts("answers"), one.text("task"), one.text("owner"))
        for one in records
    )


def closes_from(values: Values | None) -> ClosingRule | None:
    """Return which audit a record can close, or None for a record that closes none."""
    when = values.condition("when") if values else None
    if values is None or when is None:
        return None
    return ClosingRule(values.text("audit"), when, values.pairs("deadlines"))


def registers_from(records: tuple[Values, ...]) -> tuple[RegisterRule, ...]:
    """Return the registers in which the records stand."""
    return tuple(
        RegisterRule(
            id=one.text("id"),
            title=one.text("title"),
            when=one.condition("when"),
            date=one.text("date"),
            count_by=one.texts("count_by"),
            add_up=one.texts("add_up"),
            of_whom=one.text("of_whom"),
            words=one.texts("words"),
            asks=one.text("asks"),
        )
        for one in records
    )


def improvement_from(values: Values | None) -> ImprovementRule | None:
    """Return what of a plan is improvement actions, or None."""
    if values is None:
        return None
    return ImprovementRule(
        board=values.text("board"),
        what=values.text("what"),
        owner=values.text("owner"),
        due=values.text("due"),
        source=values.text("source"),
        progress=values.text("progress"),
        started=values.texts("started"),
        done=values.texts("done"),
        not_needed=values.texts("not_needed"),
        impact=values.text("impact"),
    )


def look_back_from(values: Values | None) -> LookBack | None:
    """Return the usual period audited, or None."""
    if values is None:
        return None
    return LookBack(values.whole("months") or 1, values.text("text"), values.number_pairs("by_audit_type"))

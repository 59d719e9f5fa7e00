"""Lays an authority's settings over a tool: what comes out is what an audit is begun with and keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

from qa_desktop.domain.authority_settings import LAST_MEETING, AuthoritySettings, DeadlineSetting, FilingSetting
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import Item, SubjectKind, Tool, Words
from qa_desktop.domain.tool_adaptation import Adaptation
from qa_desktop.domain.tool_outcome import (
    DeadlineRule,
    EscalationRule,
    Filing,
    FilingStep,
    SignatureBlock,
)

RECIPIENTS = "{recipients}"
"""In a filing step of the settings: where the copy goes."""

ONLY_FOR_CASES = frozenset({"audit", "case_reference", "practitioner"})
"""General words that name a case's things; a tool about a service or a file has words of its own for them."""

_PREFILLED = {"subject": "case_reference", "practitioner": "practitioner", "auditor": "auditor"}


def fit_tool(tool: Tool, settings: AuthoritySettings) -> Tool:
    """Return the tool as the authority uses it, without its hash; a tool that nothing changes is returned as it is."""
    if not settings.owns(tool.id, tool.authority_code):
        return tool
    words = fitted_words(tool, settings)
    fitted = replace(
        tool,
        words=words,
        header=tuple(_relabelled_field(item, tool.words, words) for item in tool.header),
        signatures=tuple(_relabelled_place(block, tool.words, words) for block in tool.signatures),
        scales=_scales(tool, settings),
        look_back=next((one.look_back for one in settings.look_back if tool.id in one.tools), tool.look_back),
        benchmark=settings.benchmark if tool.benchmark and settings.benchmark else tool.benchmark,
        escalation=_escalation(tool, settings),
        deadlines=_deadlines(tool, settings),
        filing=_filing(tool, settings),
    )
    if fitted == tool:
        return tool
    by = Adaptation(settings.name, settings.id, settings.version, settings.content_hash, tool.content_hash)
    return replace(fitted, adaptation=by, content_hash="")


def fitted_words(tool: Tool, settings: AuthoritySettings) -> Words:
    """Return the words of a tool.

    The authority's own form keeps the words that it prints, and the general ones fill in what it does not say. In a
    form that was taken over from elsewhere the general ones count. What is set for this one tool counts always.
    """
    usual, is_case = Words(), tool.subject is SubjectKind.CASE
    is_taken_over = tool.authority_code != settings.code and is_case
    given: dict[str, str] = {}
    for name, term in settings.terms:
        is_unsaid = getattr(tool.words, name) == getattr(usual, name)
        if (is_unsaid or is_taken_over) and (is_case or name not in ONLY_FOR_CASES):
            given[name] = term
    for one in settings.tool_terms:
        if tool.id in one.tools:
            given |= dict(one.terms)
    return replace(tool.words, **given)


def term_names() -> tuple[str, ...]:
    """Return the name of every word that an authority can set."""
    return tuple(one.name for one in fields(Words))


def _relabelled_field(item: Item, before: Words, after: Words) -> Item:
    name = _PREFILLED.get(item.prefill)
    return item if name is None else replace(item, label=_in_new_words(item.label, name, before, after))


def _relabelled_place(block: SignatureBlock, before: Words, after: Words) -> SignatureBlock:
    name = {"practitioner": "practitioner", "auditor": "auditor"}.get(block.role)
    return block if name is None else replace(block, label=_in_new_words(block.label, name, before, after))


def _in_new_words(label: str, name: str, before: Words, after: Words) -> str:
    """Return a label in the new word where it is the old word and nothing else."""
    return getattr(after, name) if label == getattr(before, name) else label


def _scales(tool: Tool, settings: AuthoritySettings) -> tuple[Scale, ...]:
    own = {one.scale.id: one.scale for one in settings.scales if tool.id in one.tools}
    return tuple(own.get(scale.id, scale) for scale in tool.scales)


def _escalation(tool: Tool, settings: AuthoritySettings) -> tuple[EscalationRule, ...]:
    own = {one.rule.grade: one.rule for one in settings.escalation if tool.id in one.tools}
    return _replaced({rule.grade: rule for rule in tool.escalation}, own)


def _deadlines(tool: Tool, settings: AuthoritySettings) -> tuple[DeadlineRule, ...]:
    printed = {rule.id: rule for rule in tool.deadlines}
    own = {one.id: _deadline(printed.get(one.id), one) for one in settings.deadlines if tool.id in one.tools}
    return _replaced(printed, own)


def _deadline(printed: DeadlineRule | None, own: DeadlineSetting) -> DeadlineRule:
    base = printed or DeadlineRule(own.id, own.label, own.amount or 0, own.unit, own.owner)
    return replace(
        base,
        label=own.label or base.label,
        amount=base.amount if own.amount is None else own.amount,
        unit=own.unit or base.unit,
        owner=own.owner or base.owner,
        applies_to=own.applies_to or base.applies_to,
        grades=own.grades or base.grades,
        source=own.source or base.source,
        start="" if own.start == LAST_MEETING else own.start or base.start,
        shown_when=own.shown_when or base.shown_when,
    )


def _filing(tool: Tool, settings: AuthoritySettings) -> Filing | None:
    printed = {step.id: step for step in tool.filing.steps} if tool.filing else {}
    own = {one.id: _step(printed.get(one.id), one, settings) for one in settings.filing if tool.id in one.tools}
    steps = _replaced(printed, own)
    return replace(tool.filing or Filing(()), steps=steps) if steps else None


def _step(printed: FilingStep | None, own: FilingSetting, settings: AuthoritySettings) -> FilingStep:
    base = printed or FilingStep(own.id, own.title)
    named = {one.id: one.words for one in settings.recipients}
    to = ", ".join(named[one] for one in own.to if one in named)
    return replace(
        base,
        title=(own.title or base.title).replace(RECIPIENTS, to),
        heading=(own.heading or base.heading).replace(RECIPIENTS, to),
        text=(own.text or base.text).replace(RECIPIENTS, to),
        length_limit=own.length_limit or base.length_limit,
        tell=own.tell or base.tell,
        comment_by=own.comment_by or base.comment_by,
    )


_Rule = TypeVar("_Rule")


def _replaced(printed: Mapping[str, _Rule], own: Mapping[str, _Rule]) -> tuple[_Rule, ...]:
    """Return the rules in printed order, each as the authority has it, and what it adds behind them."""
    return tuple({**printed, **own}.values())

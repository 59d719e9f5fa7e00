"""The rules on an authority's settings: what fits together in the file, and whether it fits the tools it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from qa_desktop.domain.authority_settings import (
    AuthoritySettings,
    DeadlineSetting,
    FilingSetting,
    Rhythm,
)
from qa_desktop.domain.fit_tool import RECIPIENTS, fit_tool
from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.outcome_rules import PLACEHOLDERS, outcome_findings, placeholder_findings
from qa_desktop.toolkit.question_rules import question_findings
from qa_desktop.toolkit.rule_book import Finding, RuleBook, repeated
from qa_desktop.toolkit.values import Path

LAST_DAY = 31
Tools = Mapping[str, Callable[[], Tool]]
"""Every tool that is known, by id, each read when it is asked for."""

_Named = tuple[str, Sequence[tuple[tuple[str, ...], str]]]


def own_findings(settings: AuthoritySettings) -> Iterator[Finding]:
    """Tell what does not fit together in the file itself."""
    if not (settings.own.of or settings.own.also):
        yield ("tools",), 'name the authority\'s tools: "of" with its code, or "also" with single tools'
    for index, name in enumerate(settings.own.leave_out):
        if name in settings.own.also:
            yield ("tools", "leave_out", index), f'"{name}" stands under "also" too; keep one of the two'
    yield from _ids(settings)
    yield from _twice(settings)
    yield from _filing(settings)
    yield from _rhythms(settings)
    yield from _services(settings)
    for index, one in enumerate(settings.selection):
        if one.day is not None and one.day > LAST_DAY:
            yield ("selection", index, "day"), "a month has 31 days at most"
    for index, programme in enumerate(settings.programmes):
        for row, (_, themes) in enumerate(programme.rows):
            if len(themes) != len(programme.columns):
                message = f"{len(themes)} themes for {len(programme.columns)} columns; write one for each"
                yield ("programmes", index, "rows", row, "themes"), message


def tool_findings(settings: AuthoritySettings, tools: Tools) -> Iterator[Finding]:
    """Tell what does not fit the tools that are named."""
    yield from _unknown_tools(settings, tools)
    for tool_id in dict.fromkeys(name for _, names in _used_in(settings) for name in names):
        if tool_id in tools:
            yield from _in_one_tool(settings, tools[tool_id]())


def _ids(settings: AuthoritySettings) -> Iterator[Finding]:
    lists: tuple[tuple[str, Sequence[str]], ...] = (
        ("recipients", [one.id for one in settings.recipients]),
        ("quotas", [one.id for one in settings.quotas]),
        ("selection", [one.id for one in settings.selection]),
        ("programmes", [one.id for one in settings.programmes]),
        ("meetings", [one.id for one in settings.meetings]),
        ("moderation", [one.id for one in settings.moderation]),
        ("timetables", [one.id for one in settings.timetables]),
        ("regular", [one.id for one in settings.regular]),
        ("themes", [one.id for one in settings.themes]),
    )
    if settings.safety:
        for key, contacts in (
            ("contacts", settings.safety.contacts),
            ("worker_contacts", settings.safety.worker_contacts),
        ):
            yield from repeated((("safety", key, index, "id"), one.id) for index, one in enumerate(contacts))
    for key, ids in lists:
        yield from repeated(((key, index, "id"), one) for index, one in enumerate(ids))
    yield from repeated((("themes", index, "name"), one.name.casefold()) for index, one in enumerate(settings.themes))
    for index, table in enumerate(settings.timetables):
        steps = (("timetables", index, "steps", at, "id") for at in range(len(table.steps)))
        yield from repeated(zip(steps, (one.id for one in table.steps), strict=True))


def _twice(settings: AuthoritySettings) -> Iterator[Finding]:
    """Tell where two entries set one thing in one tool: nobody could tell which counts."""
    named: tuple[_Named, ...] = (
        ("tool_terms", [(one.tools, "") for one in settings.tool_terms]),
        ("scales", [(one.tools, str(one.scale.id)) for one in settings.scales]),
        ("look_back", [(one.tools, "") for one in settings.look_back]),
        ("deadlines", [(one.tools, one.id) for one in settings.deadlines]),
        ("escalation", [(one.tools, one.rule.grade) for one in settings.escalation]),
        ("filing", [(one.tools, one.id) for one in settings.filing]),
    )
    for key, entries in named:
        first: set[tuple[str, str]] = set()
        for index, (tools, name) in enumerate(entries):
            for at, tool in enumerate(tools):
                if (tool, name) in first:
                    what = f'"{name}" of {tool}' if name else tool
                    yield (key, index, "tools", at), f"{what} is set above already; keep one of the two"
                first.add((tool, name))


def _filing(settings: AuthoritySettings) -> Iterator[Finding]:
    known = [one.id for one in settings.recipients]
    for index, step in enumerate(settings.filing):
        path: Path = ("filing", index)
        texts = (("title", step.title), ("heading", step.heading), ("text", step.text))
        for key, text in texts:
            yield from placeholder_findings(text, (*path, key), (*PLACEHOLDERS, RECIPIENTS.strip("{}")))
        for at, name in enumerate(step.to):
            if name not in known:
                yield (*path, "to", at), f'there is no recipient "{name}"; {nearest(name, known)}'
        holds = any(RECIPIENTS in text for _, text in texts)
        if holds != bool(step.to):
            yield path, f'"to" and {RECIPIENTS} belong together; write both or neither'


def _rhythms(settings: AuthoritySettings) -> Iterator[Finding]:
    placed: list[tuple[Path, Rhythm | None]] = [
        *((("selection", i, "notice"), one.notice) for i, one in enumerate(settings.selection)),
        *((("moderation", i, "every"), one.every) for i, one in enumerate(settings.moderation)),
        *((("regular", i, "every"), one.every) for i, one in enumerate(settings.regular)),
        *(
            (("timetables", i, "steps", at, "time"), step.time)
            for i, one in enumerate(settings.timetables)
            for at, step in enumerate(one.steps)
        ),
    ]
    for path, rhythm in placed:
        if rhythm is None:
            continue
        if (rhythm.amount is None) != (not rhythm.unit):
            yield path, '"amount" and "unit" belong together, such as amount: 6, unit: weeks'
        elif rhythm.amount is None and not rhythm.months and not rhythm.words:
            yield path, 'say how often: "amount" with "unit", "in" with months, or "words"'


def _services(settings: AuthoritySettings) -> Iterator[Finding]:
    for index, check in enumerate(settings.regular):
        path: Path = ("regular", index, "services")
        if check.services and not check.by:
            yield (
                path,
                'write "by" too, such as by: Head of Service: "services" says in which of them that post is asked',
            )
        yield from repeated(((*path, at), one) for at, one in enumerate(check.services))


def _used_in(settings: AuthoritySettings) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield each list of tools that an audit's tool is changed by, with where it stands."""
    for key in ("tool_terms", "scales", "look_back", "deadlines", "escalation", "filing"):
        for index, one in enumerate(getattr(settings, key)):
            yield (key, index, "tools"), one.tools


def _shown_with(settings: AuthoritySettings) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for key in ("quotas", "selection", "programmes", "meetings", "moderation", "timetables", "regular"):
        for index, one in enumerate(getattr(settings, key)):
            yield (key, index, "tools"), one.tools


def _unknown_tools(settings: AuthoritySettings, tools: Tools) -> Iterator[Finding]:
    chosen: list[tuple[Path, tuple[str, ...]]] = [
        (("tools", "also"), settings.own.also),
        (("tools", "leave_out"), settings.own.leave_out),
    ]
    for path, names in (*chosen, *_used_in(settings), *_shown_with(settings)):
        for index, name in enumerate(names):
            if name not in tools:
                yield (*path, index), f'there is no audit tool "{name}"; {nearest(name, tools)}'
    if not all(name in tools for name in settings.own.also):
        return  # one wrong name there would be told once more for each entry
    for path, names in _used_in(settings):
        for index, name in enumerate(names):
            if name in tools and not settings.owns(name, tools[name]().authority_code):
                yield (*path, index), f'"{name}" is none of the authority\'s own; name it under "tools", "also" first'


def _in_one_tool(settings: AuthoritySettings, tool: Tool) -> Iterator[Finding]:
    scales, deadlines = {scale.id for scale in tool.scales}, {rule.id for rule in tool.deadlines}
    steps = {step.id for step in tool.filing.steps} if tool.filing else set()
    for index, own in enumerate(settings.scales):
        if tool.id in own.tools and own.scale.id not in scales:
            yield ("scales", index, "id"), f'{tool.id} has no scale "{own.scale.id}"; {nearest(own.scale.id, scales)}'
    for index, date in enumerate(settings.deadlines):
        if tool.id in date.tools and date.id not in deadlines:
            yield from _new_deadline(index, date, tool)
    for index, step in enumerate(settings.filing):
        if tool.id in step.tools and step.id not in steps:
            yield from _new_step(index, step, tool)
    yield from _as_a_tool(settings, tool)


def _new_deadline(index: int, one: DeadlineSetting, tool: Tool) -> Iterator[Finding]:
    missing = [key for key in ("label", "amount", "unit", "owner") if getattr(one, key) in ("", None)]
    if missing:
        message = f'{tool.id} has no deadline "{one.id}", so a new one needs {", ".join(missing)}'
        yield ("deadlines", index), message


def _new_step(index: int, one: FilingSetting, tool: Tool) -> Iterator[Finding]:
    if not one.title:
        yield ("filing", index), f'{tool.id} has no step "{one.id}", so a new one needs a title'


def _as_a_tool(settings: AuthoritySettings, tool: Tool) -> Iterator[Finding]:
    """Tell what would be wrong in the tool once the settings are laid over it, where they are the cause."""
    fitted = fit_tool(tool, settings)
    if fitted is tool:
        return
    known = RuleBook.of(tool)
    before = {message for _, message in (*question_findings(known), *outcome_findings(known))}
    book = RuleBook.of(fitted)
    for path, message in (*question_findings(book), *outcome_findings(book)):
        if message not in before:
            yield _cause(settings, fitted, path), f"in {tool.id}: {message}"


def _cause(settings: AuthoritySettings, fitted: Tool, path: Path) -> Path:
    """Return the entry of the settings that stands behind a place of the fitted tool."""
    index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    entries: list[tuple[tuple[str, ...], bool]] = []
    match path[0]:
        case "escalation":
            grade = fitted.escalation[index].grade
            entries = [(one.tools, one.rule.grade == grade) for one in settings.escalation]
        case "deadlines":
            name = fitted.deadlines[index].id
            entries = [(one.tools, one.id == name) for one in settings.deadlines]
    # What the tool itself says fits no more where a scale was changed under it.
    scales = [("scales", i) for i, one in enumerate(settings.scales) if fitted.id in one.tools]
    found = [(str(path[0]), i) for i, (tools, same) in enumerate(entries) if same and fitted.id in tools]
    return next(iter((*found, *scales)), ("tools",))

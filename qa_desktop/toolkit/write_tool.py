"""Writes a tool back in the shape of its file, so that it can be handed on, changed and read again unchanged."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import yaml
from typing_extensions import override

from qa_desktop.domain.condition import All, AnyOf, Comparison, Condition, Not, Test
from qa_desktop.domain.tool import GuidancePoint, Item, Section, Tool, Words
from qa_desktop.domain.tool_outcome import ClosingRule, DeadlineRule, FilingStep, RegisterRule, SignatureBlock
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.public_json import plain
from qa_desktop.toolkit.yaml_reader import reads_as_text

Keys = dict[str, Plain]
"""One record of a tool file: what stands behind each key."""

_WIDTH = 110
_RENAMED = {
    "inputs": "from",
    "start": "from",
    "item": "question",
    "recipients": "tell",
    "conditional": "tell_where_relevant",
}
_COMPARED = {
    Comparison.EQUALS: "is",
    Comparison.LESS: "less_than",
    Comparison.AT_MOST: "at_most",
    Comparison.MORE: "more_than",
    Comparison.AT_LEAST: "at_least",
}


def tool_as_keys(tool: Tool) -> Keys:
    """Return the tool as the keys of its file, guidance written out. What was left out or empty is left out."""
    source = _record(tool.provenance)
    source.pop("authority", None)
    words: Keys = {one.name: getattr(tool.words, one.name) for one in fields(Words)}
    return _filled(
        {
            "tool": tool.id,
            "version": tool.version,
            "title": tool.title,
            "authority": {"code": tool.authority_code, "name": tool.authority},
            "status": tool.status,
            "purpose": tool.purpose,
            "subject": tool.subject.value,
            "subject_when": [
                {"when": condition_as_keys(one.when), "subject": one.subject.value} for one in tool.subject_when
            ],
            "source": source,
            "words": {word: said for word, said in words.items() if said != getattr(Words(), word)},
            "benchmark": tool.benchmark,
            "private": tool.private,
            "review_by": tool.review_by,
            "look_back": _look_back(tool),
            "scales": [_record(scale) for scale in tool.scales],
            "stages": [_record(stage) for stage in tool.stages],
            "header": [_question(item) for item in tool.header],
            "guidance": [_point(point) for point in tool.guidance],
            "sections": [_section(section) for section in tool.sections],
            **_outcome(tool),
            "translations": {language: dict(texts) for language, texts in tool.translations},
        }
    )


def condition_as_keys(condition: Condition) -> Keys:
    """Return a condition as the keys of a tool file."""
    match condition:
        case Test(subject, Comparison.ANSWERED):
            return {"question": subject, "answered": True}
        case Not(Test(subject, Comparison.ANSWERED)):
            return {"question": subject, "answered": False}
        case Test(subject, Comparison.IN, values):
            return {"question": subject, "is_one_of": list(values)}
        case Test(subject, comparison, values):
            return {"question": subject, _COMPARED[comparison]: values[0]}
        case All(parts):
            return {"all": [condition_as_keys(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_as_keys(part) for part in parts]}
        case Not(part):
            return {"not": condition_as_keys(part)}


def write_yaml(keys: Keys, told: str) -> bytes:
    """Return the keys as a YAML file that begins with a comment, each text so that it is read back as text."""
    lines = "".join(f"# {line}\n" for line in told.splitlines())
    text = yaml.dump(keys, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return (lines + text).encode("utf-8")


class _Writer(yaml.SafeDumper):
    """Writes texts in quotation marks wherever YAML 1.2 would read something else, and no aliases."""

    @override
    def ignore_aliases(self, data: Any) -> bool:  # PyYAML's own signature
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if reads_as_text(text) else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def _section(section: Section) -> Keys:
    return _filled(
        {
            "id": section.id,
            "title": section.title,
            "number": section.number,
            "statement": section.statement,
            "layout": section.layout.value,
            "guidance": [_point(point) for point in section.guidance],
            "where_to_look": list(section.where_to_look),
            "stage": section.stage,
            "repeat": _repeat(section),
            "shown_when": condition_as_keys(section.shown_when) if section.shown_when else None,
            "roll_up": _record(section.roll_up),
            "weight": _number(section.weight),
            "proposed": section.proposed,
            "questions": [_question(item) for item in section.items],
        }
    )


def _repeat(section: Section) -> Keys:
    if section.repeat is None:
        return {}
    return _filled({**_record(replace(section.repeat, start=())), "start": [dict(row) for row in section.repeat.start]})


def _question(item: Item) -> Keys:
    rest = {"computation", "guidance", "descriptors", "shown_when", "not_applicable_unless", "wordings"}
    keys = {one.name: _plain(getattr(item, one.name)) for one in fields(Item) if one.name not in rest}
    unless = item.not_applicable_unless
    return _filled(
        {
            **keys,
            "computed": _record(item.computation),
            "guidance": [_point(point) for point in item.guidance],
            "descriptors": dict(item.descriptors),
            "shown_when": condition_as_keys(item.shown_when) if item.shown_when else None,
            "not_applicable_unless": condition_as_keys(unless) if unless else None,
            "wordings": [{"when": condition_as_keys(one.when), "label": one.label} for one in item.wordings],
        }
    )


def _point(point: GuidancePoint) -> Keys:
    return _filled({**_record(point), "parts": dict(point.parts)})


def _outcome(tool: Tool) -> Keys:
    plan = _record(tool.action_plan)
    if tool.action_plan:
        plan["smart_prompts"] = [
            {"letter": letter, "name": name, "question": question}
            for letter, name, question in tool.action_plan.smart_prompts
        ]
    overall = _record(tool.overall)
    if tool.overall:
        overall["reason_compulsory"] = tool.overall.reason_compulsory
    return {
        "overall": overall,
        "action_plan": _filled(plan),
        "signatures": [_conditional(block) for block in tool.signatures],
        "filing": [_conditional(step) for step in (tool.filing.steps if tool.filing else ())],
        "escalation": [_record(rule) for rule in tool.escalation],
        "deadlines": [_conditional(rule) for rule in tool.deadlines],
        "follow_ups": [_record(rule) for rule in tool.follow_ups],
        "closes": _closes(tool.closes) if tool.closes else {},
        "registers": [_register(rule) for rule in tool.registers],
        "improvement": _record(tool.improvement),
    }


def _closes(rule: ClosingRule) -> Keys:
    return {"audit": rule.link, "when": condition_as_keys(rule.when), "deadlines": dict(rule.deadlines)}


def _register(rule: RegisterRule) -> Keys:
    keys = _record(replace(rule, when=None))
    return {**keys, "when": condition_as_keys(rule.when)} if rule.when else keys


def _look_back(tool: Tool) -> Keys:
    look_back = _record(tool.look_back)
    look_back.pop("variants", None)
    return {**look_back, "by_audit_type": dict(tool.look_back.variants)} if tool.look_back else {}


def _record(value: object) -> Keys:
    """Return a value of the domain as keys, by the names that the file uses."""
    keys = _plain(value)
    return keys if isinstance(keys, dict) else {}


def _conditional(value: SignatureBlock | FilingStep | DeadlineRule) -> Keys:
    keys = _record(replace(value, shown_when=None))
    return {**keys, "shown_when": condition_as_keys(value.shown_when)} if value.shown_when else keys


def _plain(value: object) -> Plain:
    return _tidied(plain(value))


def _tidied(value: Any) -> Plain:  # noqa: ANN401  # JSON of any shape
    if isinstance(value, dict):
        return _filled({str(_RENAMED.get(key, key)): _tidied(one) for key, one in value.items()})
    if isinstance(value, list):
        return [_tidied(one) for one in value]
    return _number(value)


def _number(value: Plain) -> Plain:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _filled(keys: Keys) -> Keys:
    """Return the keys without those that say nothing: the reader fills in the same."""
    return {
        key: value
        for key, value in keys.items()
        if value is not None and value is not False and value not in ("", [], {})
    }

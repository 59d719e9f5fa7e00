"""Reads one row of the survey as a question."""

from __future__ import annotations

import re
from typing import cast

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.tool_shape import QUESTION
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.choice_lists import Answer, ChoiceList, once
from qa_desktop.toolkit.xlsform.columns import FormLine
from qa_desktop.toolkit.xlsform.conditions import Subject
from qa_desktop.toolkit.xlsform.expression import NotCarriedError, finite
from qa_desktop.toolkit.xlsform.filters import filtered
from qa_desktop.toolkit.xlsform.form import Form, guidance_words
from qa_desktop.toolkit.xlsform.limits import computed_from, limits_from
from qa_desktop.toolkit.xlsform.own_columns import take_own
from qa_desktop.toolkit.xlsform.survey_tree import Node

_ALSO = {
    "percent": "decimal", "person": "text", "initials": "text", "checklist": "multiple_choice", "computed": "decimal",
    "audit": "text",
}  # fmt: skip
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")
_YES = ("yes", "true", "true()", "1")
_NO = ("no", "false", "false()", "0", "")
_STANDS_ELSEWHERE = ("id", "label", "type", "help", "scale", "choices", "guidance", "comment", "shown_when", "computed")


def read_question(node: Node, form: Form, around: list[FormLine]) -> list[Keys]:
    """Return the question in a row: none where it has no place, several where its choices depend on an answer."""
    line, kind = node.line, node.kind
    if kind.role == "nothing":
        form.lose(line, kind.told)
        line.take(*line.cells)
        for column in list(line.translated):
            line.take_translations(column)
        return []
    if kind.told:
        form.lose(line, kind.told)
    own = take_own(line, QUESTION)
    name = line.take("name") or f"question_{line.row}"
    keys: Keys = {"id": _id(line, name, own, form)}
    label = line.take("label")
    keys["label"] = form.words(line, label or line.peek("hint") or name, "label")
    if not label:
        form.lose(line, "the question has no label; its hint or name stands for it")
    keys["type"] = _type(line, kind.type, own, form)
    if hint := line.take("hint"):
        keys["help"] = form.words(line, hint, "hint")
    keys |= {key: value for key, value in own.items() if key not in _STANDS_ELSEWHERE}
    if keys["type"] == "computed" and "computed" in own:
        keys["computed"] = own["computed"]
    _guide(keys, line, form)
    _need(keys, line, form)
    _limit(keys, line, form)
    form.translate(f"questions/{keys['id']}/label", line.take_translations("label"))
    _translate_hint(keys, line, line.take_translations("hint"), form)
    questions = _answers(node, keys, form)
    form.subjects.setdefault(name, _subject(questions, kind.list_name, form))
    if kind.or_other and questions:
        questions.append(_other(keys, name, form))
    form.settle_later(lambda: _show(questions, line, own, around, form))
    return questions


def _translate_hint(keys: Keys, line: FormLine, hints: dict[str, str], form: Form) -> None:
    if "help" in keys:
        form.translate(f"questions/{keys['id']}/help", hints)
    elif hints:
        form.lose(line, "the hint stands in another language alone, where the tool has none, and is left out")


def read_calculation(node: Node, form: Form, around: list[FormLine]) -> list[Keys]:
    """Return the computed field in a row; it is emptied in the end where it works out what a tool cannot."""
    line = node.line
    text, own = line.take("calculation"), take_own(line, QUESTION)
    name = line.take("name") or f"question_{line.row}"
    keys: Keys = {"id": _id(line, name, own, form), "label": line.take("label") or name, "type": "computed"}
    if hint := line.take("hint"):
        keys["help"] = form.words(line, hint, "hint")
    keys |= {key: value for key, value in own.items() if key not in _STANDS_ELSEWHERE}
    labels, hints = line.take_translations("label"), line.take_translations("hint")
    form.subjects.setdefault(name, Subject(str(keys["id"]), "computed"))

    def work_out() -> None:
        try:
            keys["computed"] = computed_from(text, form.subjects)
        except NotCarriedError as reason:
            form.lose(line, f"the calculation is left out: {reason}")
            form.subjects.pop(name, None)
            line.take(*line.cells)
            keys.clear()
            return
        form.translate(f"questions/{keys['id']}/label", labels)
        _translate_hint(keys, line, hints, form)

    form.settle_first(work_out)
    form.settle_later(lambda: _show([keys] if keys else [], line, own, around, form))
    return [keys]


def _id(line: FormLine, name: str, own: Keys, form: Form) -> str:
    found = form.ids.take(str(own.get("id") or name), f"question_{line.row}")
    form.rows[found] = line.row
    if found != name and "id" not in own:
        form.lose(line, f'the name "{name}" becomes "{found}": an id stands once, with letters, digits and . _ - only')
    return found


def _type(line: FormLine, found: str, own: Keys, form: Form) -> str:
    wanted = own.get("type")
    if not wanted:
        return found
    if _ALSO.get(str(wanted)) == found:
        return str(wanted)
    form.lose(line, f'the type is another than before: it was "{wanted}"')
    return found


def _guide(keys: Keys, line: FormLine, form: Form) -> None:
    """Carry what good looks like: our own points where the hint says the same, one point otherwise."""
    points = form.points.pop(f"question {keys['id']}", [])
    said = line.take("guidance_hint")
    if said and said != guidance_words(points).strip():
        text = form.words(line, said, "guidance hint")
        points = [{"id": f"{keys['id']}.guidance"[:80], "text": text, "source": form.file}]
        form.translate(f"guidance/{keys['id']}.guidance"[:89], line.take_translations("guidance_hint"))
    if points:
        keys["guidance"] = cast("list[Plain]", points)


def _need(keys: Keys, line: FormLine, form: Form) -> None:
    said = line.take("required").strip().lower()
    if said in _YES:
        keys["need"] = "mandatory"
    elif said not in _NO:
        keys["need"] = "recommended"
        form.lose(line, "an answer is compulsory under a condition; here it is recommended")


def _limit(keys: Keys, line: FormLine, form: Form) -> None:
    given = keys.get("limits")
    limits: Keys = (
        {name: given[name] for name in ("step", "words", "lines") if name in given} if isinstance(given, dict) else {}
    )
    if line.peek("type").strip().lower() == "range":
        limits |= _range(keys, line, form)
    text = line.take("constraint")
    if text:
        try:
            if keys["type"] not in {"integer", "decimal", "percent"}:
                raise NotCarriedError("only numbers have limits here")  # noqa: TRY301  # told as any other
            limits |= limits_from(text, whole=keys["type"] == "integer")
        except NotCarriedError as reason:
            form.lose(line, f'any answer is taken: the constraint "{text[:80]}" is not carried, {reason}')
    keys.pop("limits", None)
    if limits:
        keys["limits"] = limits


def _range(keys: Keys, line: FormLine, form: Form) -> Keys:
    given = dict(_PARAMETER.findall(line.take("parameters")))
    limits: Keys = {}
    for name, ours in (("start", "least"), ("end", "most"), ("step", "step")):
        try:
            number = finite(given.get(name, {"start": "1", "end": "10", "step": "1"}[name]))
        except ValueError:
            form.lose(line, f'the parameter "{name}" is no number')
            continue
        limits[ours] = int(number) if number.is_integer() else number
    if all(isinstance(one, int) for one in limits.values()):
        keys["type"] = "integer"
    return limits


def _answers(node: Node, keys: Keys, form: Form) -> list[Keys]:
    kind, line = node.kind, node.line
    if line.peek("type").strip().lower() in {"acknowledge", "trigger"}:
        keys["choices"] = [{"code": "OK", "label": "OK"}]
        return [keys]
    if not kind.list_name:
        return [keys]
    known = form.lists.get(kind.list_name)
    if known is None:
        form.lose(line, f'there is no list "{kind.list_name}"; the question is left out')
        return []
    if keys["type"] == "checklist":
        keys["guidance"] = _ticked(known, cast("list[Keys]", keys.get("guidance") or []))
        return [keys]
    filter_text = line.take("choice_filter")
    if filter_text:
        return [_choose(one, answers, form) for one, answers in filtered(keys, line, known, filter_text, form)]
    if kind.type == "choice" and known.scale_title:
        form.scales[known.name] = known
        return [{**keys, "type": "scale", "scale": known.name}]
    if kind.type == "choice" and known.is_yes_no and not kind.or_other:
        return [{**keys, "type": "yes_no"}]
    return [_choose(keys, known.answers, form, or_other=kind.or_other)]


def _choose(keys: Keys, answers: list[Answer], form: Form, *, or_other: bool = False) -> Keys:
    answers = once(answers, form.losses)
    choices: list[Plain] = [{"code": one.code, "label": one.label} for one in answers]
    if or_other and not any(one.code == "other" for one in answers):
        choices.append({"code": "other", "label": "Other"})
    for one in answers:
        form.translate(f"questions/{keys['id']}/choices/{one.code}", one.labels)
    return {**keys, "choices": choices}


def _ticked(known: ChoiceList, points: list[Keys]) -> list[Plain]:
    """Return the points of a checklist: those of the list, with what our own sheet says of them beside."""
    beside = {str(point.get("id")): point for point in points}
    return [{**beside.get(one.code, {}), "id": one.code, "text": one.label} for one in known.answers]


def _subject(questions: list[Keys], list_name: str, form: Form) -> Subject:
    known = form.lists.get(list_name)
    subjects = []
    for keys in questions:
        codes = dict(known.codes) if known else {}
        if choices := cast("list[Keys]", keys.get("choices") or []):
            kept = {str(one["code"]) for one in choices}
            codes = {name: code for name, code in codes.items() if code in kept} | ({"OK": "OK"} if not known else {})
            codes |= {"other": "other"} if "other" in kept else {}
        subjects.append(Subject(str(keys["id"]), str(keys["type"]), codes))
    if len(subjects) == 1:
        return subjects[0]
    return Subject("", "choice", variants=tuple(subjects))


def _other(keys: Keys, name: str, form: Form) -> Keys:
    """Return the question for words of one's own that "or other" asks for."""
    found = form.ids.take(f"{name}_other", f"{keys['id']}_other")
    form.subjects.setdefault(f"{name}_other", Subject(found, "text"))
    shown: Keys = {"question": keys["id"], "is": "other"}
    return {"id": found, "label": "Specify other.", "type": "text", "shown_when": shown}


def _show(questions: list[Keys], line: FormLine, own: Keys, around: list[FormLine], form: Form) -> None:
    condition = own.get("shown_when")
    for keys in questions:
        form.show(keys, line, condition if isinstance(condition, dict) else None, around)

"""Carries choice filters: a question whose choices depend on another answer becomes one question for each answer."""

from __future__ import annotations

from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.choice_lists import Answer, ChoiceList
from qa_desktop.toolkit.xlsform.columns import FormLine
from qa_desktop.toolkit.xlsform.conditions import equal
from qa_desktop.toolkit.xlsform.expression import Call, Column, Literal, NotCarriedError, Reference, parse
from qa_desktop.toolkit.xlsform.form import Form, together
from qa_desktop.toolkit.xlsform.names import as_id

_MOST_VARIANTS = 60


def filtered(keys: Keys, line: FormLine, known: ChoiceList, text: str, form: Form) -> list[tuple[Keys, list[Answer]]]:
    """Return the question with the answers that it offers, several times where they depend on other answers."""
    try:
        fixed, depends = _columns(text)
        answers = [one for one in known.answers if all(_cell(one, column) == value for column, value in fixed)]
        groups: dict[tuple[str, ...], list[Answer]] = {}
        for one in answers:
            groups.setdefault(tuple(_cell(one, column) for column, _ in depends), []).append(one)
        if len(groups) > _MOST_VARIANTS or not groups:
            raise NotCarriedError(f"it would make {len(groups)} questions")  # noqa: TRY301  # told as any other
        variants = [(_when(values, depends, form), values, held) for values, held in groups.items()]
    except NotCarriedError as reason:
        form.lose(line, f'every choice is offered: the choice filter "{text[:80]}" is not carried, {reason}')
        return [(keys, known.answers)]
    form.filtered.setdefault(known.name, set()).update(column for column, _ in (*fixed, *depends))
    if not depends:
        return [(keys, answers)]
    return _variants(keys, line, variants, form)


def _variants(
    keys: Keys, line: FormLine, variants: list[tuple[Keys | None, tuple[str, ...], list[Answer]]], form: Form
) -> list[tuple[Keys, list[Answer]]]:
    made: list[tuple[Keys, list[Answer]]] = []
    for when, values, held in variants:
        if when is None:
            form.lose(line, f'no answer leads to the choices for "{", ".join(values)}"; they are left out')
            continue
        found = form.ids.take(f"{keys['id']}.{as_id('.'.join(values))}", "variant")
        for texts in form.translations.values():
            for word in ("label", "help"):
                if f"questions/{keys['id']}/{word}" in texts:
                    texts[f"questions/{found}/{word}"] = texts[f"questions/{keys['id']}/{word}"]
        made.append(({**keys, "id": found, "shown_when": when}, held))
    for texts in form.translations.values():
        for word in ("label", "help"):
            texts.pop(f"questions/{keys['id']}/{word}", None)
    ids = ", ".join(str(one["id"]) for one, _ in made)
    form.lose(line, f"the choices depend on other answers, so the question becomes {len(made)} questions: {ids}")
    return made


def _columns(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (column, value) of what is fixed and (column, question) of what depends on an answer."""
    tree = parse(text)
    fixed, depends = [], []
    for part in tree.parts if isinstance(tree, Call) and tree.name == "and" else (tree,):
        match part:
            case Call("=", (Column(column), Reference(name)) | (Reference(name), Column(column))):
                depends.append((column.lower(), name))
            case Call("=", (Column(column), Literal(value)) | (Literal(value), Column(column))):
                fixed.append((column.lower(), f"{value:g}" if isinstance(value, float) else value))
            case _:
                raise NotCarriedError("only columns that are equal to an answer can be carried")
    return fixed, depends


def _when(values: tuple[str, ...], depends: list[tuple[str, str]], form: Form) -> Keys | None:
    conditions: list[Keys | None] = []
    for value, (_, name) in zip(values, depends, strict=True):
        subject = form.subjects.get(name)
        if subject is None:
            raise NotCarriedError(f"the answer to ${{{name}}} is not there")
        try:
            conditions.append(equal(subject, value))
        except NotCarriedError:
            return None
    return together(conditions)


def _cell(answer: Answer, column: str) -> str:
    return answer.name if column == "name" else answer.line.peek(column)

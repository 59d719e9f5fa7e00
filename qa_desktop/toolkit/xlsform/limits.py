"""Turns constraints into limits and calculations into ages and days between, where they say just that."""

from __future__ import annotations

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.conditions import Subjects
from qa_desktop.toolkit.xlsform.expression import Call, Expression, Literal, NotCarriedError, Own, Reference, parse

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ROUNDED_DOWN = ("int", "floor")
_READ_AS_DAY = ("decimal-date-time", "date", "int", "number", "once", "decimal-date")
_YEARS = tuple(Literal(days) for days in (365.0, 365.2, 365.24, 365.2425, 365.25))
_TODAY = ("today", "now")
_BOUNDS = {"least": ">=", "most": "<="}


def limits_from(text: str, *, whole: bool) -> Keys:
    """Return the limits that a constraint states.

    Raises:
        NotCarriedError: it says more than a least and a most.
    """
    limits: Keys = {}
    tree = parse(text)
    for part in tree.parts if isinstance(tree, Call) and tree.name == "and" else (tree,):
        name, bound = _bound(part, whole=whole)
        if name in limits:
            raise NotCarriedError("it states two limits on one side")
        limits[name] = int(bound) if bound.is_integer() else bound
    return limits


def constraint_from(limits: Keys) -> str:
    """Return least and most as a constraint; nothing where there is neither."""
    return " and ".join(f". {sign} {limits[name]}" for name, sign in _BOUNDS.items() if name in limits)


def _bound(part: Expression, *, whole: bool) -> tuple[str, float]:
    match part:
        case Call("<" | "<=" | ">" | ">=", (Own(), Literal(float() as bound))):
            sign = part.name
        case Call("<" | "<=" | ">" | ">=", (Literal(float() as bound), Own())):
            sign = _TURNED[part.name]
        case _:
            raise NotCarriedError("only a least and a most can be carried")
    if sign in {"<", ">"}:
        if not whole:
            raise NotCarriedError("a limit belongs to what it allows here")
        bound = bound + 1 if sign == ">" else bound - 1
    return ("least" if ">" in sign else "most"), bound


def computed_from(text: str, subjects: Subjects) -> Keys:
    """Return what a calculation works out.

    Raises:
        NotCarriedError: it is neither an age in whole years nor the days between two dates.
    """
    tree = parse(text)
    inner = _inside(tree, _ROUNDED_DOWN)
    if isinstance(inner, Call) and inner.name == "div" and inner != tree and inner.parts[1] in _YEARS:
        later, earlier = _two_days(inner.parts[0])
        inputs: list[Plain] = [_date(earlier, subjects)]
        return {"formula": "age", "from": inputs if _is_today(later) else [*inputs, _date(later, subjects)]}
    later, earlier = _two_days(inner)
    return {"formula": "days_between", "from": [_date(earlier, subjects), _date(later, subjects)]}


def calculation_from(computed: Keys, names: dict[str, str]) -> str:
    """Return what is worked out as a calculation, nothing where XLSForm has none for it; `names` are those by id."""
    inputs = computed["from"]
    days = [f"${{{names[str(one)]}}}" for one in inputs] if isinstance(inputs, list) else []
    match computed["formula"], days:
        case "age", [born]:
            return f"int((today() - {born}) div 365.25)"
        case "age", [born, then]:
            return f"int(({then} - {born}) div 365.25)"
        case "days_between", [start, end]:
            return f"int(decimal-date-time({end})) - int(decimal-date-time({start}))"
        case _:
            return ""


def _two_days(tree: Expression) -> tuple[Expression, Expression]:
    match _inside(tree, _READ_AS_DAY):
        case Call("-", (later, earlier)):
            return _inside(later, _READ_AS_DAY), _inside(earlier, _READ_AS_DAY)
        case _:
            raise NotCarriedError("only an age and the days between two dates can be worked out")


def _inside(tree: Expression, names: tuple[str, ...]) -> Expression:
    while isinstance(tree, Call) and tree.name in names and len(tree.parts) == 1:
        tree = tree.parts[0]
    return tree


def _is_today(tree: Expression) -> bool:
    return isinstance(tree, Call) and tree.name in _TODAY and not tree.parts


def _date(tree: Expression, subjects: Subjects) -> str:
    if isinstance(tree, Reference) and tree.name in subjects and subjects[tree.name].type == "date":
        return subjects[tree.name].id
    raise NotCarriedError("it counts from something that is no date of the form")

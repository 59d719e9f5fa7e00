"""Reads the choices sheet: lists of answers, those of our own scales with everything that a scale says."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.tool_shape import SCALE_POINT
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.columns import OWN_CHOICE, FormLine
from qa_desktop.toolkit.xlsform.losses import Losses
from qa_desktop.toolkit.xlsform.names import Ids
from qa_desktop.toolkit.xlsform.own_columns import take_own

SHEET = "choices"
YES_NO = {"yes": "Yes", "no": "No"}
_FIRST = ("list_name", "name", "label")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a list."""

    name: str
    code: str
    label: str
    labels: dict[str, str]
    """Translations by language."""
    line: FormLine
    rest: Keys
    """What a point of a scale says beside its code and label."""


@dataclass(slots=True)
class ChoiceList:
    """The answers under one list name."""

    name: str
    answers: list[Answer] = field(default_factory=list)
    scale_title: str = ""
    """The title where the list is a scale of ours."""
    scale_proposed: bool = False

    @property
    def codes(self) -> dict[str, str]:
        """Codes by the names in the form."""
        return {one.name: one.code for one in self.answers}

    @property
    def is_yes_no(self) -> bool:
        """Tell whether the list says yes and no and nothing that would be lost."""
        plain = {one.name: one.label for one in self.answers}
        return plain == YES_NO and not self.scale_title and not any(one.labels for one in self.answers)

    def as_choices(self) -> list[Plain]:
        """Return the list as the choices of a question."""
        return [{"code": one.code, "label": one.label} for one in self.answers]

    def as_scale(self) -> Keys:
        """Return the list as a scale."""
        points: list[Plain] = [{"code": one.code, "label": one.label, **one.rest} for one in self.answers]
        proposed: Keys = {"proposed": True} if self.scale_proposed else {}
        return {"id": self.name, "title": self.scale_title, "points": points, **proposed}


def read_lists(lines: list[FormLine], losses: Losses) -> dict[str, ChoiceList]:
    """Return every list by its name."""
    lists: dict[str, ChoiceList] = {}
    ids: dict[str, Ids] = {}
    for line in lines:
        name, said = line.take("list_name"), line.take("name")
        if not name or not said:
            losses.add(SHEET, line.row, "a choice needs a list_name and a name; the row is left out")
            line.take(*line.cells)
            continue
        known = lists.setdefault(name, ChoiceList(name))
        known.scale_title = known.scale_title or line.take(f"{OWN_CHOICE}title")
        known.scale_proposed = known.scale_proposed or line.take(f"{OWN_CHOICE}scale_proposed") == "true"
        code = known.codes.get(said) or ids.setdefault(name, Ids()).take(said, f"choice_{line.row}")
        if code != said:
            losses.add(
                SHEET, line.row, f'the name "{said}" becomes "{code}": a code has letters, digits and . _ - only'
            )
        known.answers.append(_answer(line, said, code))
    return lists


def once(answers: list[Answer], losses: Losses) -> list[Answer]:
    """Return the answers with each name once, telling those that stand twice."""
    kept: dict[str, Answer] = {}
    for one in answers:
        if one.name in kept:
            what = f'"{one.name}" stands twice in the list "{one.line.peek("list_name")}"; the first counts'
            losses.add(SHEET, one.line.row, what)
        else:
            kept[one.name] = one
    return list(kept.values())


def _answer(line: FormLine, name: str, code: str) -> Answer:
    own = take_own(line, SCALE_POINT, OWN_CHOICE)
    return Answer(name, code, line.take("label") or name, line.take_translations("label"), line, own)


def tell_left(lines: list[FormLine], used: dict[str, set[str]], losses: Losses) -> None:
    """Tell the columns of the choices that nothing carried; `used` are those in filters, by list."""
    for line in lines:
        filtered = used.get(line.peek("list_name"), set())
        for column in line.left():
            if column not in _FIRST and column not in filtered:
                losses.add(SHEET, line.row, f'the column "{column}" is left out')

"""Puts the rows of the survey under the groups and repeats that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.xlsform.columns import FormLine
from qa_desktop.toolkit.xlsform.losses import Losses
from qa_desktop.toolkit.xlsform.question_types import Kind, kind_of

SHEET = "survey"
_DEEPEST = 20


@dataclass(slots=True)
class Node:
    """A row, and what stands in it where it begins a group or a repeat."""

    line: FormLine
    kind: Kind
    children: list[Node] = field(default_factory=list)

    @property
    def part(self) -> str:
        """What part of a tool the row is, where our own export says so."""
        return self.line.peek("qa::part")


def nested(lines: list[FormLine], losses: Losses) -> list[Node]:
    """Return the rows of the survey as a tree; what is not closed is closed at the end."""
    top: list[Node] = []
    open_nodes: list[Node] = []
    for line in lines:
        said = line.take("type")
        if not said:
            losses.add(SHEET, line.row, "the row has no type and is left out")
            line.take(*line.cells)
            continue
        kind = _signature_or(kind_of(said), line)
        if kind.role == "end":
            line.take(*line.cells)
            if open_nodes:
                open_nodes.pop()
            else:
                losses.add(SHEET, line.row, "nothing is open that could end here")
            continue
        node = Node(line, kind)
        (open_nodes[-1].children if open_nodes else top).append(node)
        if kind.role == "begin":
            if kind.told:
                losses.add(SHEET, line.row, kind.told)
            open_nodes.append(node)
            if len(open_nodes) > _DEEPEST:
                raise InputProblem(
                    f"survey, row {line.row}: groups are nested deeper than {_DEEPEST}. Flatten the form."
                )
    for node in open_nodes:
        losses.add(SHEET, node.line.row, "the group is not ended; it goes on to the end of the form")
    return top


def _signature_or(kind: Kind, line: FormLine) -> Kind:
    """Return a signature where a picture is asked for as one, the kind otherwise."""
    is_picture = line.peek("type").lower() in {"image", "photo", "picture", "add image prompt"}
    if is_picture and "signature" in line.peek("appearance").lower().split():
        line.take("appearance")
        line.take("parameters")  # how large the picture is
        return Kind("question", "signature")
    return kind

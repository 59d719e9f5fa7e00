"""Says what each type of XLSForm becomes here, and which have no place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECT = re.compile(
    r"(?P<kind>select_one_from_file|select_multiple_from_file|select_one_external|select_one|select1|select_multiple"
    r"|select one from file|select multiple from file|select one from|select one|select multiple"
    r"|select all that apply from|select all that apply"
    r"|add select one prompt using|add select multiple prompt using|rank)"
    r"\s+(?P<list>\S+)(?P<other>\s+(?:or|and)[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)
_PLAIN = {
    "text": "text",
    "string": "text",
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "acknowledge": "choice",
    "trigger": "choice",
    "range": "decimal",
    "email": "text",
    "phone_number": "text",
}
_NEARLY = {
    "datetime": ("date", "asks for the date alone, without the time of day"),
    "time": ("text", "asks for the time in words"),
    "barcode": ("text", "is typed in, not scanned"),
}
_BEGIN = re.compile(r"begin[ _]+(group|repeat|loop)\b.*", re.IGNORECASE)
_END = re.compile(r"end[ _]+(group|repeat|loop)", re.IGNORECASE)
_LOOP = "the loop over a list becomes a section that is asked for each, and people add them one by one"
_PROMPT = re.compile(r"add (\w+(?: number)?) prompt")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a row of the survey is: `begin`, `end`, `note`, `calculate`, `question` or `nothing`."""

    role: str
    type: str = ""
    """The answer type of a question; group or repeat of a begin."""
    list_name: str = ""
    or_other: bool = False
    told: str = ""
    """What is lost, where something is."""


def kind_of(said: str) -> Kind:
    """Return what a row of this type is."""
    said = " ".join(said.split())
    word = said.lower()
    if begun := _BEGIN.fullmatch(said):
        told = _LOOP if begun[1].lower() == "loop" else ""
        return Kind("begin", "group" if begun[1].lower() == "group" else "repeat", told=told)
    if _END.fullmatch(said):
        return Kind("end")
    if select := _SELECT.fullmatch(said):
        return _select(select)
    word = word.replace(" ", "_") if word.replace(" ", "_") in {"date_time", "phone_number"} else word
    prompt = _PROMPT.fullmatch(word)
    word = (prompt[1] if prompt else word).replace("date_time", "datetime")
    if word in {"note", "add note prompt"}:
        return Kind("note")
    if word in {"calculate", "calculation"}:
        return Kind("calculate")
    if word in _NEARLY:
        return Kind("question", _NEARLY[word][0], told=f'the question {_NEARLY[word][1]} (type "{said}")')
    if word in _PLAIN:
        return Kind("question", _PLAIN[word])
    return Kind("nothing", told=f'questions of type "{said}" have no place in an audit tool; it is left out')


def _select(select: re.Match[str]) -> Kind:
    kind = " ".join(select["kind"].lower().replace("_", " ").split())
    if kind == "rank":
        return Kind(
            "nothing", told="questions that put answers in order have no place in an audit tool; it is left out"
        )
    if kind.endswith(("file", "external")):
        return Kind("nothing", told="the answers stand in another file, which is not read; the question is left out")
    several = "multiple" in kind or "all that apply" in kind
    return Kind("question", "multiple_choice" if several else "choice", select["list"], bool(select["other"]))

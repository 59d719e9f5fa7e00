"""Forms in the spirit of those that pyxform tries itself with, written here: each has a feature that forms are made of.

Each is its sheets, with what becomes of it: the ids of the questions, or a part of the refusal; and some of what is
told as lost. Nothing is copied from another project.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Rows = Sequence[Sequence[object]]
THREE = ("type", "name", "label")
LIST = ("list_name", "name", "label")
YES_NO = [LIST, ("yn", "yes", "Yes"), ("yn", "no", "No")]
PLACES = [
    (*LIST, "region"),
    ("town", "york", "York", "north"),
    ("town", "leeds", "Leeds", "north"),
    ("town", "bath", "Bath", "south"),
    ("region", "north", "North", None),
    ("region", "south", "South", None),
]


@dataclass(frozen=True, slots=True)
class Example:
    """A form, and what the import makes of it."""

    sheets: dict[str, Rows]
    questions: tuple[str, ...] = ()
    """Ids in their order; none where the form is refused."""
    refused: str = ""
    lost: tuple[str, ...] = field(default=())
    """Parts of what is told as lost, each by its place."""


EXAMPLES: dict[str, Example] = {
    "text and number": Example(
        {"survey": [THREE, ("text", "who", "Who?"), ("integer", "age", "Age?")]}, ("who", "age")
    ),
    "no name": Example({"survey": [THREE, ("text", None, "Who?")]}, ("question_2",)),
    "yes or no": Example(
        {"survey": [THREE, ("select_one yn", "well", "Well?")], "choices": YES_NO, "settings": [("form_id",), ("w",)]},
        ("well",),
    ),
    "case of letters and spaces in headings": Example(
        {
            "Survey": [("Type", " NAME ", "Label:English (en)"), ("Select One yn", "well", "Well?")],
            "CHOICES": [("List Name", "Name", "LABEL::English (en)"), *YES_NO[1:]],
        },
        ("well",),
    ),
    "older words": Example(
        {
            "survey": [
                ("command", "tag", "caption", "relevance"),
                ("q string", "who", "Who?", None),
                ("select all that apply from yn", "what", "What?", "../who = 'me'"),
                ("add integer prompt", "many", "How many?", None),
            ],
            "choices": YES_NO,
        },
        ("what", "many"),
        lost=('survey, row 2: questions of type "q string"', "survey, row 3: asked always"),
    ),
    "places of answers by path": Example(
        {
            "survey": [
                (*THREE, "relevant"),
                ("select_one yn", "where", "There?", None),
                ("text", "what", "What there?", "../where = 'yes'"),
            ],
            "choices": YES_NO,
        },
        ("where", "what"),
    ),
    "comments beside the form, empty rows, columns without a heading": Example(
        {
            "survey": [
                (*THREE, None, "disabled"),
                (),
                ("text", "who", "Who?", "a remark"),
                (),
                ("note", "n", "Thanks"),
            ],
        },
        ("who",),
        lost=("survey, row 3: words under a column without a heading",),
    ),
    "columns twice": Example(
        {"survey": [(*THREE, "label"), ("text", "who", "Who?", "Whom?")]},
        ("who",),
        lost=('survey, row 1: the heading "label" stands twice',),
    ),
    "sheets beside": Example(
        {"survey": [THREE, ("text", "who", "Who?")], "changes": [("day",), ("today",)], "osm": [("x",), ("y",)]},
        ("who",),
        lost=("changes: this sheet is not read", "osm: this sheet is not read"),
    ),
    "groups in groups": Example(
        {
            "survey": [
                (*THREE, "appearance"),
                ("begin group", "a", "A", "field-list"),
                ("text", "a1", "One", None),
                ("begin_group", "b", "B", None),
                ("text", "b1", "Two", None),
                ("end_group", None, None, None),
                ("end group", None, None, None),
            ]
        },
        ("a1", "b1"),
        lost=('survey, row 2: the column "appearance"',),
    ),
    "a group of nothing": Example(
        {
            "survey": [
                THREE,
                ("begin_group", "g", "Where"),
                ("geopoint", "here", "Here"),
                ("end_group", None, None),
                ("text", "who", "Who?"),
            ]
        },
        ("who",),
        lost=('survey, row 2: no question of the group "Where" can be carried', 'row 3: questions of type "geopoint"'),
    ),
    "repeats": Example(
        {
            "survey": [
                (*THREE, "repeat_count"),
                ("integer", "many", "How many?", None),
                ("begin repeat", "child", "Child", "${many}"),
                ("date", "born", "Born", None),
                ("end repeat", None, None, None),
            ]
        },
        ("many", "born"),
        lost=("survey, row 3: repeated as often as people like",),
    ),
    "a loop over a list": Example(
        {
            "survey": [
                THREE,
                ("begin loop over yn", "each", "Each"),
                ("integer", "many", "How many %(label)s?"),
                ("end loop", None, None),
            ],
            "choices": YES_NO,
        },
        ("many",),
        lost=("survey, row 2: the loop over a list becomes a section",),
    ),
    "choices that depend on an answer": Example(
        {
            "survey": [
                (*THREE, "choice_filter"),
                ("select_one region", "region", "Region?", None),
                ("select_one town", "town", "Town?", "region = ${region}"),
            ],
            "choices": PLACES,
        },
        ("region", "town.north", "town.south"),
        lost=("the choices depend on other answers",),
    ),
    "a filter that works something out": Example(
        {
            "survey": [(*THREE, "choice_filter"), ("select_one town", "town", "Town?", "string-length(region) > 1")],
            "choices": PLACES,
        },
        ("town",),
        lost=("survey, row 2: every choice is offered", 'choices, rows 2 to 4: the column "region"'),
    ),
    "other, in one's own words": Example(
        {"survey": [THREE, ("select_multiple yn or_other", "why", "Why?")], "choices": YES_NO}, ("why", "why_other")
    ),
    "choices in a file": Example(
        {"survey": [THREE, ("select_one_from_file towns.csv", "t", "Town?"), ("text", "who", "Who?")]},
        ("who",),
        lost=("survey, row 2: the answers stand in another file",),
    ),
    "a list named as a type": Example(
        {"survey": [THREE, ("select_one text", "t", "Text?")], "choices": [LIST, ("text", "select_one", "One")]}, ("t",)
    ),
    "codes with spaces": Example(
        {"survey": [THREE, ("select_one t", "t", "T?")], "choices": [LIST, ("t", "don't know", "Don't know")]},
        ("t",),
        lost=('choices, row 2: the name "don\'t know" becomes "don_t_know"',),
    ),
    "a calculation of something else": Example(
        {"survey": [(*THREE, "calculation"), ("integer", "a", "A", None), ("calculate", "b", None, "${a} * 2")]},
        ("a",),
        lost=("survey, row 3: the calculation is left out: only an age",),
    ),
    "calculations alone": Example(
        {"survey": [(*THREE, "calculation"), ("calculate", "a", None, "1 + 1"), ("note", "n", "It is ${a}", None)]},
        refused="asks nothing that an audit tool can ask",
    ),
    "a calculation that ends in the middle": Example(
        {"survey": [(*THREE, "calculation"), ("text", "a", "A", None), ("calculate", "b", "B", "(${a}")]},
        ("a",),
        lost=("survey, row 3: the calculation is left out: a",),
    ),
    "what a telephone notes by itself": Example(
        {
            "survey": [
                THREE,
                *((kind, kind, kind) for kind in ("start", "end", "today", "deviceid", "username", "audit", "hidden")),
                ("text", "who", "Who?"),
            ]
        },
        ("who",),
        lost=('row 2: questions of type "start"', 'row 8: questions of type "hidden"'),
    ),
    "pictures, places and sounds alone": Example(
        {
            "survey": [
                THREE,
                *((kind, kind, kind) for kind in ("image", "geopoint", "geoshape", "audio", "video", "file")),
            ]
        },
        refused='survey, row 3: questions of type "geopoint"',
    ),
    "every kind of widget": Example(
        {
            "survey": [
                (*THREE, "appearance", "constraint", "constraint_message", "default", "parameters"),
                ("text", "words", "Words", "multiline", None, None, None, None),
                ("decimal", "much", "Much", None, ". > 10.51 and . < 18.39", "Between", 11, None),
                ("integer", "many", "Many", None, ". >= 1 and . <= 9", "One to nine", None, None),
                ("range", "pain", "Pain", None, None, None, None, "start=0 end=10 step=1"),
                ("date", "day", "Day", "no-calendar", ". >= today()", None, None, None),
                ("time", "hour", "Hour", None, None, None, None, None),
                ("dateTime", "moment", "Moment", None, None, None, None, None),
                ("select_one yn", "one", "One", "minimal", None, None, None, None),
                ("select_multiple yn", "some", "Some", None, "not(selected(., 'yes'))", None, None, None),
                ("rank yn", "order", "Order", None, None, None, None, None),
                ("barcode", "code", "Code", None, None, None, None, None),
                ("acknowledge", "ok", "OK?", None, None, None, None, None),
                ("image", "ink", "Signature", "signature", None, None, None, None),
            ],
            "choices": YES_NO,
        },
        ("words", "much", "many", "pain", "day", "hour", "moment", "one", "some", "code", "ok", "ink"),
        lost=(
            "row 3: any answer is taken",
            "row 7: the question asks for the time in words",
            "row 11: questions that put",
        ),
    ),
    "languages": Example(
        {
            "survey": [
                ("type", "name", "label::English (en)", "label::Chinese", "label::Klingon", "hint::Cymraeg (cy)"),
                ("text", "who", "Who?", "谁?", "'Iv?", "Enw"),
            ]
        },
        ("who",),
        lost=(
            'the language of the column "label::Klingon" has no code',
            "survey, row 2: the hint stands in another language alone",
        ),
    ),
    "attributes of XForms": Example(
        {"survey": [(*THREE, "bind::own", "body::kind", "instance::x"), ("text", "who", "Who?", "a", "b", "c")]},
        ("who",),
        lost=('survey, row 2: the column "own"',),
    ),
    "settings of other programs": Example(
        {
            "survey": [THREE, ("text", "who", "Who?")],
            "settings": [("form_id", "style", "public_key", "sms_keyword"), ("my form", "pages", "abc", "x")],
        },
        ("who",),
        lost=('settings, row 2: the setting "style"',),
    ),
    "letters that XML does not like": Example({"survey": [THREE, ("text", "who", 'Who & <what> "when"?')]}, ("who",)),
    "an unknown type alone": Example(
        {"survey": [THREE, ("telepathy", "t", "T")]}, refused='questions of type "telepathy"'
    ),
    "another form included": Example({"survey": [THREE, ("include", "other.xls", None)]}, refused='of type "include"'),
    "no survey": Example({"form": [("a",)], "other": [("b",)]}, refused='there is no sheet "survey"'),
    "a survey without types": Example({"survey": [("name", "label"), ("a", "A")]}, refused='has no column "type"'),
    "no heading": Example({"survey": [(), ("text", "who", "Who?")]}, refused="holds no form"),
    "words that hold an answer": Example(
        {"survey": [THREE, ("text", "who", "Who?"), ("text", "why", "Why ${who}?")]},
        ("who", "why"),
        lost=('survey, row 3: the label shows an answer ("${...}")',),
    ),
}

"""The format of a report's template: the keys that may stand in it, with what each holds."""

from __future__ import annotations

from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.reports.catalogue import ReportState
from qa_desktop.domain.reports.template import Every, PartKind
from qa_desktop.toolkit.shape import ByKey, Flag, Key, ListOf, OneOf, Record, Text, one_of

GROUPS = ("department", "domain", "service", "team", "practitioner", "category", "month", "quarter")
TOOLS = ListOf(Text(identity=True), least=1)
PART = Record(
    "report_part",
    (
        Key("id", Text(identity=True), required=True),
        Key("part", one_of(PartKind), required=True, about="What it tells."),
        Key("title", Text(longest=120), required=True),
        Key("text", Text(), about="What stands under the title."),
        Key("tools", TOOLS, about="The tools whose signed records it tells of, where not the report's own."),
        Key("by", OneOf(GROUPS), about="The group by which it tells."),
        Key("themes", one_of(ThemeKind), about="Strengths or areas for development alone."),
        Key("questions", ListOf(Text(identity=True), least=1), about="Which answers of records are told."),
        Key("where", ByKey(Text()), about="Answers that a record has to have."),
        Key("grade", Text(identity=True), about="The overall grade of the audits of which it tells what followed."),
        Key("register", Text(identity=True), about="The register whose entries are counted."),
        Key("none", Text(), about="What is said where there is nothing to tell."),
    ),
)
TEMPLATE = Record(
    "report_template",
    (
        Key("report", Text(identity=True), required=True, about="The id by which it is made."),
        Key("title", Text(longest=120), required=True),
        Key(
            "authority",
            Record(
                "report_authority",
                (Key("code", Text(identity=True), required=True), Key("name", Text(), required=True)),
            ),
            required=True,
        ),
        Key("audience", Text(), required=True, about="Who reads it."),
        Key("every", one_of(Every), required=True),
        Key("also", ListOf(one_of(Every), least=1), about="How often it is asked for besides."),
        Key("tools", ListOf(Text(identity=True)), required=True, about="The tools whose audits are counted."),
        Key("answers_to", ListOf(Text(identity=True)), about="The framework's own reports that it is."),
        Key("source", Text(), about="Where the framework asks for it."),
        Key("hide_small", Flag(), about="Whether small groups are left out; they are where nothing is said."),
        Key("parts", ListOf(PART, least=1), required=True),
    ),
)
CATALOGUE = Record(
    "report_catalogue",
    (
        Key(
            "reports",
            ListOf(
                Record(
                    "named_report",
                    (
                        Key("id", Text(identity=True), required=True),
                        Key("title", Text(longest=120), required=True),
                        Key("every", one_of(Every), required=True),
                        Key("state", one_of(ReportState), required=True, about="Where it comes from."),
                        Key("reports", ListOf(Text(identity=True)), about="The templates that make it."),
                        Key("from", Text(), about="Where it, or what it is fed with, comes from."),
                    ),
                )
            ),
            required=True,
        ),
    ),
)

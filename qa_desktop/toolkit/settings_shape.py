"""Says which keys an authority's settings may hold; each names the rules of the frameworks that it carries (R-...)."""

from __future__ import annotations

from qa_desktop.domain.fit_tool import term_names
from qa_desktop.toolkit.outcome_shape import CODES, DATE_UNITS, ESCALATION, ID
from qa_desktop.toolkit.shape import Flag, Key, ListOf, Number, OneOf, Record, Text, When
from qa_desktop.toolkit.tool_shape import SCALE

UNITS = (*DATE_UNITS, "years")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
KINDS = (
    "actions",
    "case_audits",
    "moderation",
    "supervision",
    "observation",
    "thematic",
    "service_review",
    "learning",
    "challenge",
    "feedback",
    "complaints",
    "workforce",
    "regulated_settings",
    "multi_agency",
    "performance",
    "oversight",
    "instruments",
)

TOOLS = Key("tools", ListOf(Text(identity=True), least=1), required=True, about="The tools in which it holds, by id.")
SOME_TOOLS = Key("tools", ListOf(Text(identity=True), least=1), about="The tools that it is about, by id.")
NOTE = Key("note", Text(), about="What people should know of it, such as what the print leaves open.")
TERM_KEYS = tuple(Key(name, Text(longest=80)) for name in term_names())

RHYTHM = Record(
    "rhythm",
    (
        Key("amount", Number(whole=True, least=1)),
        Key("unit", OneOf(UNITS)),
        Key("in", ListOf(OneOf(MONTHS), least=1), about="The months in which it comes round."),
        Key("words", Text(longest=200), about="Where the print says no more than a word."),
    ),
)
EVERY = Key("every", RHYTHM, about="How often.")
OWN_TOOLS = Record(
    "own_tools",
    (
        Key("of", ListOf(Text(identity=True)), about="Codes of authorities, every tool of which is meant."),
        Key("also", ListOf(Text(identity=True)), about="Single tools that were taken over from elsewhere."),
        Key("leave_out", ListOf(Text(identity=True)), about="Tools that are not used."),
    ),
)
TERMS = Record("terms", TERM_KEYS)
TOOL_TERMS = Record("tool_terms", (TOOLS, *TERM_KEYS))
SUPERSEDED = Record("superseded", (Key("printed", Text(), required=True), Key("now", Text(), required=True), NOTE))
SCALE_SETTING = Record("scale_setting", (TOOLS, *SCALE.keys, NOTE))
LOOK_BACK = Record(
    "look_back_setting",
    (TOOLS, Key("months", Number(whole=True, least=1), required=True), Key("text", Text(), required=True)),
)
DEADLINE = Record(
    "deadline_setting",
    (
        ID,
        TOOLS,
        Key("label", Text()),
        Key("amount", Number(whole=True), about="Negative counts backwards, 0 stays on the day."),
        Key("unit", OneOf(DATE_UNITS)),
        Key(
            "from",
            Text(identity=True),
            about="`last_meeting`, `allocation`, `initial_audit`, or a date field or question of the tools; as the "
            "tool says where left out.",
        ),
        Key("owner", Text()),
        Key("shown_when", When(), about="When it applies at all, as in tools."),
        Key("applies_to", OneOf(("audit", "immediate_actions", "other_actions", "signing"))),
        Key("grades", CODES),
        Key("source", Text()),
    ),
)
ESCALATION_SETTING = Record("escalation_setting", (TOOLS, *ESCALATION.keys))
RECIPIENT = Record("recipient", (ID, Key("name", Text(), required=True), Key("address", Text(longest=200)), NOTE))
FILING = Record(
    "filing_setting",
    (
        ID,
        TOOLS,
        Key("title", Text(), about="May hold {recipients} and the placeholders of tools."),
        Key("heading", Text()),
        Key("text", Text()),
        Key("length_limit", Number(whole=True, least=1), about="The case system's limit in characters."),
        Key("to", ListOf(Text(identity=True), least=1), about="Recipients, by id."),
        Key("tell", ListOf(Text(), least=1), about="Whom the step tells; it is done once each of them was told."),
        Key("comment_by", ListOf(Text(), least=1), about="Who of those told is asked for a comment."),
    ),
)
QUOTA = Record(
    "quota",
    (
        ID,
        Key("role", Text(), required=True),
        Key("what", Text(), required=True),
        Key("least", Number(whole=True, least=1), required=True),
        Key("per", OneOf(("week", "month", "quarter", "year")), required=True),
        Key("for_each", OneOf(("person", "team", "case")), about="`person` where left out (R-022)."),
        SOME_TOOLS,
        NOTE,
    ),
)
SELECTION = Record(
    "selection",
    (
        ID,
        Key("what", Text(), required=True),
        Key("how", OneOf(("random", "thematic", "programme", "by_need", "every", "planned")), required=True),
        SOME_TOOLS,
        Key("reach", OneOf(("own_team", "outside_own_service", "across_teams", "any"))),
        Key("day", Number(whole=True, least=1), about="The day of the month on which cases are drawn."),
        Key("notice", RHYTHM, about="How long before the audit the auditor knows."),
        Key("by", Text(), about="Who chooses."),
        Key("auditors", ListOf(Text(), least=1), about="Who audits a case, each with a form of their own."),
        NOTE,
    ),
)
PROGRAMME_ROW = Record(
    "programme_row", (Key("period", Text(), required=True), Key("themes", ListOf(Text(), least=1), required=True))
)
PROGRAMME = Record(
    "programme",
    (
        ID,
        Key("title", Text(), required=True),
        SOME_TOOLS,
        Key("columns", ListOf(Text(), least=1), required=True),
        Key("rows", ListOf(PROGRAMME_ROW, least=1), required=True),
    ),
)
MEETING = Record(
    "meeting",
    (
        ID,
        Key("with", ListOf(Text(), least=1), required=True),
        SOME_TOOLS,
        Key("before", Text()),
        Key("during", Text()),
    ),
)
GRADING = Record(
    "grading",
    (
        Key("agreed_with", Text()),
        Key("disagreement", Text(), about="What happens where the two do not agree."),
        Key("first_given", Flag(), about="Whether grades first given are kept beside those submitted."),
        NOTE,
    ),
)
MODERATION = Record(
    "moderation",
    (
        ID,
        Key("what", Text(), required=True),
        Key("when", OneOf(("grades_differ", "sample", "theme_or_sample", "always")), required=True),
        Key("by", Text()),
        Key("grade", OneOf(("final", "beside"))),
        EVERY,
        SOME_TOOLS,
        NOTE,
    ),
)
FAMILY = Record(
    "family",
    (
        Key("asked", ListOf(Text(), least=1)),
        Key("consent_by", Text()),
        Key("consent_needed", Flag()),
        NOTE,
    ),
)
CHALLENGE = Record("challenge", (Key("name", Text(), required=True), NOTE))
TIMETABLE_STEP = Record(
    "timetable_step",
    (
        ID,
        Key("what", Text(), required=True),
        Key("when", OneOf(("before", "after", "during")), required=True),
        Key("of", Text(), required=True),
        Key("time", RHYTHM),
        Key("by", Text()),
    ),
)
TIMETABLE = Record(
    "timetable",
    (
        ID,
        Key("title", Text(), required=True),
        Key("steps", ListOf(TIMETABLE_STEP, least=1), required=True),
        SOME_TOOLS,
    ),
)
REGULAR = Record(
    "regular",
    (
        ID,
        Key("kind", OneOf(KINDS), required=True),
        Key("what", Text(), required=True),
        EVERY,
        Key("by", Text()),
        Key("services", ListOf(Text(), least=1), about="In which services `by` is asked; in every one if none."),
        Key("to", Text()),
        SOME_TOOLS,
        Key("when", When(), about="Which signed records with these tools say that it was done; every one if none."),
        NOTE,
    ),
)
CONTACT = Record(
    "contact",
    (
        ID,
        Key("name", Text(longest=120), required=True),
        Key("number", Text(longest=60), about="The telephone number; left out, people are told that it is missing."),
        Key("when", Text(longest=120), about="When to call there, such as outside office hours."),
        NOTE,
    ),
)
SAFETY = Record(
    "safety",
    (
        Key("steps", ListOf(Text(longest=300), least=1), about="What to do, a sentence each."),
        Key("contacts", ListOf(CONTACT, least=1), required=True, about="Whom to telephone, in this order."),
        Key("worker_contacts", ListOf(CONTACT, least=1), about="Whom to tell of a concern about a worker."),
    ),
)
FIGURES = Record(
    "figures",
    (
        Key("least", Number(whole=True, least=0), about="Of smaller groups nothing is told outside; 0 for none."),
        Key("percent_from", Number(whole=True, least=1), about="From how many audits on shares are told in percent."),
        Key("practitioner", Flag(), about="Whether there are figures of single practitioners (PRACTICE P-33)."),
        Key("standard", Text(longest=80), about="The grade that is expected, by its word."),
    ),
)
LISTED_THEME = Record(
    "listed_theme",
    (
        ID,
        Key("name", Text(longest=80), required=True),
        Key("words", ListOf(Text(longest=80)), about="Words that speak of it, by which it is suggested."),
    ),
)

SETTINGS = Record(
    "authority_settings",
    (
        Key("settings", Text(identity=True), required=True, about="The id; a copy has one of its own."),
        Key("version", Text(identity=True), required=True, about="Goes up with every change."),
        Key(
            "authority",
            Record(
                "settings_authority",
                (Key("code", Text(identity=True), required=True), Key("name", Text(), required=True)),
            ),
            required=True,
        ),
        Key(
            "source",
            Record("settings_source", (Key("document", Text(), required=True), NOTE, Key("gaps", ListOf(Text())))),
            required=True,
        ),
        Key("tools", OWN_TOOLS, required=True, about="The authority's own tools: offered first."),
        Key("terms", TERMS, about="The authority's words (PRACTICE P-14)."),
        Key("tool_terms", ListOf(TOOL_TERMS), about="Words that hold in some tools alone."),
        Key("superseded", ListOf(SUPERSEDED), about="Terms of the print that the law has replaced (R-200)."),
        Key("benchmark", Text(), about="The sentence on the standard to bear in mind (R-050)."),
        Key("scales", ListOf(SCALE_SETTING), about="Scales that take the place of a tool's (R-051, R-114)."),
        Key("look_back", ListOf(LOOK_BACK), about="The usual period audited (R-037)."),
        Key("deadlines", ListOf(DEADLINE), about="Dates that follow (R-090 to R-099)."),
        Key("escalation", ListOf(ESCALATION_SETTING), about="Who is told at which grade (R-080 to R-085)."),
        Key("recipients", ListOf(RECIPIENT), about="Where copies go (R-071, R-075)."),
        Key("filing", ListOf(FILING), about="Steps of filing (R-070 to R-076)."),
        Key("quotas", ListOf(QUOTA), about="How much is expected of a role (R-020 to R-028)."),
        Key("selection", ListOf(SELECTION), about="How cases are chosen, and who audits them (R-001 to R-015)."),
        Key("programmes", ListOf(PROGRAMME), about="What a period's audits look at (R-008, R-150)."),
        Key("meetings", ListOf(MEETING), about="With whom an audit is done (R-030 to R-039)."),
        Key("grading", GRADING, about="How the grade comes about (R-040 to R-043, R-084)."),
        Key("moderation", ListOf(MODERATION), about="Who looks at audits again (R-044 to R-049)."),
        Key("family", FAMILY, about="Whether and how the family is asked (R-060 to R-064)."),
        Key("challenge", CHALLENGE, about="The challenge of reviewing officers and chairs (R-170 to R-175)."),
        Key("timetables", ListOf(TIMETABLE), about="The steps of larger work (R-130 to R-138)."),
        Key("regular", ListOf(REGULAR), about="What comes round: checks, reports, meetings (R-100 to R-220)."),
        Key("safety", SAFETY, about="Whom to call about a safety concern, and what to do (R-086)."),
        Key("figures", FIGURES, about="What figures and reports may tell (PRACTICE P-33)."),
        Key("themes", ListOf(LISTED_THEME), about="With what audits are tagged, as the list begins (PRACTICE P-34)."),
    ),
)

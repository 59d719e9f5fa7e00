"""Whatever stands in a form, it becomes a tool that passes the check or is refused in words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.xlsform.import_form import import_book
from qa_desktop.toolkit.xlsform.workbook import Book, Line, Sheet

TYPES = st.sampled_from(
    ["text", "integer", "decimal", "date", "note", "calculate", "range", "image", "acknowledge", "geopoint", "",
     "select_one a", "select_multiple a", "select_one a or_other", "select_one gone", "select_one b",
     "begin_group", "begin_repeat", "end_group", "end_repeat"]
)  # fmt: skip
NAMES = st.sampled_from(["q1", "q2", "q3", "Q 4", "ä", "_", "", "x" * 90])
JSON = st.sampled_from(
    ["{", "[]", "{}", "5", "NaN", "1e999", "TRUE", '{"all": ["x"]}', '{"a": {}}', '["b"]', "[" * 3000, "9" * 5000]
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(
        ["${q1} = 'x'", "${q2} > 5", "yes", "true()", ". > 9" + "9" * 400, "${q1} > 'nan'", "start=inf", "7", "²",
         "9" * 5000, "int((today() - ${q3}) div 365.25)", "kind = ${q1}", "header", "overall", "comment", "signature",
         "signatures", "action_plan", "guidance", "percent", "computed", "checklist"]
    ),
    JSON,
    st.text(max_size=12).map(str.strip),
)  # fmt: skip
HEADINGS = (
    "label", "label::Welsh (cy)", "hint", "guidance_hint", "relevant", "required", "constraint", "calculation",
    "choice_filter", "repeat_count", "parameters", "appearance", "qa::part", "qa::id", "qa::type", "qa::limits",
    "qa::repeat", "qa::shown_when", "qa::computed", "qa::need", "qa::role", "qa::field", "qa::weight",
)  # fmt: skip


def lines(*required: tuple[str, st.SearchStrategy[str]]) -> st.SearchStrategy[list[dict[str, str]]]:
    some = st.dictionaries(st.sampled_from(HEADINGS), WORDS, max_size=5)
    row = st.builds(lambda given, more: {**more, **given}, st.fixed_dictionaries(dict(required)), some)
    return st.lists(row, max_size=9)


def sheet(name: str, rows: list[dict[str, str]]) -> Sheet:
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
    filled = (
        Line(number, {key: text for key, text in row.items() if text}) for number, row in enumerate(rows, start=2)
    )
    return Sheet(name, headings, tuple(line for line in filled if line.cells))


@settings(max_examples=150)
@given(
    survey=lines(("type", TYPES), ("name", NAMES)),
    choices=lines(("list_name", st.sampled_from(["a", "a", "b", ""])), ("name", NAMES)),
    own=st.lists(
        st.fixed_dictionaries(
            {"key": st.sampled_from(["source", "filing", "stages", "words", "authority"]), "value": WORDS}
        ),
        max_size=3,
    ),
    points=st.lists(
        st.fixed_dictionaries({"place": st.sampled_from(["tool", "question q1"]), "id": NAMES}), max_size=2
    ),
)
def test_any_form_becomes_a_tool_or_is_refused_in_words(
    survey: list[dict[str, str]], choices: list[dict[str, str]], own: list[dict[str, str]], points: list[dict[str, str]]
) -> None:
    named = {"survey": survey, "choices": choices, "qa_tool": own, "qa_guidance": points}
    book = Book("form.xlsx", {name: sheet(name, rows) for name, rows in named.items()})

    try:
        made = import_book(book)
    except InputProblem as refused:
        assert "form.xlsx" in refused.sentence or "survey, row" in refused.sentence  # noqa: PT017  # both are right
        return

    assert read_tool(made.yaml, {}) == made.tool

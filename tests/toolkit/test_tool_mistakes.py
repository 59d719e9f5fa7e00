import pytest

from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import Libraries

# What is changed in the whole tool, into what, and what the checker then says.
CHANGES = [
    ('colour: "#1B5C68"', "colour: teal", "write a colour in quotation marks"),
    ("formula: days_late, from: [born]", "formula: days_late, from: [ref]", '"ref" is no date'),
    ("formula: days_late, from: [born]", "formula: sum, from: [born]", '"born" is no number'),
    ("formula: days_late, from: [born]", "formula: percent, from: [b.7]", "percent needs the part and the whole"),
    ("from: seen, moved_to", "from: saw, moved_to", 'there is no question "saw"; use one of'),
    ("from: seen, moved_to", "from: ref, moved_to", '"ref" is no date'),
    ("moved_to: end_of_quarter", "moved_to: end_of_time", '"end_of_time" is not known here'),
    ("id: z.p.5", "id: z.p.5}\n    - {field: reviewed_on, label: R, id: z.p.5", '"z.p.5" stands twice'),
    ("limits: {lines: 1}", "limits: {lines: 0}", "write 1 or more"),
    ("subject_when: [{when: {question: ref", "subject_when: [{when: {question: reef", 'there is no question "reef"'),
    ("opens_after: first, done_by", "done_by", "say with opens_after which stage they are to have read"),
    ("words/yes: Ie", "words/maybe: Ie", '"words/maybe" is nothing that can be translated'),
    ("title: Everything", "titel: Everything", 'unknown key "titel"; did you mean "title"?'),
    ("title: Everything at once", "# nothing", 'title: the key "title" is missing'),
    ("title: Everything at once", "title:", "this is empty"),
    ("title: Everything at once", "title: true", "put it in quotation marks"),
    ("title: Everything at once", "title: [a]", "a single value"),
    ("title: Everything at once", 'title: "a\\u0007"', "a control character"),
    ("tool: full-tool", "tool: full tool", "no spaces"),
    ("status: draft", "status: drafty", '"drafty" is not known here; did you mean "draft"?'),
    ("subject: home", "subject: homes", 'did you mean "home"?'),
    ("purpose: To", "version: 3\npurpose: To", 'the key "version" stands twice, first in line 3'),
    ("review_by: 2027-04-01", "review_by: next May", "write the day as year, month and day"),
    ("review_by: 2027-04-01", "review_by: 2027-02-30", "write the day as year, month and day"),
    ("note: Made up.", "note: !!int 5", "a tag that begins with an exclamation mark"),
    ("benchmark: Good is", "? [a]\n: b\nbenchmark: Good is", "a key must be a plain word"),
    ("type: yes_no, yes", "type: yesno, yes", 'did you mean "yes_no"?'),
    ("{id: b.8, label: B eight, type: decimal}", "{id: b.8, label: B eight}", 'the key "type" is missing'),
    ("{id: b.8, label", "{id: b.9, label", '"b.9" stands twice'),
    ("{id: g.1, label", "{id: z.J, label", '"z.J" stands twice'),
    ("  - id: beta", "  - id: alpha", '"alpha" stands twice'),
    ("{code: high, label: High", "{code: low, label: High", '"low" stands twice'),
    ('{code: "y", label: Y}', "{code: x, label: Y}", '"x" stands twice'),
    ("points: [W-T.a.1]}, {id: OWN.1", "points: [W-T.a.1]}, {id: W-T.a.1", '"W-T.a.1" stands twice'),
    ("type: scale, scale: marks, need", "type: scale, scale: mark, need", 'no scale "mark"; did you mean "marks"?'),
    ("type: scale, scale: marks, need", "type: scale, need", 'names its "scale"'),
    ("type: decimal}", "type: decimal, scale: marks}", "has no scale; remove it"),
    ("label: A two, weight", "label: A two, scale: other, weight", "every question of a matrix has one scale"),
    ("label: A two, weight", "label: A two, type: text, weight", "every question of a matrix is of type scale"),
    ("layout: form", "layout: single", "layout: single is for one question"),
    ("label: X}, {", "label: X, colour: red}, {", 'unknown key "colour"'),
    ("label: X}, {", "label: X, or so I hear}, {", '"or so I hear"; if it belongs to the text before it, put'),
    ('type: choice, choices: [{code: x, label: X}, {code: "y", label: Y}]', "type: choice", 'needs "choices"'),
    ("type: decimal}", "type: decimal, choices: [{code: x, label: X}]}", "has no choices"),
    ("type: computed, computed: {formula: age, from: [born]}", "type: computed", 'needs "computed"'),
    ("from: [born]", "from: [bron]", 'no question "bron"; did you mean "born"?'),
    ("from: [born]", "from: [ref]", '"ref" is no date'),
    ("from: [born, seen]", "from: [born]", "needs two dates"),
    ("formula: age,", "formula: ages,", 'did you mean "age"?'),
    (("guidance: [{library: W-T, points: [W-T.a.1]}, {id: OWN.1, text: Own point, source: Us, group: G, "
     "parts: {a: part}, applies_to: babies}]"), "help: Tick", 'a checklist needs "guidance"'),
    ("library: W-T, section: a", "library: W-X, section: a", 'no guidance library "W-X"; did you mean "W-T"?'),
    ("library: W-T, section: a", "library: W-T, section: c", 'W-T has no section "c"'),
    ("prefix: W-T.b", "prefix: W-T.c", 'no point of W-T begins with "W-T.c"'),
    ("points: [W-T.a.1]", "points: [W-T.a.9]", 'W-T has no point "W-T.a.9"'),
    ("library: W-T, section: a", "library: W-T, section: a, prefix: W", "one of section, prefix or points"),
    ("library: W-T, section: a", "text: Alone", 'name a "library", or write a point of your own'),
    ("compulsory_for: [low,", "compulsory_for: [lowest,", '"lowest" is no answer to this question; did you mean'),
    ("descriptors: {low:", "descriptors: {lo:", '"lo" is no answer to this question'),
    ("limits: {words: 120}", "limits: {step: 5}", "are for questions of type integer, decimal or percent"),
    ("type: decimal}", "type: decimal, limits: {words: 5}}", "a limit of words is for questions of type: text"),
    ("least: 0, most: 100, step: 5", "least: 10, most: 1", "least (10) is more than most (1)"),
    ("least: 0, most: 100, step: 5", "step: 0", "a step is more than 0"),
    ("least: 0, most: 100, step: 5", "most: 110", "a percentage lies between 0 and 100"),
    ("word_limit: 90", "word_limit: 0.5", "write a whole number"),
    ("word_limit: 90", "word_limit: 0", "write 1 or more"),
    ("weight: 60, desc", "weight: many, desc", "write a number"),
    ("evidence: true", "evidence: yes", "write true or false"),
    ("answered_by: [lead, peer]", "answered_by: [lead]", "need two or more"),
    ("answered_by: [lead, peer]", "answered_by: [led, peer]", 'did you mean "lead"?'),
    ("answered_by: [lead, peer]", "answered_by: []", "at least one entry"),
    ("type: decimal}", "type: decimal, yes_is_concern: true}", "only a question of type yes_no"),
    ("type: decimal}", "type: decimal, prefill: today}", "only header fields"),
    ("stage: second", "stage: secand", 'no stage "secand"; did you mean "second"?'),
    ("side_by_side: true, stage: first", "side_by_side: true, stage: frist", 'no stage "frist"'),
    ("opens_after: first", "opens_after: third", 'no stage "third"'),
    ("title: First, done_by", "title: First, opens_after: second, done_by", "waits for itself"),
    ("title: First, done_by", "title: First, opens_after: first, done_by", 'nobody can open the stage "second"'),
    ("title: Everything at once", "title: No", 'write "No" with quotation marks'),
    ("{question: a.1, is: low}", "{question: b.1, is: yes}", 'write "yes" with quotation marks'),
    ("is_one_of: [x,", "is_one_of: [on,", 'write "on" with quotation marks'),
    ("descriptors: {low:", "descriptors: {off: Off, low:", 'write "off" with quotation marks'),
    ("least: 1, most: 6", "least: 7, most: 6", "least (7) is more than most (6)"),
    ("{question: a.1, is: low}", "{question: a.9, is: low}", 'there is no question "a.9"'),
    ("{question: a.1, is: low}", "{question: a.1, is: lows}", '"lows" is no answer to "a.1"; did you mean "low"?'),
    ("{question: a.1, is: low}", "{question: a.1, is: true}", '"True" is no answer to "a.1"'),
    ("{question: a.1, is: low}", "{question: a.1, at_most: low}", "is no number or date"),
    ("{question: a.1, is: low}", "{question: a.1}", "a condition says one thing"),
    ("{question: a.1, is: low}", "{question: a.1, is: low, answered: true}", "a condition says one thing"),
    ("{question: a.1, is: low}", "{is: low}", 'the key "question" is missing'),
    ("{question: a.1, is: low}", "{question: a.1, is: }", "write one answer"),
    ('is_one_of: [x, "y"]', "is_one_of: []", "write a list of answers"),
    ("{question: a.1, is: low}", "low", "here stand keys with their values"),
    ("{question: age, at_least: 16}", "{question: age, at_least: old}", "compare it with a number"),
    ('less_than: "2026-01-31"', 'less_than: "31 January"', "compare it with a date"),
    ('{question: b.1, is: "yes"}', "{question: b.2, is: x}", "wait for each other: b.2 > b.2"),
    ("type: multiple_choice, choices", "type: multiple_choice, shown_when: {question: b.2, is: x}, choices",
     "wait for each other: b.2 > b.3 > b.2"),
    ("{question: a.1, is: low}", '{question: b.1, is: "yes"}', "wait for each other"),
    ("weight: 60, desc", "weight: 50, desc", "the weights make 90; they must make 100"),
    ("weight: 60, desc", "desc", 'so each part needs a "weight"'),
    ("type: decimal}", "type: decimal, weight: 5}", "a weight counts only under"),
    ("rank: 1, value: 1.5", "rank: 1", '"high" of scale "marks" has no "value"'),
    ("least: 0, most: 49", "least: 49, most: 0", "least (49) is more than most (0)"),
    ("code: yes_band", "code: no_band", '"no_band" stands twice'),
    ("method: percent_of_applicable", "method: lowest", "bands have no meaning with method: lowest"),
    ("label: All in all\n  scale: marks", "label: All in all\n  scale: marksy", 'no scale "marksy"'),
    ("    - {field: due, label: When}\n", "", 'a column for "due" is missing'),
    ("{field: initials,", "{field: due,", '"due" stands twice'),
    ("{field: initials,", "{field: initial,", 'did you mean "initials"?'),
    ("    - {letter: T, name: Timely, question: When?}\n", "", "five SMART prompts, or none"),
    ("statement: Done., seals: true", "statement: Done.", "one signatory seals"),
    ("statement: Done., seals: true", "statement: Done., seals: true, optional: true", "cannot be optional"),
    ("optional: true, proposed: true", "seals: true", "only one signatory seals"),
    ("{role: practitioner,", "{role: auditor,", '"auditor" stands twice'),
    ("Check - {month}", "Check - {mont}", '"{mont}" cannot be filled in; did you mean "month"?'),
    ("Check - {month}", "Check - {month", "a brace stands alone"),
    ("{grade: low, tell", "{grade: lowly, tell", '"lowly" is not on the scale of the overall judgement'),
    ("grades: [low]", "grades: [worst]", '"worst" is not on the scale of the overall judgement'),
    ("unit: working_days", "unit: workdays", 'did you mean "working_days"?'),
    ("amount: 5", "amount: 0.5", "write a whole number"),
    ("question: b.1, answers", "question: b.99, answers", 'there is no question "b.99"'),
    ('answers: ["yes"]', "answers: [maybe]", '"maybe" is no answer to "b.1"'),
    ("by_audit_type: {themed: 6}", "by_audit_type: {themed: soon}", "write a whole number"),
    ("by_audit_type: {themed: 6}", "by_audit_type: [6]", "each with its own value"),
    ("sections/alpha/title: Alffa", "sections/alpa/title: Alffa", 'did you mean "sections/alpha/title"?'),
    ("words/yes: Ie", "labels/evidense: Tystiolaeth", 'did you mean "labels/evidence"?'),
    ("  cy: {", "  Welsh!: {", "name the language by its code"),
    ("short_descriptor: Not there}", f"short_descriptor: {'x' * 46}}}", "46 characters; at most 45"),
    ("repeat: {of: finding, least: 1, order_by: g.2, start: [{g.1: First, g.2: low}]}", "number: '7'",
     "a table has a row for each of something"),
    ("start: [{g.1: First,", "start: [{g.9: First,", 'no question "g.9" in this section'),
    ("g.2: low}]", "g.2: lower}]", '"lower" is no answer to "g.2": choose one of high, low'),
    ("least: 1, order_by", "least: 0, most: 0, order_by", "write 1 or more"),
    ("label: G one, type: text", "label: G one, type: text, beside: true", "no question stands above this one"),
    ("id: g.2, label: G two", "id: g.2, label: G two, type: text, beside: true", "has a column of its own"),
    ("label: B six, type", "label: B six, beside: true, type", "cannot belong to a question where answers stand side"),
    ("{id: ref, label", "{id: ref, beside: true, label", "a header field stands alone"),
    ("order_by: g.2", "order_by: g.9", 'no question "g.9" in this section'),
    ("order_by: g.2", "order_by: g.1", 'the answers of "g.1" have no order'),
    ("label: G one, type", "label: G one, evidence: true, type", "a column of a table cannot have this"),
    ("label: G one, type: text", "label: G one, type: checklist, guidance: [{library: W-T, points: [W-T.b.1]}]",
     "points to tick do not fit into a column"),
    ("layout: form", "layout: table", "a table has 7 columns at most"),
    ("from: [a.1, a.2]", "from: [a.1]", "differences needs pairs of graded questions"),
    ("from: [a.1, a.2]", "from: [a.1, ref]", '"ref" is not graded on the same scale'),
    ("type: audit, audits_of", "type: text, audits_of", "only a question of type audit can have this"),
    ("link: about, field", "link: abuot, field", 'no question "abuot"; did you mean "about"?'),
    ("link: about, field", "link: born, field", '"born" asks for no audit'),
    ("field: overall_grade", "field: grade", '"grade" is not known here'),
    ("link: about, field: overall_grade", "link: about", 'either a "field" or a "question"'),
    ("field: overall_grade}", "field: overall_grade, question: q.1}", 'either a "field" or a "question"'),
    ("formula: age, from: [born]}}", "formula: age, from: [born]}, taken_from: {link: about, field: date}}",
     "cannot be taken over from another audit"),
    ("type: decimal}", "type: audit, answered_by: [lead, peer], side_by_side: true}", "a record points to one audit"),
    ("link: about, field", "link: b.8, field", '"b.8" asks for no audit'),
    ("closes: {audit: about", "closes: {audit: abuot", 'no question "abuot"; did you mean "about"?'),
    ("closes: {audit: about", "closes: {audit: seen", '"seen" asks for no audit; name a question that does'),
    ("deadlines: {soon: seen}", "deadlines: {soon: b.1}", '"b.1" is no date; name a question of type: date'),
    ('about, when: {question: b.1, is: "yes"}, dead', 'about, when: {question: b.0, is: "yes"}, dead',
     'no question "b.0"'),
    ("not_before: born", "not_before: bron", 'no question "bron"; did you mean "born"?'),
    ("not_before: born", "not_before: ref", '"ref" is no date; name a question of type: date'),
    ("date: seen, count_by", "date: ref, count_by", '"ref" is no date; name a question of type: date'),
    ("count_by: [b.1]", "count_by: [b.7]", '"b.7" has no list of answers to count'),
    ("count_by: [b.1]", "count_by: [b.0]", 'no question "b.0"'),
    ("add_up: [b.7]", "add_up: [g.1]", '"g.1" is no whole number'),
    ("board: Board, what: g.1", "board: Board, what: g.0", 'no question "g.0"'),
    ("board: Board, what: g.1", "board: Board, what: a.1", '"a.1" cannot say this'),
    ("due: g.4, source", "due: g.3, source", '"g.3" cannot say this; name a question that asks for a date'),
    ("owner: g.3, due", "owner: b.11, due", '"b.11" is not asked once for each line'),
    ("progress: g.5, started: [high]", "progress: g.5, started: [begun]", '"g.5" has no answer "begun"'),
    ("started: [high], done: [low]", "started: [high], done: [high]", '"high" says two things of a line; name it once'),
    ("board: Board, what: g.1, owner: g.3", "board: Board, owner: g.3", '"owner" goes with "what"'),
    ("of_whom: b.11", "of_whom: b.7", '"b.7" asks for no person'),
    ("asks: b.11", "asks: b.7", '"b.7" asks for no person'),
    ("applies_to: signing", "applies_to: audit", 'give one of "deadlines" applies_to: signing'),
    ("words: [g.1]", "words: [b.7]", '"b.7" asks for no words'),
    ("title: Checks, when: {question: b.1", "title: Checks, when: {question: b.0", 'no question "b.0"'),
    ("gaps: [Nothing is real.]", "gaps: Nothing", "begin each entry with a hyphen"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=[f"{i:03}" for i in range(len(CHANGES))])
def test_a_mistake_is_told_with_its_line_and_what_would_be_right(
    old: str, new: str, expected: str, full_text: str, libraries: Libraries
) -> None:
    assert old in full_text
    changed = full_text.replace(old, new, 1)
    first = full_text[: full_text.index(old)].count("\n") + 1

    with pytest.raises(SeveralProblems) as caught:
        read_tool(changed.encode(), libraries)

    told = [str(mistake) for mistake in caught.value.mistakes]
    assert any(expected in one for one in told), told
    lines = {mistake.line for mistake in caught.value.mistakes if expected in str(mistake)}
    near = range(first - 12, first + new.count("\n") + 8)
    assert lines <= {1, *near}, (lines, first)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(full_text: str, libraries: Libraries) -> None:
    changed = (
        full_text.replace("status: draft", "status: odd")
        .replace("scale: marks, need", "scale: mark, need")
        .replace("unit: working_days", "unit: moons")
        .replace("{month}", "{moon}")
    )

    with pytest.raises(SeveralProblems) as caught:
        read_tool(changed.encode(), libraries)

    lines = [mistake.line for mistake in caught.value.mistakes]
    assert len(lines) >= 4
    assert lines == sorted(lines)


def test_a_mistake_names_the_question_in_which_it_stands(full_text: str, libraries: Libraries) -> None:
    changed = full_text.replace("type: decimal}", "type: decimol}")

    with pytest.raises(SeveralProblems) as caught:
        read_tool(changed.encode(), libraries)

    assert caught.value.mistakes[0].where == "sections > beta > questions > b.8 > type"
    line = changed.splitlines()[caught.value.mistakes[0].line - 1]
    assert line[caught.value.mistakes[0].column - 1 :].startswith("decimol")


def test_one_wrong_value_brings_no_mistakes_in_its_train(full_text: str, libraries: Libraries) -> None:
    changed = full_text.replace("  - id: marks", "  - id: my marks")

    with pytest.raises(SeveralProblems) as caught:
        read_tool(changed.encode(), libraries)

    assert [mistake.where for mistake in caught.value.mistakes] == ["scales > my marks > id"]


def test_a_file_of_nothing_but_mistakes_is_given_up_after_two_hundred(libraries: Libraries) -> None:
    text = "\n".join(f"key{number}: 1" for number in range(50_000))

    with pytest.raises(SeveralProblems) as caught:
        read_tool(text.encode(), libraries)

    assert len(caught.value.mistakes) == 200

"""Fills a store with what figures are read from, of very many signed audits: made by few statements, without a log."""

from __future__ import annotations

from qa_desktop.domain.figures.graded import OVERALL, GradeScale
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.models.statement import Run

TOOL = "her-audit"
DOMAINS = 9
THEMES = 20
UNDER_WAY, PRIME = 1000, 7919
SCALE = GradeScale.of(
    ScalePoint(code, code.capitalize(), rank)
    for rank, code in enumerate(("outstanding", "good", "requires", "inadequate"), start=1)
)


def id_of(number: str) -> str:
    """Return the SQL of a copy's id.

    The ids of real audits lie in the order in which audits were begun, and their numbers in that in which they were
    signed: here a thousand are under way at a time, and of them any may be signed next.
    """
    return f"printf('copy-%07d', {number} / {UNDER_WAY} * {UNDER_WAY} + {number} % {UNDER_WAY} * {PRIME} % {UNDER_WAY})"


NUMBERS = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ?1)"
DAY = "date('2024-01-01', ((value / 40 * 7919) % 1000) || ' days')"
# Every fifth case has two auditors. A team belongs to one service. Brackets: what joins words binds more tightly.
AUDITS = (
    f"INSERT INTO figure_audit {NUMBERS} SELECT value, {id_of('value')}, {DAY}, substr({DAY}, 1, 7), '{TOOL}', "  # noqa: S608 - constants of ours
    "'HER', 'service ' || (value % 40 % 7), 'team ' || (value % 40), 'worker ' || (value % 400), "
    "'category ' || (value / 40 % 5), 'auditor ' || (value % 200), "
    "CASE WHEN value % 5 IN (3, 4) THEN 'pair-' || (value / 5) ELSE '' END, "
    f"CASE value % 5 WHEN 3 THEN 'lead' WHEN 4 THEN 'peer' ELSE '' END, '', 0, 1 - (value % 5 = 4) FROM n"
)
ITEMS = (OVERALL, *(f"{TOOL}.{number}" for number in range(1, DOMAINS + 1)))
GRADES = (
    f"INSERT INTO figure_grade {NUMBERS} SELECT n.value, i.value, '', '', ?3, "  # noqa: S608 - as above
    "CASE (n.value * 7 + i.key + n.value / 4000) % 9 WHEN 0 THEN 'outstanding' WHEN 1 THEN 'requires' "
    f"WHEN 2 THEN 'requires' WHEN 3 THEN 'inadequate' ELSE 'good' END, 1 - (n.value % 5 = 4) "
    "FROM n CROSS JOIN json_each(?2) i"
)
TAGGED = (
    f"INSERT INTO figure_theme {NUMBERS} SELECT n.value, t.value, "  # noqa: S608 - as above
    "CASE t.value WHEN 0 THEN 'strength' ELSE 'development' END, "
    f"'Theme ' || ((n.value * 3 + t.value * 7) % {THEMES}), 'Words of the audit.', '', '', a.day, a.pair "
    "FROM n CROSS JOIN json_each('[0, 1]') t CROSS JOIN figure_audit a ON a.number = n.value WHERE n.value % 5 <> 4"
)
LISTED = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, search, "
    "place, place_title, changed_at, unsent, team, service, meeting) SELECT audit, tool, '1', '', 'signed', day, "
    "'me', day, '', 'Audit', 'HER', audit, practitioner, 'good', 1, 1, '', '', '', day, 0, team, service, "
    "day FROM figure_audit"
)
ACTIONS = (
    "INSERT INTO action (audit, id, what, who, due, done, person, owner, owner_key, team, service, state, stage, "
    "by_when, reviewed_on, checked_on, search) SELECT audit, i.value, 'What is to be done', '', day, 0, '', '', '', "
    "team, service, 'open', 'open', date('now', (number % 211 - 120) || ' days'), '', '', '' "
    "FROM figure_audit CROSS JOIN json_each('[1, 2]') i WHERE number % 19 = 0"
)
PLACE = "tool, authority, month, service, team, category"
AT_LEVELS = {
    2: "tool, authority, month, service, '', category",
    1: "tool, authority, month, service, team, ''",
    0: "tool, authority, month, service, '', ''",
}
COUNTED = """
    CREATE TEMP TABLE in_place AS SELECT a.number, p.id AS place FROM figure_audit a CROSS JOIN figure_place p ON
    p.level = 3 AND (p.tool, p.authority, p.month, p.service, p.team, p.category) = (a.tool, a.authority,
    a.month, a.service, a.team, a.category);
    CREATE UNIQUE INDEX temp.in_place_by_number ON in_place (number);
    INSERT INTO figure_what (item, scale, grade) SELECT DISTINCT item, scale, grade FROM figure_grade UNION ALL
    VALUES ('', '', '');
    INSERT INTO figure_name (kind, name) SELECT DISTINCT '', name FROM figure_theme UNION SELECT kind, name FROM
    figure_theme;
    CREATE TEMP TABLE given AS SELECT g.number, i.place, w.id AS what, g.final FROM figure_grade g CROSS JOIN
    in_place i ON i.number = g.number CROSS JOIN figure_what w ON (w.item, w.scale, w.grade) = (g.item, g.scale,
    g.grade);
    CREATE INDEX temp.given_by_number ON given (number);
    INSERT INTO given SELECT a.number, i.place, w.id, a.counts FROM figure_audit a CROSS JOIN in_place i ON
    i.number = a.number CROSS JOIN figure_what w ON w.item = '';
    INSERT INTO figure_cell SELECT 0, place, what, count(*) FROM given WHERE final = 1 GROUP BY place, what;
    INSERT INTO figure_cell SELECT n.id, g.place, g.what, count(*) FROM figure_theme t CROSS JOIN figure_name n
    ON n.name = t.name AND n.kind = '' CROSS JOIN given g ON g.number = t.number WHERE g.final = 1 GROUP BY 1,
    2, 3;
    INSERT INTO figure_cell SELECT n.id, i.place, w.id, count(*) FROM figure_theme t CROSS JOIN figure_audit a
    ON a.number = t.number AND a.counts = 1 CROSS JOIN figure_name n ON n.name = t.name AND n.kind = t.kind
    CROSS JOIN in_place i ON i.number = t.number CROSS JOIN figure_what w ON w.item = '' GROUP BY 1, 2, 3;
    CREATE TEMP TABLE met AS SELECT i.place, a.auditor AS one, o.auditor AS other, v.id AS first, w.id AS
    second, instr('oguri', substr(g.grade, 1, 1)) AS ranked, instr('oguri', substr(h.grade, 1, 1)) AS against
    FROM figure_audit a CROSS JOIN figure_audit o ON o.pair = a.pair AND o.pair <> '' AND o.seat = 'peer' CROSS
    JOIN figure_grade g ON g.number = a.number CROSS JOIN figure_grade h ON h.number = o.number AND h.item =
    g.item CROSS JOIN in_place i ON i.number = a.number CROSS JOIN figure_what v ON (v.item, v.scale, v.grade) =
    (g.item, g.scale, g.grade) CROSS JOIN figure_what w ON (w.item, w.scale, w.grade) = (h.item, h.scale,
    h.grade) WHERE a.seat = 'lead';
    INSERT INTO figure_open SELECT a.number, c.by_when, count(*) FROM action c CROSS JOIN figure_audit a ON
    a.audit = c.audit GROUP BY 1, 2;
    INSERT INTO figure_open_cell SELECT i.place, o.by_when, sum(o.many) FROM figure_open o CROSS JOIN in_place i
    ON i.number = o.number GROUP BY 1, 2;
    INSERT INTO figure_quoted SELECT a.month, h.name, h.public = '', count(*) FROM figure_theme h CROSS JOIN
    figure_audit a ON a.number = h.number WHERE a.replaced = 0 GROUP BY 1, 2, 3;
    INSERT INTO figure_pair_cell SELECT place, 'lead peer', first, second, count(*) FROM met GROUP BY 1, 2, 3, 4;
    INSERT INTO figure_auditor_cell SELECT place, one, 'peer', (ranked > against) - (ranked < against), count(*)
    FROM met GROUP BY 1, 2, 3, 4;
    INSERT INTO figure_auditor_cell SELECT place, other, 'lead', (ranked < against) - (ranked > against),
    count(*) FROM met GROUP BY 1, 2, 3, 4
"""
"""Counts by everything."""
HIGHER = """
    INSERT INTO figure_cell SELECT c.theme, u.place, c.what, sum(c.number) FROM figure_cell c CROSS JOIN above u
    ON u.below = c.place GROUP BY 1, 2, 3;
    INSERT INTO figure_open_cell SELECT u.place, c.by_when, sum(c.number) FROM figure_open_cell c CROSS JOIN
    above u ON u.below = c.place GROUP BY 1, 2;
    INSERT INTO figure_pair_cell SELECT u.place, c.seats, c.first, c.second, sum(c.number) FROM figure_pair_cell
    c CROSS JOIN above u ON u.below = c.place GROUP BY 1, 2, 3, 4;
    INSERT INTO figure_auditor_cell SELECT u.place, c.auditor, c.against, c.apart, sum(c.number) FROM
    figure_auditor_cell c CROSS JOIN above u ON u.below = c.place GROUP BY 1, 2, 3, 4
"""
"""Counts at a level from those by everything."""


def fill(run: Run, audits: int) -> None:
    """Add so many audits with ten grades and two themes each, and their counts."""
    run(AUDITS, (audits,))
    run("DROP INDEX figure_grade_by_grade")
    run(GRADES, (audits, "[" + ", ".join(f'"{item}"' for item in ITEMS) + "]", SCALE.id))
    run("CREATE INDEX figure_grade_by_grade ON figure_grade (item, grade, number) WHERE final = 1")
    run(TAGGED, (audits,))
    for place, item in enumerate(ITEMS):
        run("INSERT INTO figure_key VALUES (?, ?, ?, 'Domain', ?)", (TOOL, item, f"Domain {place}", place))
    run("INSERT INTO figure_scale VALUES (?, ?)", (SCALE.id, SCALE.packed))
    run(LISTED)
    run(ACTIONS)
    count(run)


def count(run: Run) -> None:
    """Count what the audits say: by everything, and from that at the levels above."""
    _place(run, 3, PLACE)
    for statement in COUNTED.split(";"):
        run(statement)
    for level, columns in AT_LEVELS.items():
        _place(run, level, columns)
        run(
            "CREATE TEMP TABLE above AS SELECT t.id AS below, p.id AS place FROM (SELECT id, "  # noqa: S608 - names of ours
            f"{_named(columns)} FROM figure_place WHERE level = 3) t CROSS JOIN figure_place p ON p.level = ? "
            f"AND ({', '.join(f'p.{one}' for one in PLACE.split(', '))}) = "
            f"({', '.join(f't.{one}' for one in PLACE.split(', '))})",
            (level,),
        )
        run("CREATE UNIQUE INDEX temp.above_by_below ON above (below)")
        for statement in HIGHER.split(";"):
            run(statement)
        run("DROP TABLE temp.above")
    for table in ("in_place", "given", "met"):
        run(f"DROP TABLE temp.{table}")


def _named(columns: str) -> str:
    return ", ".join(f"{of} AS {name}" for of, name in zip(columns.split(", "), PLACE.split(", "), strict=True))


def _place(run: Run, level: int, columns: str) -> None:
    run(f"INSERT INTO figure_place (level, {PLACE}) SELECT DISTINCT {level}, {columns} FROM figure_audit")  # noqa: S608 - names of ours

"""Fills a store with what lists read of very many signed audits: their rows alone, as copies of one."""

from __future__ import annotations

from benchmarks.many_figures import NUMBERS, id_of
from benchmarks.profiles import OpenedProfile, start_full_audit
from qa_desktop.models import improvement_rows
from qa_desktop.models.statement import Run

FIELDS, ACTIONS = 8, 2
DAY = "date('now', (value % 700 - 350) || ' days')"
COPIED = {
    "id": id_of("value"),
    "state": "'signed'",
    "signed_at": f"{DAY} || 'T09:00:00.000+00:00'",
    "changed_at": f"{DAY} || 'T09:00:00.000+00:00'",
    "subject": "'48-' || value",
    "overall": "CASE value % 4 WHEN 0 THEN 'inadequate' WHEN 1 THEN 'good' ELSE 'outstanding' END",
    "unsent": "0",
}
ANSWERS = (
    f"INSERT INTO field {NUMBERS} SELECT {id_of('n.value')}, f.stream, f.path, f.value, f.op_id, f.author, f.at "  # noqa: S608 - constants of ours
    "FROM n, (SELECT * FROM field WHERE audit = ?2 LIMIT ?3) f"
)
WORK = (
    "INSERT INTO work (audit, task, kind, what, whose, due, closing, step, closed, done, person, team) "  # noqa: S608 - as above
    f"{NUMBERS} SELECT {id_of('value')}, ?2, ?3, 'What is to be done: ' || ?2, 'Manager', {{due}}, 'mark', 'plan', "
    "0, 0, 'p' || (value % 200), 'team ' || (value % 40) FROM n"
)
REGISTER = "notices"
ENTRY = (
    f"INSERT INTO entry {NUMBERS} SELECT {id_of('value')}, '{REGISTER}', {DAY}, 1, 'Worker ' || (value % 200), '', "  # noqa: S608 - as above
    "'48-' || value, '' FROM n"
)
COUNTED = (
    f"INSERT INTO entry_count {NUMBERS} SELECT {id_of('value')}, '{REGISTER}', ?2, (value * ?3) % 5, "  # noqa: S608 - as above
    "'Answer ' || ((value * ?3) % 5), 1 FROM n"
)
IMPROVEMENT = (
    f"INSERT INTO improvement (audit, newer, {improvement_rows.COLUMNS}) {NUMBERS} SELECT {id_of('value')}, "  # noqa: S608 - as above
    "CASE value % 5 WHEN 0 THEN 'newer' ELSE '' END, 'line', 'Timetable what follows from it', "
    "'Worker ' || (value % 200), 'Worker ' || (value % 200), 'worker ' || (value % 200), '', "
    "'Board ' || (value % 6), 'Live audits', "
    f"{DAY}, {DAY}, 'open', CASE value % 3 WHEN 0 THEN 'closed' ELSE 'open' END, '', '', '', '', 'follow-up|', '', "
    "'Service ' || (value % 8), '', '', '', 'timetable what follows from it worker ' || (value % 200) FROM n"
)
TASKS = (
    ("deadline.immediate", "date"),
    ("deadline.supervision", "date"),
    ("telling.officer", "telling"),
    ("filing.return", "filing"),
    *((f"action.{number}", "action") for number in range(ACTIONS)),
)


def add_signed_audits(profile: OpenedProfile, audits: int) -> None:
    """Add so many audits, each with eight answers, two actions, a line of a plan, a register's entry and six tasks."""
    seed = start_full_audit(profile.desk, profile.desk.tool("bra-live-audit"), "48-0000")
    with profile.store._write() as run:  # noqa: SLF001 - a whole log of so many would take an hour
        columns = _columns(run, "audit")
        copied = ", ".join(COPIED.get(name, name) for name in columns)
        run(_copying("audit", columns, copied, "audit WHERE id = ?2"), (audits, seed))
        run(ANSWERS, (audits, seed, FIELDS))
        for key, kind in TASKS:
            run(WORK.format(due="'~'" if kind in ("telling", "filing") else DAY), (audits, key, kind))
        add_actions(run, audits)
        run(IMPROVEMENT, (audits,))
        run(ENTRY, (audits,))
        for number, question in enumerate(("kind", "theme"), 1):
            run(COUNTED, (audits, question, number))
        # Every other one is somebody else's, and its line in the inbox is worked out.
        run("UPDATE audit SET created_by = 'somebody' WHERE id LIKE 'copy-%' AND number % 2 = 0")
        run("INSERT INTO inbox_waiting (audit, noted) SELECT id, 0 FROM audit WHERE id LIKE 'copy-%'")
    profile.store.inbox.note()
    with profile.store._write() as run:  # noqa: SLF001 - as above
        run("DELETE FROM inbox_waiting")


def add_actions(run: Run, audits: int) -> None:
    """Add two actions to each of so many audits, as copies of the first that there is."""
    columns = _columns(run, "action")
    told = {
        "audit": id_of("value"),
        "id": "'action-' || ?2",
        "due": DAY,
        "by_when": DAY,
        "stage": "'open'",
        "owner": "'Worker ' || (value % 200)",
        "owner_key": "'worker ' || (value % 200)",
    }
    copied = ", ".join(told.get(name, f"a.{name}") for name in columns)
    for number in range(ACTIONS):
        run(_copying("action", columns, copied, "(SELECT * FROM action LIMIT 1) a"), (audits, number))


def _columns(run: Run, table: str) -> list[str]:
    """Return the columns that are written; what numbers the rows is left out."""
    rows = run(f"SELECT name FROM pragma_table_info('{table}') WHERE name <> 'number'")  # noqa: S608 - constants of ours
    return [str(row[0]) for row in rows]


def _copying(table: str, columns: list[str], copied: str, source: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) {NUMBERS} SELECT {copied} FROM n, {source}"  # noqa: S608 - names of our own columns

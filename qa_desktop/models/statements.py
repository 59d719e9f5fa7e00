"""The SQL of the path that every keystroke takes: plain text, because composing it costs more than running it."""

from __future__ import annotations

from qa_desktop.models.rows import FIELD_COLUMNS, OPERATION_COLUMNS

_MARKS = ", ".join("?" for _ in OPERATION_COLUMNS.split(","))
_COLUMNS_OF_O = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))

COUNTER = "SELECT incarnation, seq, writes FROM device"
SET_COUNTER = "UPDATE device SET seq = ?, writes = ?"
COUNT_WRITE = "UPDATE device SET writes = writes + 1"
HEADER = "SELECT state, read_only_reason FROM audit WHERE id = ?"
TOUCH = "UPDATE audit SET changed_at = ? WHERE id = ?"

# "+?" for the path: there are indexes for single paths, and SQLite plans a statement anew for each path that is bound
# where it is compared with a bare mark.
STANDING = (
    f"SELECT {_COLUMNS_OF_O}, o.pos, o.frozen, o.sent_at, f.value "  # noqa: S608 - constants of ours
    "FROM field f JOIN operation o ON o.op_id = f.op_id WHERE f.audit = ? AND f.stream = ? AND f.path = +?"
)
ADD_OPERATION = f"INSERT INTO operation ({OPERATION_COLUMNS}, frozen, sent_at) VALUES ({_MARKS}, ?, ?)"  # noqa: S608 - as above
LATEST = "SELECT op_id FROM operation WHERE audit = ? AND stream = ? AND path = ? ORDER BY pos DESC LIMIT 1"
REWRITE = (
    "UPDATE operation SET client_time = ?, facts = ?, body = ?, salt = ?, commitment = ?, signature = ? WHERE pos = ?"
)
ADOPT = (
    "UPDATE operation SET client_time = ?, facts = ?, body = ?, salt = ?, commitment = ?, signature = ?, frozen = 1 "
    "WHERE op_id = ?"
)
INTO_OUTBOX = "INSERT INTO outbox (pos, audit, since) VALUES (?, ?, ?)"
SET_FIELD = f"INSERT OR REPLACE INTO field ({FIELD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above

SIGN = "UPDATE audit SET state = 'signed', signed_at = coalesce(min(signed_at, ?1), ?1) WHERE id = ?2"
FREEZE_AUDIT = "UPDATE operation SET frozen = 1 WHERE audit = ? AND stream NOT LIKE 'private:%'"
FREEZE_ALL = "UPDATE operation SET frozen = 1 WHERE audit = ?"
DEVICES = (
    "SELECT author, incarnation, max(seq) FROM operation WHERE audit = ? AND stream NOT LIKE 'private:%' "
    "GROUP BY author, incarnation"
)
SIGNING = (
    f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = ? "  # noqa: S608 - as above
    "AND (kind = 'sign' OR (path >= 'signature/' AND path < 'signature0'))"
)

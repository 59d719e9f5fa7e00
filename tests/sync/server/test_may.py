"""The authorisation function against an independent table, over the whole matrix and with nulls everywhere."""

from collections.abc import Sequence
from itertools import product

from tests.sync.server.laptops import Server

ROLES = ["auditor", "moderator", "manager", "qa_officer", "head_of_service", "practitioner", "admin", "king", None]
KINDS = ["create", "set", "resolve", "sign", "reveal", "document", "redact", "dispose", "grant", "withdraw",
         "settle", "hold", "release", "go_on", "any", "levitate", None]  # fmt: skip
STATES = ["draft", "revealed", "signed", "held_draft", "held_revealed", "held_signed", "disposed", "standing",
          "personal", "held_standing", "burnt", None]  # fmt: skip
STREAMS = [
    "record",
    "lead",
    "peer",
    "moderation",
    "restricted",
    "retention",
    "private:x",
    "tools",
    "profile",
    "programme",
    "desk",
    "allocations",
    "answers",
    "attic",
    None,
]
RELATIONS = ["owner", "peer", "moderator", "practitioner", "team", "service", "all", "member", "named", "reader",
             "case_team", "case_service", "cousin", None]  # fmt: skip
VERBS = ["read", "write", "relay", "accept", "list", "burn", None]
Question = tuple[str | None, str | None, str | None, str | None, str | None, str | None]

OPEN = {"draft", "revealed", "signed"}
WORK = {"set", "resolve", "document"}
ROLE_OF = {"team": "manager", "service": "head_of_service", "all": "qa_officer"}
EARLY_READERS = {
    "record": {"draft": "owner peer", "revealed": "owner peer"},
    "lead": {"draft": "owner", "revealed": "owner peer"},
    "peer": {"draft": "peer", "revealed": "owner peer"},
    "moderation": {"draft": "", "revealed": ""},
    "restricted": {"draft": "owner service all", "revealed": "owner service all"},
}
READERS_WHEN_SIGNED = {
    "record": "owner peer moderator team service all practitioner",
    "lead": "owner peer moderator team service all",
    "peer": "owner peer moderator team service all",
    "moderation": "moderator service all",
    "restricted": "owner service all",
}
WRITERS = {"record": "owner peer", "lead": "owner", "peer": "peer", "moderation": "", "restricted": "owner all"}
WRITERS_WHEN_SIGNED = {**WRITERS, "record": "owner peer team all", "moderation": "moderator all"}
CARRIERS = {
    "record": "owner peer team service all",
    "lead": "owner team service all",
    "peer": "peer team service all",
    "moderation": "moderator service all",
    "restricted": "owner service all",
}


STAFF = {"auditor", "moderator", "manager", "qa_officer", "head_of_service"}
READ_BY_READERS = {*product(["revealed", "signed"], ["record", "retention"]), ("disposed", "retention")}

OF_CASE = {"case_team": "team", "case_service": "service"}

HELD = {f"held_{state}": state for state in OPEN}
SEEN_WHEN_HELD = {"read": "owner service all named", "list": "service all", "accept": "all"}


def expected(question: Question) -> bool:
    role, kind, state, stream, relation, verb = (part or "" for part in question)
    if None in question or role == "king":
        return False
    apart = [expected_of_authority] if state in {"personal", "standing"} else []
    apart += [expected_of_case] if relation in OF_CASE else []
    apart += [expected_when_held] if state in HELD else []
    if apart:
        return apart[0](question)
    if relation == "reader":
        return role in STAFF and (kind, verb) == ("any", "read") and (state, stream) in READ_BY_READERS
    if role == "admin" or (stream != "retention" and (state not in OPEN or stream not in WRITERS)):
        return False
    foreign = role != ROLE_OF.get(relation, role) or (role == "practitioner" and relation != "practitioner")
    if foreign or (relation == "practitioner" and verb != "read"):
        return False
    if stream == "retention":
        return expected_of_retention(kind, state, relation, verb)
    if verb == "read":
        readers = READERS_WHEN_SIGNED[stream] if state == "signed" else EARLY_READERS[stream][state]
        return kind == "any" and relation in readers.split()
    by_verb = {
        "relay": expected_of_carrier,
        "accept": expected_of_acceptor,
        "write": expected_of_writer,
        "list": expected_of_lister,
    }
    return verb in by_verb and by_verb[verb](kind, state, stream, relation)


def expected_when_held(question: Question) -> bool:
    """Return what a hold leaves of what holds without one; those whom it names read, and nothing else."""
    role, kind, state, stream, relation, verb = question
    if relation == "named":
        is_staff = role not in {"practitioner", "admin"}
        return is_staff and (kind, verb) == ("any", "read") and stream in {"record", "lead", "peer", "retention"}
    if verb in SEEN_WHEN_HELD and relation not in SEEN_WHEN_HELD[verb].split():
        return False
    if verb in {"write", "relay"} and kind in {"redact", "dispose", "withdraw"}:
        return False
    if (verb, kind) == ("write", "grant") and relation != "all":
        return False
    return expected((role, kind, HELD[state or ""], stream, relation, verb))


def expected_of_case(question: Question) -> bool:
    """Return what the audited case's team may: as the auditor's, but nothing restricted, and no look while on hold."""
    role, kind, state, stream, relation, verb = (part or "" for part in question)
    carries = verb == "relay" or (verb, kind in WORK) == ("write", True)
    looks = state in {"read": {"signed", "disposed"}, "list": {"draft", "revealed"}}.get(verb, set())
    return (
        stream != "restricted" and (carries or looks) and expected((role, kind, state, stream, OF_CASE[relation], verb))
    )


def expected_of_carrier(kind: str, state: str, stream: str, relation: str) -> bool:
    revealed = relation in {"owner", "peer"} and stream in {"lead", "peer"} and state != "draft"
    carried = {*WORK, "create", "sign", "go_on", "reveal", "redact", "grant", "withdraw", "settle"}
    return kind in carried and (relation in CARRIERS[stream].split() or revealed)


def expected_of_lister(kind: str, state: str, stream: str, relation: str) -> bool:
    return (kind, stream) == ("any", "record") and state != "signed" and relation in {"team", "service", "all"}


def expected_of_acceptor(kind: str, _state: str, stream: str, relation: str) -> bool:
    acceptors = {"owner", "all"} if stream in {"record", "lead", "peer"} else {"all"}
    return kind in {*WORK, "sign", "go_on"} and relation in acceptors


def expected_of_authority(question: Question) -> bool:
    role, kind, state, stream, relation, verb = (part or "" for part in question)
    if state == "personal":
        return stream in {"allocations", "answers"} and expected_of_allocations(role, kind, stream, relation, verb)
    if stream == "desk":
        rights = {"read": {"any"}, "write": {"set", "document"}, "relay": {"set", "document"}}
        return (role, relation) == ("qa_officer", "all") and kind in rights.get(verb, set())
    return relation == "member" and expected_of_organisation(role, kind, stream, verb)


def expected_of_allocations(role: str, kind: str, stream: str, relation: str, verb: str) -> bool:
    fits = role != "admin" if relation == "owner" else ROLE_OF.get(relation) == role
    written = {"set", "document"} if stream == "allocations" else {"set"}
    rights = {"read": {"any"}, "write": written, "relay": written}
    writer = "all" if stream == "allocations" else "owner"
    return fits and kind in rights.get(verb, set()) and (verb != "write" or relation == writer)


def expected_of_retention(kind: str, state: str, relation: str, verb: str) -> bool:
    late = state in {"signed", "disposed"}
    if verb == "read":
        readers = "owner peer all service" + (" moderator team practitioner" if late else "")
        return kind == "any" and state in {*OPEN, "disposed"} and relation in readers.split()
    writers = {"write": "service all", "relay": "owner peer moderator team service all"}
    ordered = kind in {"dispose", "hold", "release"} and state in {*OPEN, "disposed"}
    return ordered and relation in writers.get(verb, "").split()


def expected_of_organisation(role: str, kind: str, stream: str, verb: str) -> bool:
    if stream not in {"tools", "profile", "programme"}:
        return False
    if verb == "read":
        return kind == "any"
    if kind not in {"set", "document"}:
        return False
    if verb == "write":
        return role == "qa_officer" or (role == "admin" and stream == "profile")
    return verb == "relay"


def expected_of_writer(kind: str, state: str, stream: str, relation: str) -> bool:
    if kind in {"create", "sign", "go_on"}:
        return (relation, stream) == ("owner", "record")
    if kind == "reveal":
        return (relation, stream) in {("owner", "lead"), ("peer", "peer")}
    if kind in {"grant", "withdraw", "settle"}:
        owner = relation == "owner" and kind != "settle"
        officer = relation == "all" and (kind == "grant" or state == "signed")
        return stream == "record" and (owner or officer)
    if kind == "redact":
        return relation in {"service", "all"} and (state == "signed" or stream == "restricted")
    if (state, stream, relation) == ("signed", "record", "service"):
        return kind in {"set", "resolve"}  # that they were told, and their comment
    writers = WRITERS_WHEN_SIGNED if state == "signed" else WRITERS
    return kind in WORK and relation in writers[stream].split()


def allowed(server: Server, *parts: Sequence[str | None]) -> set[Question]:
    """Return every combination that is not answered with a plain no."""
    import psycopg  # noqa: PLC0415 - beside its one use

    with psycopg.connect(server.dsn) as connection:
        found = connection.execute(
            "SELECT a, b, c, d, e, f, qa.may(a, b, c, d, e, f) FROM unnest(%s::text[]) a, unnest(%s::text[]) b, "
            "unnest(%s::text[]) c, unnest(%s::text[]) d, unnest(%s::text[]) e, unnest(%s::text[]) f "
            "WHERE qa.may(a, b, c, d, e, f) IS NOT FALSE",
            [list(part) for part in parts],
        ).fetchall()
    assert {row[6] for row in found} <= {True}
    return {(row[0], row[1], row[2], row[3], row[4], row[5]) for row in found}


def test_every_combination_is_answered_as_the_table_says(server: Server) -> None:
    parts = (ROLES, KINDS, STATES, STREAMS, RELATIONS, VERBS)

    got = allowed(server, *parts)

    assert got ^ {question for question in product(*parts) if expected(question)} == set()
    assert len(got) > 500


def test_administrators_have_no_content_rights(server: Server) -> None:
    of_audits = [state for state in STATES if state not in {"standing", "personal"}]

    assert allowed(server, ["admin"], KINDS, of_audits, STREAMS, RELATIONS, VERBS) == set()

"""Writes and reads the record of a draw as canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import cast

from qa_desktop.domain.operation import canonical_json
from qa_desktop.domain.sampling.draw import RULE, Drawn, Exclusions, Reason, Scheme, Spread, Stratum
from qa_desktop.domain.sampling.population import Why
from qa_desktop.domain.sampling.record import DrawRecord, ListFacts, Proposal, Seed, Substitution, Who
from qa_desktop.domain.sampling.share_out import Auditor, Given, Part, Reach
from qa_desktop.errors import InputProblem

FORMAT = "qa-desktop-draw"
VERSION = 1
LARGEST = 20_000_000
"""Bytes of the largest record that is read."""

NO_RECORD = "This file is no record of a draw, or was damaged."
_TROUBLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)

Json = Mapping[str, object]
Objects = list[dict[str, object]]


def record_bytes(record: DrawRecord) -> bytes:
    """Return the record as canonical JSON: sorted keys, no spaces, UTF-8."""
    return canonical_json(record_as_json(record))


def record_as_json(record: DrawRecord) -> Json:
    """Return the record as JSON values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "rule": RULE,
        "seed": {"text": record.seed.text, "was_given": record.seed.was_given},
        "drawn": _who(record.who),
        "selection": record.selection,
        "list": _list(record.listed),
        "scheme": _scheme(record.scheme),
        "exclusions": _exclusions(record.exclusions),
        "result": _result(record.result),
        "substitutions": [
            {"case": one.case, "by": one.by, "reason": one.reason, **_who(one.who)} for one in record.substitutions
        ],
        "allocation": None if record.proposal is None else _proposal(record.proposal),
    }


def read_record(data: bytes) -> DrawRecord:
    """Return the record that stands in a file.

    Raises:
        InputProblem: it is none, was written by a newer QA Desktop, or holds what this one cannot carry over.
    """
    try:
        told = json.loads(data.decode("utf-8"))
        is_record, is_ours = told["format"] == FORMAT, told["version"] == VERSION
        record = _read(told) if is_record and is_ours else None
        is_sound = record is not None and len(record.standing) == len(record.result.references)
    except _TROUBLE as error:
        raise InputProblem(NO_RECORD) from error
    if is_record and not is_ours:
        raise InputProblem("This record was written by another version of QA Desktop. Open it with that one.")
    if record is None or not is_sound:
        raise InputProblem(NO_RECORD)
    if record_as_json(record) != told:
        raise InputProblem(
            "This record was changed by hand: it holds what no draw writes. Take the file as it was saved."
        )
    return record


def _who(who: Who) -> Json:
    return {"by_whom": who.name, "at": who.at.astimezone(UTC).isoformat()}


def _list(listed: ListFacts) -> Json:
    return {
        "sha256": listed.sha256,
        "cases": listed.cases,
        "rows": listed.rows,
        "columns": dict(listed.columns),
        "further": list(listed.further),
        "sheet": listed.sheet,
        "left_out": {why.value: count for why, count in listed.left_out.items()},
        "teams": None if listed.teams is None else list(listed.teams),
        "looked_at": listed.looked_at,
    }


def _scheme(scheme: Scheme) -> Json:
    return {
        "spread": scheme.spread.value,
        "number": scheme.number,
        "columns": list(scheme.columns),
        "fixed": [{"group": list(group), "number": number} for group, number in scheme.fixed],
    }


def _exclusions(exclusions: Exclusions) -> Json:
    statuses, since = exclusions.open_statuses, exclusions.audited_since
    return {
        "open_statuses": None if statuses is None else list(statuses),
        "without_services": list(exclusions.without_services),
        "audited_since": None if since is None else since.isoformat(),
        "audited_here": sorted(exclusions.audited_here),
        "under_way": sorted(exclusions.under_way),
    }


def _result(result: Drawn) -> Json:
    strata = [
        {
            "group": list(one.group),
            "cases": one.cases,
            "eligible": one.eligible,
            "wanted": one.wanted,
            "drawn": list(one.drawn),
            "reserve": list(one.reserve),
        }
        for one in result.strata
    ]
    return {"excluded": {reason.value: count for reason, count in result.excluded.items()}, "strata": strata}


def _proposal(proposal: Proposal) -> Json:
    people = [
        {
            "name": one.name,
            "id": one.id,
            "team": one.team,
            "service": one.service,
            "quota": one.quota,
            "this_month": one.this_month,
            "done": one.done,
            "parts": list(one.parts),
            "role": one.role,
        }
        for one in proposal.people
    ]
    return {
        "people": people,
        "parts": [{"name": part.name, "reach": part.reach.value} for part in proposal.parts],
        "given": [_given(one) for one in proposal.given],
        "earlier": [_given(one) for one in proposal.earlier],
        "left": [{"case": case, "part": part} for case, part in proposal.left],
    }


def _given(one: Given) -> Json:
    return {"case": one.case, "part": one.part, "person": one.person, "allocation": one.allocation}


def _read(told: dict[str, dict[str, object]]) -> DrawRecord:
    substitutions = cast("Objects", told["substitutions"])
    allocation = told["allocation"]
    return DrawRecord(
        seed=Seed(_text(told["seed"]["text"]), bool(told["seed"]["was_given"])),
        who=_read_who(told["drawn"]),
        listed=_read_list(told["list"]),
        scheme=_read_scheme(told["scheme"]),
        exclusions=_read_exclusions(told["exclusions"]),
        result=_read_result(told["result"]),
        selection=_text(told["selection"]),
        substitutions=tuple(
            Substitution(_text(one["case"]), _text(one["by"]), _text(one["reason"]), _read_who(one))
            for one in substitutions
        ),
        proposal=_read_proposal(allocation) if allocation else None,
    )


def _read_who(told: dict[str, object]) -> Who:
    return Who(_text(told["by_whom"]), datetime.fromisoformat(_text(told["at"])))


def _read_list(told: dict[str, object]) -> ListFacts:
    columns, left_out = cast("dict[str, str]", told["columns"]), cast("dict[str, int]", told["left_out"])
    return ListFacts(
        sha256=_text(told["sha256"]),
        cases=_number(told["cases"]),
        rows=_number(told["rows"]),
        columns=tuple((_text(ours), _text(theirs)) for ours, theirs in columns.items()),
        further=_texts(told["further"]),
        sheet=_text(told["sheet"]),
        left_out={Why(why): _number(count) for why, count in left_out.items()},
        teams=None if told["teams"] is None else _texts(told["teams"]),
        looked_at=bool(told["looked_at"]),
    )


def _read_scheme(told: dict[str, object]) -> Scheme:
    fixed = tuple((_texts(one["group"]), _number(one["number"])) for one in cast("Objects", told["fixed"]))
    return Scheme(Spread(told["spread"]), _number(told["number"]), _texts(told["columns"]), fixed)


def _read_exclusions(told: dict[str, object]) -> Exclusions:
    statuses, since = told["open_statuses"], told["audited_since"]
    return Exclusions(
        open_statuses=None if statuses is None else _texts(statuses),
        without_services=_texts(told["without_services"]),
        audited_since=None if since is None else date.fromisoformat(_text(since)),
        audited_here=frozenset(_texts(told["audited_here"])),
        under_way=frozenset(_texts(told["under_way"])),
    )


def _read_result(told: dict[str, object]) -> Drawn:
    strata = tuple(
        Stratum(
            _texts(one["group"]),
            _number(one["cases"]),
            _number(one["eligible"]),
            _number(one["wanted"]),
            _texts(one["drawn"]),
            _texts(one["reserve"]),
        )
        for one in cast("Objects", told["strata"])
    )
    excluded = cast("dict[str, int]", told["excluded"])
    return Drawn(strata, {Reason(why): _number(count) for why, count in excluded.items()})


def _read_proposal(told: dict[str, object]) -> Proposal:
    people = tuple(
        Auditor(
            name=_text(one["name"]),
            id=_text(one["id"]),
            team=_text(one["team"]),
            service=_text(one["service"]),
            quota=None if one["quota"] is None else _number(one["quota"]),
            this_month=_number(one["this_month"]),
            done=_number(one["done"]),
            parts=_texts(one["parts"]),
            role=_text(one["role"]),
        )
        for one in cast("Objects", told["people"])
    )
    parts = tuple(Part(_text(one["name"]), Reach(one["reach"])) for one in cast("Objects", told["parts"]))
    left = tuple((_text(one["case"]), _text(one["part"])) for one in cast("Objects", told["left"]))
    return Proposal(people, parts, _read_given(told["given"]), left, _read_given(told["earlier"]))


def _read_given(told: object) -> tuple[Given, ...]:
    fields = ("case", "part", "person", "allocation")
    return tuple(Given(*(_text(one[field]) for field in fields)) for one in cast("Objects", told))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    value.encode("utf-8")  # half a character cannot have been drawn
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(type(value).__name__)
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(one) for one in cast("list[object]", value))

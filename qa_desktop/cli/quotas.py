"""The command that says how far everybody is with the audits of a month."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_month
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock

if TYPE_CHECKING:
    from qa_desktop.services.count_quotas import QuotaTable

NONE_SET = "No quota holds here. An authority's settings say how many are expected: qa-desktop authority settings."


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `quota list|post`."""
    kinds = commands.add_parser("quota", help="audits done and missing in a month").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="say how far each person or team is")
    listing.add_argument("--month", metavar="MONTH", help="as 2026-11; this month where it is left out")
    listing.add_argument("--missing", action="store_true", help="only those who have some left to do")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_quotas)
    post = kinds.add_parser("post", parents=[shared], help="say what somebody is, so that the right quota counts")
    post.add_argument("person", metavar="PERSON", help="a name, or an id of “people list --json”")
    post.add_argument("post", metavar="POST", help="as a quota names it; “-” for none, “” for the usual of their role")
    post.set_defaults(run=set_post)


def list_quotas(chosen: argparse.Namespace) -> int:
    """Print how far everybody is, as far as this profile may know."""
    month = given_month(chosen.month)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        table = desk.planning.quotas(month)
        is_any = bool(desk.planning.quotas.quotas())
    if chosen.json:
        print_json(_as_json(table))
        return OK
    if not is_any:
        print(NONE_SET)
        return OK
    print(f"{table.month:%Y-%m}, by the month of the last meeting")
    for row in table.rows:
        if row.missing or not chosen.missing:
            missing = f"{row.missing} missing" if row.missing else "all done"
            what = f"{row.quota.what}, {row.span}" if row.span else row.quota.what
            print(f"{row.name:28} {row.done:3} of {row.wanted:3}  {missing:12}  {what}")
    for one in table.without_post:
        print(f"{one.name:28} no quota: nobody said what they are (qa-desktop quota post)")
    return OK


def set_post(chosen: argparse.Namespace) -> int:
    """Say what somebody is."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.planning.quotas.set_post(chosen.person, chosen.post)
    print("Said. It goes out with the next sync.")
    return OK


def _as_json(table: QuotaTable) -> dict[str, object]:
    return {
        "month": f"{table.month:%Y-%m}",
        "quotas": [
            {
                "quota": row.quota.id,
                "what": row.quota.what,
                "for_each": row.quota.for_each,
                "per": row.quota.per,
                "who": row.who,
                "name": row.name,
                "done": row.done,
                "wanted": row.wanted,
                "missing": row.missing,
            }
            for row in table.rows
        ],
        "without_post": [{"id": one.id, "name": one.name} for one in table.without_post],
    }

"""Commands about the calibration pack for training moderators: draft it, and approve what you have read and mended."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.calibration import PackAudit, PackText
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import InputProblem
from qa_desktop.services.make_calibration import pack_files


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `calibration draft|approve`."""
    kinds = commands.add_parser(
        "calibration", help="a pack of audits without people and grades, for training moderators (QA officers)"
    ).add_subparsers(required=True, metavar="WHAT")
    draft = kinds.add_parser("draft", parents=[shared], help="write audits without names, for you to read and mend")
    draft.add_argument("audits", nargs="+", metavar="AUDIT")
    draft.add_argument("--out", required=True, type=Path, metavar="FILE", help="a JSON file; it stays in the team")
    draft.set_defaults(run=write_draft)
    approve = kinds.add_parser("approve", parents=[shared], help="approve a draft as you mended it; write pack and key")
    approve.add_argument("draft", type=Path, metavar="FILE")
    approve.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    approve.add_argument("--looked-through", action="store_true", help="you looked: nobody can be recognised")
    approve.add_argument("--json", action="store_true", help="print one JSON document")
    approve.set_defaults(run=write_pack)


def write_draft(chosen: argparse.Namespace) -> int:
    """Write the draft."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.theming.calibration.draft([AuditId(one) for one in chosen.audits])
        told = json.dumps([_as_json(one) for one in made], ensure_ascii=False, indent=2)
        desk.planning.save(chosen.out, told.encode("utf-8"))
    print(f"Written to {chosen.out}. Read each text, strike what could identify somebody, then approve it.")
    return OK


def write_pack(chosen: argparse.Namespace) -> int:
    """Approve a draft, and write the pack and its key into a folder."""
    drafted = _read(chosen.draft)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        pack = desk.theming.calibration.approve(drafted, looked_through=chosen.looked_through)
        chosen.out.mkdir(parents=True, exist_ok=True)
        files = {}
        for name, data in pack_files(pack, desk.write_report):
            file = files[name] = chosen.out / name
            desk.planning.save(file, data)
    if chosen.json:
        print_json({"pack": pack.id, "files": [str(file) for file in files.values()]})
    else:
        print(f"Approved as {pack.id}. Moderators get pack.pdf; key.pdf tells the grades that were given.")
    return OK


def _read(file: Path) -> tuple[PackAudit, ...]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return tuple(
            PackAudit(
                AuditId(str(one["audit"])),
                str(one["called"]),
                tuple(PackText(str(text["path"]), str(text["place"]), str(text["text"])) for text in one["texts"]),
            )
            for one in told
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputProblem(f"{file} is no draft of a calibration pack. Write one with `calibration draft`.") from error


def _as_json(one: PackAudit) -> dict[str, object]:
    texts = [{"path": text.path, "place": text.place, "text": text.text} for text in one.texts]
    return {"audit": one.audit, "called": one.called, "texts": texts}

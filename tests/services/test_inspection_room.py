"""The inspection room: what inspectors may read and no more, safe in any browser, and every change is found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typing_extensions import override

from qa_desktop import cli
from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain import paths
from qa_desktop.domain.exports.room import COVER, INDEX, MANIFEST, Differences, Level, RoomWish
from qa_desktop.domain.exports.wish import ExportWatch, Stopped
from qa_desktop.domain.figures.question import Dimension, FigureFilter
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.verify_room import verify_room
from tests.acceptance.report_seeds import theme
from tests.desks import PASSPHRASE, OpenDesk, new_desk, sign_an_audit
from tests.figure_seed import DOMAINS, Seeded, add, add_record, made_up, signed

HOSTILE = "</dd><script>alert('CANARY')</script><img src=x onerror=alert(1)>\x00"
ACTION = {"what": "Read the plan together", "who": "Robin Reader", "due": "2026-12-24"}


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    yield desk
    desk.desk.close()


def seeded(desk: OpenDesk, number: int = 6) -> list[Seeded]:
    audits = made_up(number)
    more = tuple((paths.entry("action", "a1", field), value) for field, value in ACTION.items())
    audits[0] = replace(audits[0], more=(*more, (paths.answer(DOMAINS[0], "comment"), HOSTILE)))
    for one in audits:
        add(desk, one)
    return audits


def made(desk: OpenDesk, folder: Path, level: Level, audits: frozenset[str] = frozenset()) -> Path:
    return desk.desk.inspection_room()(RoomWish(level=level, audits=audits), folder / "room").place


def pages(folder: Path) -> dict[str, str]:
    return {one.relative_to(folder).as_posix(): one.read_text(encoding="utf-8") for one in folder.rglob("*.html")}


class Read(HTMLParser):
    """What a browser would take a page for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    @override
    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("level", Level)
def test_pages_are_read_without_a_network_a_script_or_a_dead_link(
    officer: OpenDesk, tmp_path: Path, level: Level
) -> None:
    seeded(officer)

    folder = made(officer, tmp_path, level)

    for name, page in pages(folder).items():
        read = Read(page)
        assert not read.tags & {"script", "img", "link", "iframe", "object", "form"}
        assert not {one for one in read.attributes if one.startswith("on")}
        assert "default-src 'none'" in page
        for link in read.links:
            assert ((folder / name).parent / link).resolve().is_file(), link


def test_it_is_broken_off_while_notes_are_written_and_nothing_stays(officer: OpenDesk, tmp_path: Path) -> None:
    sign_an_audit(officer.desk)
    there = tmp_path / "taken"
    there.mkdir()
    begun: list[int] = []

    def stops() -> bool:
        """Stop as soon as there is a folder for notes."""
        begun.extend(1 for _ in there.rglob("notes"))
        return bool(begun)

    with pytest.raises(Stopped):
        officer.desk.inspection_room()(RoomWish(level=Level.FULL), there / "room", watch=ExportWatch(stops=stops))

    assert begun
    assert not list(there.iterdir())


def test_in_full_every_audit_is_there_with_its_words_and_its_sealed_note(officer: OpenDesk, tmp_path: Path) -> None:
    audits = seeded(officer)
    sealed = officer.desk.case_note(officer.desk.open_audit(sign_an_audit(officer.desk)), filing_copy=True)

    folder = made(officer, tmp_path, Level.FULL)

    words = " ".join(Read(page).words for name, page in pages(folder).items() if name.startswith("audits/"))
    (note,) = (folder / "notes").iterdir()
    for told in (*(one.subject for one in audits), *ACTION.values(), "alert('CANARY')"):
        assert told in words
    assert note.read_bytes() == sealed
    assert verify(sealed).outcome is Outcome.INTACT_UNCONFIRMED
    assert words.count("The sealed note is not on the laptop") == len(audits), "those were signed without a note"


@pytest.mark.parametrize("level", Level)
def test_themes_lead_to_their_audits_and_only_released_words_are_told(
    officer: OpenDesk, tmp_path: Path, level: Level
) -> None:
    told = theme(1, "strength", "Plans", "Sam wrote it.", "The child wrote it.")
    for number, fields in enumerate((told, theme(1, "development", "plans", "Sam is late."), {})):
        add_record(officer, "her-audit", f"HER-{number}", date(2026, 9, 3), fields)

    folder = made(officer, tmp_path, level)

    found = pages(folder)
    index = Read(found[INDEX])
    every = " ".join(Read(page).words for page in found.values())
    assert [one for one in index.links if "theme" in one] == [
        "lists/theme-001-strength.html",
        "lists/theme-001-development.html",
    ]
    assert ("The child wrote it." in every) is (level is not Level.FIGURES)
    assert "Sam" not in every


def test_how_far_an_action_is_stands_there_in_words(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)

    folder = made(officer, tmp_path, Level.FULL)

    (page,) = (one for one in pages(folder).values() if ACTION["what"] in one)
    assert "<td>Open</td>" in page


@pytest.mark.parametrize("level", [Level.PSEUDONYMS, Level.FIGURES])
def test_at_the_lower_levels_nobody_is_named_no_words_and_no_notes_leave(
    officer: OpenDesk, tmp_path: Path, level: Level
) -> None:
    audits = seeded(officer)
    sign_an_audit(officer.desk)

    folder = made(officer, tmp_path, level)

    everything = "\n".join(
        f"{one} {one.read_text(encoding='utf-8')}" for one in folder.rglob("*") if one.suffix in (".html", ".json")
    )
    hidden = (*(one.subject for one in audits), *(one.worker for one in audits), "CANARY", "Both saw the same file")
    for words in (*hidden, "Robin Reader", "Read the plan", "Oli Officer", "48-2207", "A. Practitioner"):
        assert words not in everything
    assert [one.name for one in folder.rglob("*.pdf")] == [COVER]
    assert (folder / "audits").exists() is (level is Level.PSEUDONYMS)
    assert ("case-" in everything) is (level is Level.PSEUDONYMS)


def test_figures_lead_to_as_many_audits_as_they_count(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer, 12)

    folder = made(officer, tmp_path, Level.FIGURES)

    index = (folder / INDEX).read_text(encoding="utf-8")
    behind = re.findall(r'href="(lists/\d+\.html)">(\d+)<', index)
    overall = re.search(r"Overall grade</th>(.*?)</tr>", index)
    (found,) = officer.desk.figures.by_group(FigureFilter(), Dimension.AUTHORITY, hide_small=False)
    assert len(behind) > 1
    for page, number in behind:
        assert (folder / page).read_text(encoding="utf-8").count("<tr>") == int(number) + 1
    assert overall is not None
    counted = [int(one) for one in re.findall(r">(\d+)<", overall[1])]
    assert counted == [sum(bar.counts[place] for bar in found.bars) for place in range(len(found.scale.points))]


def test_only_chosen_audits_go_in_and_only_they_are_recorded(officer: OpenDesk, tmp_path: Path) -> None:
    audits = made_up(4)
    ids = [add(officer, one) for one in audits]

    folder = made(officer, tmp_path, Level.FULL, frozenset({ids[1]}))

    whole_text = "".join(pages(folder).values())
    assert [one.subject for one in audits if one.subject in whole_text] == [audits[1].subject]
    assert [(one.audit, one.what) for one in officer.store.sync.unreported(100)] == [(ids[1], "data_exported")]


def test_drafts_self_checks_and_concerns_about_workers_stay(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    start = officer.desk.start_audit
    start(StartRequest("her-audit", "LEAK-draft", "Pat Worker"))
    own = next(one for one in officer.desk.tools() if officer.desk.tool(one.id).private)
    signed(officer, start(StartRequest(own.id, "LEAK-own", "Pat Worker")))
    concerned = officer.desk.open_audit(add(officer, replace(made_up(1)[0], subject="HER-concern")))
    officer.desk.restricted_concerns.record(concerned, {"what": "LEAK-concern"})

    folder = made(officer, tmp_path, Level.FULL)

    assert "HER-concern" in "".join(pages(folder).values())
    assert not any("LEAK" in page for page in pages(folder).values())


def test_what_was_changed_is_missing_or_was_added_is_found(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    folder = made(officer, tmp_path, Level.PSEUDONYMS)
    before = verify_room(folder)

    (folder / INDEX).write_text("better grades", encoding="utf-8")
    (folder / "lists" / "all.html").unlink()
    (folder / "audits" / "more.html").write_text("one more", encoding="utf-8")
    found = verify_room(folder)

    assert (before.found, before.exit_code) == (Differences(), 3)
    assert found.found == Differences((INDEX,), ("lists/all.html",), ("audits/more.html",))
    assert found.exit_code == 1


def test_a_manifest_that_was_made_to_fit_and_a_changed_cover_are_found(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    folder = made(officer, tmp_path, Level.FIGURES)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    del manifest["files"][INDEX]
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (folder / INDEX).unlink()

    fitted = verify_room(folder).found
    cover = (folder / COVER).read_bytes()
    (folder / COVER).write_bytes(cover.replace(b"/Producer", b"/producer", 1) if b"/Producer" in cover else cover[:-40])
    changed = verify_room(folder)

    assert fitted == Differences((MANIFEST,), (INDEX,))
    assert (changed.found.changed, changed.exit_code) == ((COVER,), 1)
    with pytest.raises(NotFound, match="Choose the folder"):
        verify_room(tmp_path)


def test_the_role_and_the_place_are_asked_before_anything_is_written(officer: OpenDesk, tmp_path: Path) -> None:
    manager = new_desk(tmp_path / "manager", "Mo Manager", Role.MANAGER)
    add(manager, made_up(1)[0])
    seeded(officer)
    (tmp_path / "room").mkdir()

    with pytest.raises(NotAllowed, match="Managers export pseudonyms"):
        made(manager, tmp_path / "manager", Level.FULL)
    with pytest.raises(NotAllowed, match="there already"):
        made(officer, tmp_path, Level.FULL)

    assert not (tmp_path / "manager" / "room").exists()
    assert list((tmp_path / "room").iterdir()) == []
    manager.desk.close()


def test_the_commands_make_a_folder_and_tell_what_was_changed(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audits = seeded(officer)
    officer.desk.close()
    secret, out = tmp_path / "passphrase", tmp_path / "out"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ["--data", str(officer.place.folder), "--out", str(out)]

    code = cli.run(["inspection", "make", "--level", "figures", "--json", *place])
    told = json.loads(capsys.readouterr().out)
    whole = cli.run(["inspection", "verify", str(out)])
    (out / INDEX).unlink()
    broken = cli.run(["inspection", "verify", "--json", str(out)])

    assert (code, told["audits"], told["level"]) == (0, len(audits), "figures")
    assert (whole, broken) == (3, 1)
    assert json.loads(capsys.readouterr().out.partition("sealed.\n")[2])["missing"] == [INDEX]

"""Reports that QA officers keep: their words, the parts that the next month begins with, and who got which version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from qa_desktop.cli import run
from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import AddedPart, Structure
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.report import Heading, Report
from qa_desktop.domain.reports.template import ReportTemplate
from qa_desktop.errors import InputProblem, NotAllowed, SeveralProblems
from qa_desktop.services.gather_held import Sought
from qa_desktop.services.keep_reports import Handed
from qa_desktop.services.make_report import ReportWish
from tests.desks import PASSPHRASE, OpenDesk, new_desk, reopened

SEPTEMBER, OCTOBER, NOVEMBER = (ReportPeriod.parse(f"2026-{month:02}") for month in (9, 10, 11))


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    yield desk
    desk.desk.close()


def briefing(desk: OpenDesk) -> ReportTemplate:
    return desk.desk.reports().template("managers-briefing")


def made(desk: OpenDesk, period: ReportPeriod) -> Report:
    template = briefing(desk)
    begun = desk.desk.keep_reports.begun(template.id, period)
    return desk.desk.reports()(ReportWish(template, period, words=begun.told(template), structure=begun.structure))


def test_what_the_officer_wrote_is_kept_and_stands_in_its_part_with_the_figures(officer: OpenDesk) -> None:
    officer.desk.keep_reports.save(
        briefing(officer), OCTOBER, {"summary": "A good month.", "domains": "Plans are better.\n\n- North first"}
    )

    again = reopened(officer)
    text = report_text(made(again, OCTOBER))
    again.desk.close()

    assert "\nIN SHORT\nA good month.\n" in text
    assert "\nGRADES BY DOMAIN\nPlans are better.\n- North first\n" in text


def test_the_next_month_begins_with_the_parts_of_the_last_and_shows_its_words_beside(officer: OpenDesk) -> None:
    keep = officer.desk.keep_reports
    wanted = Structure(("differences",), (AddedPart("", "What the academy does"),))
    (own,) = keep.arrange(briefing(officer), SEPTEMBER, wanted).added
    keep.save(briefing(officer), SEPTEMBER, {"summary": "In September.", own.id: "A workshop."})

    begun = keep.begun("managers-briefing", NOVEMBER)
    headings = [one.text for one in made(officer, NOVEMBER).blocks if isinstance(one, Heading) and one.level == 1]

    assert begun.draft.words == {}
    assert begun.last is not None
    assert (begun.last.period, begun.last.words["summary"], begun.last.words[own.id]) == (
        "2026-09",
        "In September.",
        "A workshop.",
    )
    assert "Lead, Peer and moderator" not in headings
    assert headings[-1] == "What the academy does"
    assert keep.begun("managers-briefing", ReportPeriod.parse("2026-Q4")).last is None


def test_words_of_a_section_that_was_taken_out_again_are_kept_and_stand_in_no_report(officer: OpenDesk) -> None:
    keep = officer.desk.keep_reports
    (own,) = keep.arrange(briefing(officer), OCTOBER, Structure(added=(AddedPart("", "For one month"),))).added
    keep.save(briefing(officer), OCTOBER, {own.id: "Only then."})
    keep.arrange(briefing(officer), OCTOBER, Structure())

    assert "Only then." not in report_text(made(officer, OCTOBER))
    assert keep.begun("managers-briefing", OCTOBER).draft.words[own.id] == "Only then."


def test_what_cannot_be_kept_is_told(officer: OpenDesk, tmp_path: Path) -> None:
    keep = officer.desk.keep_reports
    with pytest.raises(SeveralProblems, match="not kept"):
        keep.save(briefing(officer), OCTOBER, {"nothing": "x", "summary": "x" * 20_001})
    with pytest.raises(SeveralProblems, match="not kept"):
        keep.arrange(briefing(officer), OCTOBER, Structure(("nothing",), (AddedPart("", " "),)))
    with pytest.raises(InputProblem, match="who got it"):
        keep.give(briefing(officer), OCTOBER, Handed(" ", "", "x.pdf"), b"")
    manager = new_desk(tmp_path / "manager", "Mo Manager", Role.MANAGER)
    with pytest.raises(NotAllowed, match="QA officer"):
        manager.desk.keep_reports.save(briefing(manager), OCTOBER, {"summary": "Mine."})
    manager.desk.close()


def test_who_got_which_version_is_kept_with_its_hash(officer: OpenDesk) -> None:
    keep, write = officer.desk.keep_reports, officer.desk.write_report
    first = write(made(officer, OCTOBER), ".txt")
    keep.give(briefing(officer), OCTOBER, Handed("Managers' Meeting", "by e-mail", "october.txt"), first)
    officer.clock.moment += timedelta(hours=1)
    keep.save(briefing(officer), OCTOBER, {"summary": "Changed."})
    second = write(made(officer, OCTOBER), ".txt")
    keep.give(briefing(officer), OCTOBER, Handed("Dee Director", "in the meeting", "october.txt"), second)

    latest, earliest = keep.given("managers-briefing", "2026-10")

    assert (latest.to, latest.how, latest.by, latest.digest) == (
        "Dee Director",
        "in the meeting",
        "Oli Officer",
        hashlib.sha256(second).hexdigest(),
    )
    assert earliest.digest == hashlib.sha256(first).hexdigest() != latest.digest
    assert keep.given("managers-briefing", "2026-09") == ()


def test_who_got_a_report_is_gathered_for_a_request_to_see_it(officer: OpenDesk, tmp_path: Path) -> None:
    officer.desk.keep_reports.give(briefing(officer), OCTOBER, Handed("Dee Director", "", "october.pdf"), b"PDF")

    officer.desk.gather_held(Sought(person="Dee Director"), tmp_path / "held")

    held = json.loads((tmp_path / "held" / "index.json").read_text(encoding="utf-8"))
    assert [one["words"]["to"] for one in held["planned"]] == ["Dee Director"]


def test_a_report_is_sealed_by_whoever_made_it_and_a_later_change_is_found(officer: OpenDesk) -> None:
    sealed = officer.desk.write_report.sealed(made(officer, OCTOBER), ".pdf")
    place = sealed.index(b"/MediaBox") + 12

    verdict = verify(sealed)
    changed = verify(sealed[:place] + b"1" + sealed[place + 1 :])

    assert [(one.field, one.signer, one.intact) for one in verdict.seals] == [("Report", "Oli Officer", True)]
    assert changed.outcome is Outcome.CHANGED
    with pytest.raises(InputProblem, match="Only a PDF"):
        officer.desk.write_report.sealed(made(officer, OCTOBER), ".docx")


def test_all_of_it_works_by_command(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer.desk.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    words = tmp_path / "words.yaml"
    words.write_text("summary: A good month.\n", encoding="utf-8")
    out, eml = tmp_path / "october.pdf", tmp_path / "october.eml"
    data = ["--data", str(officer.place.folder)]
    report = ["report", "managers-briefing", *data, "--period"]

    kept = run(
        [*report, "2026-10", "--keep", "--words", str(words), "--without", "differences", "--add", "The academy"]
    )
    capsys.readouterr()
    shown = run([*report, "2026-11", "--draft", "--json"])
    draft = json.loads(capsys.readouterr().out)["draft"]
    sent = run([*report, "2026-10", "--out", str(out), "--seal", "--to", "Managers' Meeting", "--eml", str(eml)])
    said = capsys.readouterr().out
    given = run([*report, "2026-10", "--given", "--json"])
    (got,) = json.loads(capsys.readouterr().out)["given"]
    wrong = run([*report, "2026-10", "--out", str(tmp_path / "x.docx"), "--seal"])

    assert (kept, shown, sent, given, wrong) == (0, 0, 0, 0, 2)
    assert draft["last"] == {"period": "2026-10", "words": {"summary": "A good month."}}
    assert (draft["without"], [one["title"] for one in draft["added"]]) == (["differences"], ["The academy"])
    assert "a draft, not sent" in said
    assert (got["to"], got["how"]) == ("Managers' Meeting", "by e-mail")
    assert got["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    attached = [part.get_payload(decode=True) for part in message_from_bytes(eml.read_bytes()).walk()]
    assert out.read_bytes() in attached
    assert [one.signer for one in verify(out.read_bytes()).seals] == ["Oli Officer"]

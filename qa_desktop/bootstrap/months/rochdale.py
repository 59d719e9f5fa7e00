"""Rochdale: four Tier 1 audits a month, Tier 2 outside the own service, escalation, supervision, observation."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from qa_desktop.bootstrap.months.cases import WORKERS, drawn, list_file, shared_out
from qa_desktop.bootstrap.months.filling import action, filed, filled, marked_done, signed, told
from qa_desktop.bootstrap.months.scene import Scene, Shot
from qa_desktop.bootstrap.months.stage import Member, Stage
from qa_desktop.domain import paths
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.demo_sights import Sight

COURT, CARED_FOR = "Child Protection & Court", "Cared for Children"
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
DRAWN, SUPERVISED, COUNTED = "the draw of Tier 2 cases", "supervision", "the month is counted"


class Rochdale:
    """One manager does all four Tier 1 audits, the other three; each head of service audits outside the own service."""

    settings: ClassVar[str] = "rochdale"
    months: ClassVar[int] = 2
    shots: ClassVar[tuple[Shot, ...]] = (
        Shot(DRAWN, "Hana Head", (Sight.HOME,)),
        Shot(DRAWN, "Olu Officer", (Sight.ALLOCATED, Sight.PROGRAMME)),
        Shot(SUPERVISED, "Mo Manager", (Sight.HOME, Sight.ACTIONS)),
        Shot(COUNTED, "Olu Officer", (Sight.HOME, Sight.WORK, Sight.INBOX, Sight.QUOTAS)),
    )

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.service("court", COURT, {"court-1": "Court Team 1"})
        stage.service("cared-for", CARED_FOR, {"cared-for-1": "Cared for Team 1"})
        self.officer = stage.join("Olu Officer", Role.QA_OFFICER)
        self.manager = stage.join("Mo Manager", Role.MANAGER, "court-1")
        self.other = stage.join("Lea Leader", Role.MANAGER, "cared-for-1")
        self.head = stage.join("Hana Head", Role.HEAD_OF_SERVICE, "court")
        self.second = stage.join("Hugh Head", Role.HEAD_OF_SERVICE, "cared-for")
        stage.sync()
        self.list = list_file(stage.folder, "ROC", {"Court Team 1": COURT, "Cared for Team 1": CARED_FOR})
        self.tier_1: dict[str, AuditId] = {}
        """Mo Manager's audits, by grade."""
        self.review: Entry | None = None
        """The Service Quality Review that is planned."""
        self.tier_2: dict[str, tuple[str, AuditId]] = {}
        """Case and audit of each head of service."""
        self.file_audit = self.observation = AuditId("")

    def scenes(self) -> tuple[Scene, ...]:
        """Return the month."""
        return (
            Scene(1, DRAWN, self.draw),
            Scene(2, "the focus of the month and a Service Quality Review are planned", self.plan),
            Scene(9, "Tier 1: managers audit with the practitioner", self.audit_own),
            Scene(11, "Tier 2: heads of service audit outside their own service", self.audit_outside),
            Scene(14, "who is to know by the grade is told, and audits are filed", self.tell),
            Scene(18, "a supervision file is audited, and question 10 answered yes", self.audit_supervision),
            Scene(22, SUPERVISED, self.supervise),
            Scene(25, "the observation that was called for", self.observe),
            Scene(28, COUNTED, self.count),
        )

    def draw(self) -> None:
        """Cases at random from every team; nobody gets one of the own service."""
        session = drawn(self.officer.desk, self.list, "tier-2", 3)
        sent = shared_out(session, {self.head.id: (), self.second.id: ()}, "roc-t2-hos")
        self.stage.sync(self.officer, self.head, self.second, self.manager, self.other)
        self.stage.say(f"Six cases are drawn, and {sent} go out: to each head of service one of another service.")

    def plan(self) -> None:
        """The printed programme of focus is taken over from this month on, and a review is entered."""
        programme = self.officer.desk.planning.programme
        programme.take_over_focus("tier-1", self.stage.first)
        on_site = self._day(24)
        self.review = programme.enter(Entry("", EntryKind.REVIEW, COURT, on_site, on_site, workshop=self._day(28)))
        self.stage.sync(self.officer, self.manager, self.other, self.head, self.second)
        self.stage.say("The printed focus stands in everybody's programme; a Service Quality Review is on the 24th.")

    def audit_own(self) -> None:
        """One manager makes four audits, one of each grade; the other makes three."""
        for number, grade in enumerate(GRADES, start=1):
            self.tier_1[grade] = self._tier_1(self.manager, f"ROC-9{number}", grade)
        for number in range(3):
            self._tier_1(self.other, f"ROC-8{number}", "good", cared_for=True)
        self.stage.sync(self.manager, self.other, self.officer, self.head, self.second)
        self.stage.say("Mo Manager audits four cases, Lea Leader three, each beside the practitioner.")

    def audit_outside(self) -> None:
        """Each head of service audits the case that was drawn for them."""
        for who, grade in ((self.head, "good"), (self.second, "requires_improvement")):
            (allocated,) = who.desk.allocate.own()
            audit = who.desk.allocate.start(allocated.id)
            given: dict[str, Value] = {
                paths.OVERALL_GRADE: grade,
                paths.OVERALL_REASON: "The record shows what the work has changed for the child.",
                **action("plan", "Date every step of the plan", allocated.practitioner, self._iso(28)),
            }
            self.tier_2[who.name] = (allocated.subject, signed(who.desk, filled(who.desk, audit, given)).id)
        self.stage.sync(self.head, self.second, self.officer)
        self.stage.say("Hana Head and Hugh Head each audit a case of the other's service.")

    def tell(self) -> None:
        """The QA team tells exactly those whom the table names, and files the case notes."""
        for audit in (*self.tier_1.values(), *(one for _, one in self.tier_2.values())):
            told(self.officer.desk, audit)
            filed(self.officer.desk, audit, "case-note", "chronology", "upload", "copy")
        self.stage.sync(self.officer, self.manager, self.head, self.second)
        self.stage.say("Each grade goes to exactly those whom the table names; every audit is filed in ICS.")

    def audit_supervision(self) -> None:
        """The head of service audits a supervision file and finds that an observation is needed."""
        desk = self.head.desk
        given: dict[str, Value] = {paths.answer(f"roc-sup.{one}"): "yes" for one in range(1, 11)}
        given |= {
            paths.header("supervisor"): self.manager.name,
            paths.answer("roc-sup.5"): "no",
            paths.answer("roc-sup.5", "comment"): "What the worker raised in May is open. Mo Manager, by the 30th.",
            paths.answer("roc-sup.10", "comment"): "Observe a supervision of Mo Manager.",
        }
        audit = desk.start_audit(StartRequest("roc-supervision-file", "Supervision file 12", WORKERS[0]))
        self.file_audit = signed(desk, filled(desk, audit, given)).id
        self.stage.sync(self.head, self.officer)
        self.stage.say("Hana Head audits a supervision file. “Yes” to question 10 asks for an observation.")

    def supervise(self) -> None:
        """The second half of the plan is filled in during supervision, with initials."""
        desk, audit = self.manager.desk, self.tier_1["requires_improvement"]
        desk.follow_up.discuss(audit, self.stage.today, "Talked through; the worker has begun.")
        desk.follow_up.review(audit, "a1", Review(self.stage.today, "Done and read back", "MM", Progress.DONE))
        self.stage.sync(self.manager, self.officer, self.head)
        self.stage.say("In supervision Mo Manager fills in date, comments and initials of one action.")

    def observe(self) -> None:
        """The observer's part comes first, then the joint one, then both signatures."""
        desk = self.head.desk
        marked_done(desk, self.file_audit, "task.observe-supervision")
        audit = desk.start_audit(StartRequest("roc-observation", "Observation 4", self.manager.name))
        seen: dict[str, Value] = {
            paths.header("nature"): "meeting",
            paths.answer("roc-obs.1"): "He asked what had changed for the child, and waited for the answer.",
            paths.answer("roc-obs.2"): "He listens, and comes back to what was agreed.",
            paths.answer("roc-obs.3"): "Write down who does what by when.",
        }
        audit = desk.record(audit, seen).audit
        joint: dict[str, Value] = {
            paths.answer("roc-obs.4"): "Supervision is regular and helps; its record has to follow.",
            paths.answer("roc-obs.6"): "How actions of the last session are taken up.",
            **action("o1", "Keep the record of supervision in the new form", self.manager.name, self._iso(28)),
        }
        self.observation = signed(desk, filled(desk, audit, joint), {"supervisee": self.manager.name}).id
        self.stage.sync(self.head, self.officer)
        self.stage.say("Hana Head observes a supervision; both talk about it, and both sign.")

    def count(self) -> None:
        """The month is counted."""
        self.stage.sync()
        rows = self.officer.desk.planning.quotas().rows
        self.stage.say("; ".join(f"{one.name}: {one.done} of {one.wanted}" for one in rows) + ".")

    def _tier_1(self, who: Member, case: str, grade: str, *, cared_for: bool = False) -> AuditId:
        fields: dict[str, Value] = {
            paths.header("service"): "scp_cfs",
            paths.header("cared_for_child"): "yes" if cared_for else "no",
            paths.about("team"): "Cared for Team 1" if cared_for else "Court Team 1",
            paths.about("iro_or_chair"): "yes",
        }
        audit = who.desk.start_audit(StartRequest("roc-t1-generic", case, WORKERS[1], fields=fields))
        given: dict[str, Value] = {
            paths.OVERALL_GRADE: grade,
            paths.OVERALL_REASON: "Seen on the file together, and what it has meant for the child.",
            **action("a1", "Bring the chronology up to date", WORKERS[1], self._iso(21)),
        }
        return signed(who.desk, filled(who.desk, audit, given)).id

    def _day(self, day: int) -> date:
        return self.stage.first.replace(day=day)

    def _iso(self, day: int) -> str:
        return self._day(day).isoformat()

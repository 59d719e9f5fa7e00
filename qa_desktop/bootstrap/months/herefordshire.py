"""Herefordshire: lead and peer, moderation in week 4, and an Inadequate audit followed until it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import ClassVar

from qa_desktop.bootstrap.months.cases import drawn, list_file, shared_out
from qa_desktop.bootstrap.months.filling import action, filed, filled, marked_done, signed, told
from qa_desktop.bootstrap.months.scene import Scene, Shot
from qa_desktop.bootstrap.months.stage import Member, Stage
from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress, TellWay
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.share_out import Reach
from qa_desktop.domain.telling import comment_values, open_tells, told_values
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.demo_sights import Sight

DRAWN, TALKED = "the draw", "they talk, and submit"
WEEK_4 = "week 4: what they graded otherwise goes to a moderator"
CLOSED = "a senior manager audits the case again, 3 months after the first audit"
SERVICE = "Safeguarding"
WORKER = "Social worker"
TEAMS = {"north": "Safeguarding North", "south": "Safeguarding South"}
DOMAINS = {
    1: "His own words are in the visits of June and July, and in the plan that followed them.",
    2: "The assessment is of May and names the harm; what his father does for him is missing.",
    3: "The plan says who does what by when, and the family has it.",
    4: "Supervision is monthly and asks what has changed for him.",
    5: "School and health came to each core group and did what they had said.",
    6: "His language at home and his faith are taken up; an interpreter was there each time.",
}
THIN_PLAN = "The plan names services and no change. He could not say from it what will be different."
FAMILY_SAID: dict[str, Value] = {
    paths.answer("her-ff.2"): "“She asks me before she writes it down.”",
    paths.answer("her-ff.2.parent"): "We know what has to change and who rings whom.",
}
NOBODY_LOOKED = "Nobody saw her alone for nine weeks, and no manager asked why."


class Herefordshire:
    """Two cases: on one lead and peer differ over the plan, the other is Inadequate to both."""

    settings: ClassVar[str] = "herefordshire"
    months: ClassVar[int] = 4
    shots: ClassVar[tuple[Shot, ...]] = (
        Shot(DRAWN, "Olu Officer", (Sight.ALLOCATED, Sight.PROGRAMME)),
        Shot(DRAWN, "Pia Peer", (Sight.HOME,)),
        Shot(TALKED, "Olu Officer", (Sight.HOME, Sight.WORK, Sight.ACTIONS, Sight.INBOX, Sight.QUOTAS)),
        Shot(TALKED, "Mo Manager", (Sight.HOME,)),
        Shot(WEEK_4, "Olu Officer", (Sight.TO_MODERATE, Sight.SIDE_BY_SIDE)),
        Shot(WEEK_4, "Dee Director", (Sight.HOME,)),
        Shot(CLOSED, "Olu Officer", (Sight.HOME, Sight.WORK, Sight.INBOX)),
    )

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.service("safeguarding", SERVICE, TEAMS)
        stage.service("early", "Early Help", {})
        self.officer = stage.join("Olu Officer", Role.QA_OFFICER)
        self.lead = stage.join("Lea Lead", Role.MANAGER, "north")
        self.manager = stage.join("Mo Manager", Role.MANAGER, "south")
        self.peer = stage.join("Pia Peer", Role.AUDITOR)
        self.head = stage.join("Hana Head", Role.HEAD_OF_SERVICE, "safeguarding")
        self.director = stage.join("Dee Director", Role.MODERATOR)
        self.elsewhere = stage.join("Nia Elsewhere", Role.MANAGER, "early")
        stage.sync()
        self.list = list_file(stage.folder, "HER", dict.fromkeys(TEAMS.values(), SERVICE))
        self.forms: dict[tuple[str, str], AuditId] = {}
        """The form by whose it is and which case it is about."""
        self.feedback: dict[str, AuditId] = {}
        """What the family was asked and said, by case."""
        self.differing = self.inadequate = ""
        self.follow_up_record = self.moderation = self.re_audit = AuditId("")

    def scenes(self) -> tuple[Scene, ...]:
        """Return the month, and the two after it."""
        return (
            Scene(1, DRAWN, self.draw),
            Scene(2, "those who have a case book their meetings", self.book),
            Scene(8, "the social worker has asked the families", self.ask_families),
            Scene(10, "lead and peer grade, each alone", self.grade),
            Scene(14, TALKED, self.talk_and_submit),
            Scene(15, "the head of service is told of the Inadequate audit, and comments", self.tell_and_comment),
            Scene(22, WEEK_4, self.give_to_moderator),
            Scene(24, "the moderator settles it", self.moderate),
            Scene(25, "the QA team files what is settled, and tells everybody", self.file),
            Scene(28, "supervision", self.supervise),
            Scene(20, "the review at 6 weeks", self.review, month=1),
            Scene(9, CLOSED, self.close, month=3),
        )

    def draw(self) -> None:
        """One case of each safeguarding team at random, each to its own Team Manager as lead and to the peer."""
        session = drawn(self.officer.desk, self.list, "monthly", 1)
        takes = {self.lead.id: ("lead",), self.manager.id: ("lead",), self.peer.id: ("peer",)}
        sent = shared_out(session, takes, "her-audit", Reach.OWN_TEAM)
        self.draw_record = session.record
        self.stage.sync(self.officer, self.lead, self.manager, self.peer, self.head, self.director, self.elsewhere)
        (self.differing,) = (one.subject for one in self.lead.desk.allocate.own())
        (self.inadequate,) = (one.subject for one in self.manager.desk.allocate.own())
        self.stage.say(f"Olu Officer draws {self.differing} and {self.inadequate} and sends {sent} audits out.")

    def book(self) -> None:
        """Both leads take their case, the peer books a meeting with each worker."""
        for one in (self.lead, self.manager):
            one.desk.planning.answers.take(one.desk.allocate.own()[0].id)
        for number, case in enumerate(self.peer.desk.allocate.own()):
            self.peer.desk.planning.answers.book(case.id, self._in_month(10 + number), time(10, 0))
        self.stage.sync(self.lead, self.manager, self.peer, self.officer)
        self.stage.say("Both Team Managers take their case; Pia Peer books a meeting with each social worker.")

    def ask_families(self) -> None:
        """One family agreed to be contacted, the other did not; no consent, no contact."""
        desk = self.peer.desk
        for case, consent in ((self.differing, "yes"), (self.inadequate, "no")):
            given: dict[str, Value] = {
                paths.answer("her-ff.1"): consent,
                paths.answer("her-ff.1", "comment"): "The social worker asked the mother by telephone.",
                paths.answer("her-ff.1.date"): self._in_month(7).isoformat(),
                paths.answer("her-ff.1.who"): ("parent",),
                **(FAMILY_SAID if consent == "yes" else {paths.answer("her-ff.3"): "The mother did not want contact."}),
            }
            worker = next(one.practitioner for one in desk.allocate.own() if one.subject == case)
            record = desk.start_audit(StartRequest("her-family-feedback", case, worker))
            self.feedback[case] = signed(desk, filled(desk, record, given)).id
        self.stage.sync(self.peer, self.officer)
        self.stage.say(f"The family of {self.differing} agrees and is asked; that of {self.inadequate} does not.")

    def grade(self) -> None:
        """Each grades a form of their own and locks the grades; nobody sees the other's before both have."""
        self._begin(self.lead, self.differing, {}, "good")
        self._begin(self.peer, self.differing, {3: ("requires_improvement", THIN_PLAN)}, "good")
        poor = {1: ("inadequate", NOBODY_LOOKED), 4: ("inadequate", NOBODY_LOOKED)}
        self._begin(self.manager, self.inadequate, poor, "inadequate")
        self._begin(self.peer, self.inadequate, poor, "inadequate")
        self.stage.sync(self.lead, self.manager, self.peer, self.lead, self.manager)
        self.stage.say("Leads and peer grade apart and lock what they gave. Only then each may read the other's form.")

    def talk_and_submit(self) -> None:
        """They talk about practice and grades; one lead changes nothing, so the plan still differs."""
        for (name, case), form in self.forms.items():
            desk = self.stage.people[name].desk
            differ = case == self.differing
            said: dict[str, Value] = {
                paths.answer("her-audit.talk-date"): self.stage.today.isoformat(),
                paths.answer("her-audit.talk"): "What the plan is to change for the child, and what supervision asked.",
                paths.answer("her-audit.changed"): "no",
                paths.answer("her-audit.differ"): "yes" if differ else "no",
                paths.answer("her-audit.W"): "Plans of both teams name services; a workshop on outcomes would help.",
            }
            if differ:
                said[paths.answer("her-audit.differ", "comment")] = "Quality of plans."
            signed(desk, filled(desk, desk.open_audit(form), said))
            if not differ:
                filed(desk, form, "submit")
        for case, record in self.feedback.items():
            filed(self.peer.desk, record, "with-audit")
            if case == self.inadequate:
                marked_done(self.peer.desk, record, "task.no-contact")
        self.stage.sync(self.lead, self.manager, self.peer, self.officer, self.head, self.director)
        self.stage.say("They talk and submit within the three weeks. On the plan of one case they still differ.")

    def tell_and_comment(self) -> None:
        """The QA team tells the head of service at once, who comments on the forms of her own service.

        She sees the peer's, too, who is of another team: it is about a case of her service. The officer writes down
        what she says of that one.
        """
        officer, words = (
            self.officer.desk,
            "She was seen today, alone. The manager and I go through the file on Friday.",
        )
        led, peered = (self.forms[who.name, self.inadequate] for who in (self.manager, self.peer))
        for form in (led, peered):
            audit = officer.open_audit(form)
            key = _asked(audit)
            rung = told_values(key, self.officer.name, self.stage.today, TellWay.TELEPHONE, self.head.name)
            said = comment_values(key, words, self.head.name, self.stage.today) if form == peered else {}
            officer.record(audit, {**rung, **said})
        self.stage.sync(self.officer, self.head)
        seen = self.head.desk.open_audit(led)
        self.head.desk.record(seen, comment_values(_asked(seen), words, self.head.name, self.stage.today))
        self.stage.sync(self.head, self.officer, self.manager)
        self.stage.say("Olu Officer rings Hana Head at once; Hana Head writes what she has done about it.")

    def give_to_moderator(self) -> None:
        """The QA officer gives the pair that differs to somebody who did not audit the case."""
        (entry,) = self.officer.desk.looking_again.moderate.page().entries
        self.officer.desk.looking_again.moderate.give(entry.pair.id, self.director.name)
        self.stage.sync(self.officer, self.director)
        named = ", ".join(one.label for one in entry.pair.differences)
        self.stage.say(f"Lead and peer differ on {named}. Dee Director gets both forms, until {_day(entry.due)}.")

    def moderate(self) -> None:
        """The moderator has both forms, settles the final grade and agrees a plan."""
        desk = self.director.desk
        (allocated,) = (one for one in desk.allocate.own() if one.part == pairs.MODERATION)
        record = desk.allocate.start(allocated.id)
        given: dict[str, Value] = {
            paths.header("moderator_role"): "service_director",
            paths.answer("her-mod.2"): "yes",
            paths.answer("her-mod.3"): "held",
            paths.answer("her-mod.3", "comment"): "Both read the plan again. It lists services and no change.",
            paths.answer("her-mod.5"): "The plan does not follow from a good assessment.",
            paths.OVERALL_GRADE: "requires_improvement",
            paths.OVERALL_REASON: "He is safe and heard. Without a plan that says what is to change it will not last.",
            **action("plan", "Rewrite the plan with the family from the assessment", WORKER, self._next(9)),
            **action("read", "Read the new plan with the worker", self.lead.name, self._next(16)),
        }
        self.moderation = signed(desk, filled(desk, record, given)).id
        marked_done(desk, self.moderation, "deadline.back")
        filed(desk, self.moderation, "return")
        self.stage.sync(self.director, self.officer, self.lead, self.peer)
        self.stage.say("Dee Director talks to both and settles it: Requires improvement, with a plan of two actions.")

    def file(self) -> None:
        """What is settled is filed in Mosaic, and everybody on the case is told (alerts to staff and managers)."""
        for form in (*self.forms.values(), self.moderation):
            filed(self.officer.desk, form, "upload")
            told(self.officer.desk, form)
        for who in (self.lead, self.peer):
            filed(who.desk, self.forms[who.name, self.differing], "submit")
        self.stage.sync(self.officer, self.lead, self.manager, self.peer, self.head, self.director)
        self.stage.say("Olu Officer files every form in Mosaic and alerts staff and managers on both cases.")

    def supervise(self) -> None:
        """Managers talk the findings through in supervision and write down what was done."""
        day = self.stage.today
        manager = self.manager.desk
        form = self.forms[self.manager.name, self.inadequate]
        manager.follow_up.discuss(form, day, "Talked through with the worker; she is seen every week now.")
        said = Review(day, "Seen on 16th and 23rd, alone each time.", "MM", Progress.DONE)
        manager.follow_up.review(form, "seen", said)
        self.lead.desk.follow_up.discuss(self.forms[self.lead.name, self.differing], day, "The new plan is begun.")
        self.stage.sync(self.manager, self.lead, self.officer, self.peer, self.head)
        self.stage.say("In supervision Mo Manager writes down that the child is seen; one action is still open.")

    def review(self) -> None:
        """The head of service looks at the case after six weeks; the record goes on until it is closed."""
        desk = self.head.desk
        initial = self.forms[self.manager.name, self.inadequate]
        marked_done(desk, initial, "deadline.review")
        record = desk.start_audit(StartRequest("her-inadequate", self.inadequate, self._worker(initial, self.head)))
        record = desk.record(record, desk.link_audit(record, "initial", initial)).audit
        given: dict[str, Value] = {
            paths.answer("her-inad.1"): "She has to be seen alone every week, and her manager has to ask.",
            paths.answer("her-inad.1.alerted"): self._in_month(15).isoformat(),
            paths.answer("her-inad.1.by"): self.head.name,
            paths.answer("her-inad.2"): "Seen each week since. The chronology is still not up to date.",
            paths.answer("her-inad.2.date"): self.stage.today.isoformat(),
            paths.answer("her-inad.2.by"): self.head.name,
        }
        desk.record(record, given)
        for one in (self.manager, self.peer):
            desk.sharing.parts.give(record.id, one.desk.owner.id, Relation.READER)
        self.follow_up_record = record.id
        peered = self.forms[self.peer.name, self.inadequate]
        self.officer.desk.follow_up.meet(peered, "review", self.stage.today, "Hana Head reviewed the case.")
        self.stage.sync(self.head, self.officer, self.manager, self.peer)
        self.stage.say("Hana Head reviews the case in time. Two actions are open, so it cannot be closed yet.")

    def close(self) -> None:
        """Every action is done and the service is better; only both together close the audit."""
        manager, head = self.manager.desk, self.head.desk
        initial = self.forms[self.manager.name, self.inadequate]
        done = Review(self.stage.today, "Up to date and read back in supervision.", "MM", Progress.DONE)
        for form, entry in ((initial, "chronology"), (self.forms[self.peer.name, self.inadequate], "peer")):
            who = manager if form == initial else self.peer.desk
            who.follow_up.review(form, entry, done)
        self.stage.sync(self.manager, self.peer, self.head)
        again = head.re_audit(initial)
        graded: dict[str, Value] = {paths.answer(f"her-audit.{one}", "comment"): why for one, why in DOMAINS.items()}
        graded |= {paths.header("form"): "lead", paths.answer("her-audit.differ"): "no", paths.OVERALL_GRADE: "good"}
        self.re_audit = signed(head, filled(head, again, graded)).id
        given: dict[str, Value] = {
            paths.answer("her-inad.3"): "She is seen, the plan is hers, and supervision asks what has changed.",
            paths.answer("her-inad.3.date"): self.stage.today.isoformat(),
            paths.answer("her-inad.3.actions"): "yes",
            paths.answer("her-inad.3.improved"): "yes",
            paths.answer("her-inad.3.improved", "comment"): "She says so, and so do school and grandmother.",
            paths.answer("her-inad.3.closed"): "yes",
        }
        signed(head, filled(head, head.open_audit(self.follow_up_record), given))
        filed(head, self.follow_up_record, "qa-team")
        filed(head, self.re_audit, "submit")
        self.stage.sync(self.head, self.officer)
        filed(self.officer.desk, self.re_audit, "upload")
        told(self.officer.desk, self.re_audit)
        self.stage.sync()
        self.stage.say("Hana Head audits the case again: every action is done and the child is better served. Closed.")

    def _begin(self, who: Member, case: str, given: Mapping[int, tuple[str, str]], overall: str) -> None:
        """Begin the form of an allocated case, grade every domain, and lock the grades; Good where nothing is told."""
        (allocation,) = (one for one in who.desk.allocate.own() if one.subject == case)
        audit = who.desk.allocate.start(allocation.id)
        self.forms[who.name, case] = audit.id
        given_all: dict[str, Value] = {}
        for number, words in DOMAINS.items():
            grade, why = given.get(number, ("good", words))
            given_all |= {
                paths.answer(f"her-audit.{number}"): grade,
                paths.answer(f"her-audit.{number}", "comment"): why,
            }
        given_all |= {
            paths.header("service"): "safeguarding",
            paths.about("team"): TEAMS["north" if case == self.differing else "south"],
            paths.OVERALL_GRADE: overall,
            paths.OVERALL_REASON: "What it has meant for the child decides.",
            **self._plan(who, case),
            **(self._with_family(case) if who is self.peer else {}),
        }
        who.desk.record(audit, given_all)
        who.desk.sharing.lock_grade(audit.id)

    def _with_family(self, case: str) -> dict[str, Value]:
        """Return what only the peer's form asks."""
        family: dict[str, Value] = {paths.answer("her-audit.family"): "both"}
        if case == self.inadequate:
            family = {
                paths.answer("her-audit.family"): "neither",
                paths.answer("her-audit.family", "comment"): "The mother did not agree to be contacted.",
            }
        return {paths.header("peer_role"): "iro", paths.answer("her-audit.agreed"): "yes", **family}

    def _plan(self, who: Member, case: str) -> dict[str, Value]:
        if case == self.differing:
            return {paths.NO_ACTIONS_REASON: "What has to be done about the plan is for the moderator to say."}
        if who is self.peer:
            return action(
                "peer", "Ask the child how she wants to be seen, and write it down", "Social worker", self._next(1)
            )
        return {
            **action(
                "seen", "See her alone, this week and every week", "Social worker", self._in_month(18).isoformat()
            ),
            **action("chronology", "Bring the chronology up to date", "Social worker", self._next(2)),
        }

    def _worker(self, form: AuditId, who: Member) -> str:
        return who.desk.open_audit(form).text(paths.about("practitioner"))

    def _in_month(self, day: int) -> date:
        return self.stage.first.replace(day=day)

    def _next(self, day: int) -> str:
        """Return a day of the month after, as forms keep it."""
        return Scene(day, "", lambda: None, month=1).on(self.stage.first).isoformat()


def _asked(audit: Audit) -> str:
    """Return under which key somebody's comment is waited for."""
    (asked,) = (one.key for one in open_tells(audit) if one.asks_comment)
    return asked


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B}"

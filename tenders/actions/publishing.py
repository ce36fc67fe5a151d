"""Draft for comments, invitation with its key, questions and answers (cl. 45–52)."""

from __future__ import annotations

from typing import Any

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind, Person
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import calendar, clauses, limits
from marketplace.procedure import sitting
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, stale, wrong_duty
from suppliers.models import Company
from tenders import events, rules
from tenders.actions import waking
from tenders.actions.case import duties_in, holders_of, rules_for, seats_of
from tenders.actions.keys import make_key
from tenders.models import DraftComment, Question, Tender
from tenders.states import T


def _publish_draft(tender: Tender, step: str, actor: Actor, seen: int | None) -> Tender:
    with sitting(tender, actor=actor) as held:
        today = clock.today()
        until = calendar.add_working_days(today, rules_for(held.root, today).integer("D.HEARING.MIN"))
        terms = held.root.terms.first()
        round_ = held.root.rounds + 1
        done: Tender = held.take(tender, step, actor=actor, seen=seen, comments_until=until, round=round_)
        # after the step: it is judged by the draft that was public before
        done.rounds, done.comments_until, done.draft_tor_version = round_, until, terms.version if terms else None
        done.next_check = waking.next_moment(done)
        done.save(update_fields=["rounds", "comments_until", "draft_tor_version", "next_check"])
        return done


def publish_draft(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Publish the draft for comments for at least the lawful working days (cl. 45–46)."""
    return _publish_draft(tender, "publish_draft", actor, seen)


def republish_draft(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Publish the changed draft again (cl. 46–47)."""
    return _publish_draft(tender, "republish_draft", actor, seen)


def comment(tender: Tender, *, actor: Actor, name: str, email: str, text: str) -> DraftComment:
    """Anybody comments on a published draft (cl. 46). Opens its own unit."""
    with audit.unit():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        if tender.state != T.COMMENTING or (tender.comments_until and clock.today() > tender.comments_until):
            raise Refused(
                [Refusal("comments_closed", rules.comment_period_over.sentence, clauses.REG_46, params={"until": tender.comments_until})],
                subject=tender,
            )
        row = DraftComment.objects.create(
            tender=tender,
            number=tender.comments.count() + 1,
            name=name,
            email=email,
            text=text,
            sent_at=clock.read(),
            sent_by_id=actor.person_id,
        )
        audit.record(
            events.CommentReceived,
            actor=actor,
            subject=tender,
            basis=("REG.46",),
            payload={"text": text, "number": row.number},
            personal={"commenter": name},
        )
        return row


def answer_comment(row: DraftComment, *, actor: Actor, answer: str, changes_draft: bool, seen: int | None = None) -> None:
    """Answer one commenter in writing (cl. 47). Opens its own unit; the mail goes out from the log."""
    with audit.unit():
        tender = row.tender
        held = duties_in(tender, actor, seats_of(tender))
        duty = next((d for d in (Duty.OFFICER, Duty.HEAD_OFFICER, Duty.TOR_PERSON) if d in held), None)
        if duty is None:
            raise Refused([wrong_duty(Duty.OFFICER.label)], subject=tender)
        now = locked(tender)
        if seen is not None and seen != now.version:
            raise Refused([stale()], subject=tender)
        tender.version = now.version + 1
        tender.save(update_fields=["version"])
        row.answer, row.changes_draft = answer, changes_draft
        row.answered_at, row.answered_by_id = clock.read(), actor.person_id
        row.save()
        audit.record(
            events.CommentAnswered,
            actor=actor.under(duty),
            subject=tender,
            basis=("REG.47",),
            payload={"number": row.number, "answer": answer, "changed": changes_draft},
        )


def settle_comments(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Close the round of comments (cl. 47)."""
    with sitting(tender, actor=actor) as held:
        done: Tender = held.take(tender, "settle_comments", actor=actor, seen=seen, comments=held.root.comments.count(), waived=False)
        return done


def waive_comments(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """Go on without a round of comments, at the agency's discretion (cl. 45)."""
    with sitting(tender, actor=actor) as held:
        done: Tender = held.take(tender, "waive_comments", actor=actor, seen=seen, reason=reason, comments=0, waived=True)
        return done


def schedule(tender: Tender, now: Any = None) -> dict[str, Any]:
    """The dates an invitation published now would have: last publication day, bid day and window (cl. 43, 51, 54)."""
    moment = now or clock.read()
    today = clock.civil(moment)
    book = rules_for(tender, today)
    days = limits.publication_days(book.bands(tender.method.publication), tender.budget_satang)
    last, bid_day = calendar.publication(today, days, first_day_counts=book.choice("H.COUNT.START") == "included")
    opens, closes = book.time_range("T.EBID.WINDOW")
    return {
        "working_days": days,
        "published_at": moment,
        "last_publication_on": last,
        "bid_opens_at": clock.at(bid_day, opens),
        "bid_closes_at": clock.at(bid_day, closes),
    }


def publish_invitation(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Publish the invitation with its lawful days, and make the key to which envelopes are sealed (cl. 48, 51)."""
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        held.check(tender, "publish_invitation", actor=actor, seen=seen)  # a key is made for what may be published alone
        dates = schedule(root)
        holders = holders_of(root, seats_of(root))
        people = {person.pk: person for person in Person.objects.filter(pk__in=holders.values())}
        terms, price = root.terms.first(), root.reference_prices.first()
        done: Tender = held.take(
            tender,
            "publish_invitation",
            actor=actor,
            seen=seen,
            title=root.title,
            budget_satang=root.budget_satang,
            reference_price_satang=price.amount_satang if price else None,
            working_days=dates["working_days"],
            published_at=dates["published_at"],
            last_publication_on=dates["last_publication_on"],
            bid_opens_at=dates["bid_opens_at"],
            bid_closes_at=dates["bid_closes_at"],
            public_key=make_key(root, actor, holders, people, dates["bid_closes_at"]),
            holders=[people[pk].ref for pk in holders.values()],
            tor_sha256=terms.sha256 if terms else "",
            criteria=root.criteria,
        )
        done.published_by_id = actor.person_id
        for name in ("published_at", "last_publication_on", "bid_opens_at", "bid_closes_at"):
            setattr(done, name, dates[name])
        done.next_check = waking.next_moment(done)
        done.save()
        return done


def ask(tender: Tender, *, actor: Actor, text: str) -> Question:
    """A supplier asks about the documents (cl. 52). Opens its own unit."""
    with audit.unit():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        company = Company.objects.filter(organisation_id=actor.organisation_id).first()
        if company is None or actor.organisation_kind != OrganisationKind.COMPANY or not actor.has(Duty.BIDDER, Duty.OWNER):
            raise Refused([wrong_duty(Duty.BIDDER.label)], subject=tender)
        from tenders.actions.case import answer_until

        last = answer_until(tender)
        if tender.state != T.INVITING or last is None or clock.today() > last:
            raise Refused(
                [Refusal("questions_closed", rules.answer_in_time.sentence, clauses.REG_52, params={"until": last})], subject=tender
            )
        row = Question.objects.create(
            ref=next_ref("Q"),
            tender=tender,
            number=tender.questions.count() + 1,
            company=company,
            text=text,
            asked_at=clock.read(),
            asked_by_id=actor.person_id,
        )
        audit.record(
            events.QuestionAsked,
            actor=actor.under(Duty.BIDDER),
            subject=row,
            basis=("REG.52",),
            payload={"number": row.number, "text": text},
        )
        return row


def leave_unanswered(question: Question, *, actor: Actor, seen: int | None = None, reason: str = "") -> Question:
    """Record for everybody why a question is not answered: it came too late, or does not concern the documents."""
    with sitting(question.tender, actor=actor) as held:
        done: Question = held.take(
            question, "leave_unanswered", actor=actor, seen=seen, reason=reason, number=question.number, text=question.text
        )
        return done


def answer_question(question: Question, *, actor: Actor, seen: int | None = None, answer: str = "") -> Question:
    """Answer a question for everybody, in time (cl. 52)."""
    with sitting(question.tender, actor=actor) as held:
        done: Question = held.take(
            question, "answer_question", actor=actor, seen=seen, answer=answer, number=question.number, text=question.text
        )
        return done

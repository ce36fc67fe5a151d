"""Changing what was verified: the company asks, a registrar decides fact by fact, what is accepted is written at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.procedure import Refused, sitting
from marketplace.procedure.refusals import Refusal
from suppliers import identity, present, rules
from suppliers.actions import sizing
from suppliers.actions.examining import accept_documents, note_finding
from suppliers.actions.registering import Named, beside_the_log, mirror, replace_directors
from suppliers.dossier import Dossier, plain
from suppliers.identity import BANK, DIRECTORS, FACTS
from suppliers.models import BankAccount, ChangeRequest, Company
from suppliers.verdicts import Verdict


def differing(company: Company, wanted: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Fact to {"old", "new"} for every wanted value that is not the present one."""
    found = {}
    for fact, value in sizing.with_size(company, wanted).items():
        old, new = present.value(company, fact), plain(value)
        if old != new:
            found[fact] = {"old": old, "new": new}
    return found


def ask(company: Company, *, actor: Actor, seen: int | None, part: str, wanted: Mapping[str, Any], reason: str) -> ChangeRequest:
    """Ask a registrar to change verified facts of one part. Everything stays as it is until the request is decided.

    Raises:
        Refused: not the owner, never verified, nothing changes, no reason, or a request for this part waits already.
    """
    with sitting(company, actor=actor) as held:
        row: Company = held.root
        changes = differing(row, wanted)
        waiting = ChangeRequest.objects.waiting().filter(company=row, part=part).first()
        if waiting is not None:
            raise Refused([_waits(waiting)], step="ask_change", subject=company)
        request = ChangeRequest(
            ref=next_ref("CH"), company=row, part=part, changes=changes, reason=reason.strip(),
            asked_at=clock.read(), asked_by_id=actor.person_id,
        )  # fmt: skip
        held.take(
            company, "ask_change", actor=actor, seen=seen, written={}, changed=bool(changes), part=part, request=request.ref, reason=reason,
            changes=_told(_split(row, changes)[0]), names=_names(changes), **({"own": _told(own)} if (own := _split(row, changes)[1]) else {}),
        )  # fmt: skip
        request.save()
    return request


def _waits(request: ChangeRequest) -> Refusal:
    return Refusal(
        "change_waits",
        rules.A_CHANGE_WAITS,
        rules.A_CHANGE_WAITS_BASIS,
        remedy=rules.A_CHANGE_WAITS_REMEDY,
        params={"request": request.ref},
    )


def _split(company: Company, changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the log may hold, and what is a natural person's own."""
    own = company.about.own
    return {fact: said for fact, said in changes.items() if fact not in own}, {fact: said for fact, said in changes.items() if fact in own}


def _told(changes: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The changes as the log keeps them: of directors their number, of an account its last four digits."""
    return [{"fact": fact, "old": _plainly(fact, both["old"]), "new": _plainly(fact, both["new"])} for fact, both in changes.items()]


def _plainly(fact: str, value: Any) -> Any:
    if fact == DIRECTORS:
        return len(value or [])
    return (value["number"][-4:] if value else "") if fact == BANK else value


def _names(changes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    people = changes.get(DIRECTORS, {"old": [], "new": []})
    return [f"{title}{given} {family}" for side in ("old", "new") for title, given, family, _signs in people[side]]


def decide(request: ChangeRequest, *, actor: Actor, seen: int | None = None, verdicts: Mapping[str, Mapping[str, str]]) -> ChangeRequest:
    """Accept or refuse each change of the request, which the registrar saw at version `seen`; write what is accepted.

    Documents that lie beside an item of which everything was accepted are accepted with it.

    Raises:
        Refused: decided meanwhile, a registrar of the company, a change without a verdict, or facts that moved on.
    """
    company = request.company
    with sitting(company, actor=actor) as held:
        row: ChangeRequest = held.take(request, "decide", actor=actor, seen=seen, verdicts=verdicts, outcome=_outcome(verdicts))
        accepted = {fact: both["new"] for fact, both in row.changes.items() if verdicts[fact]["verdict"] == Verdict.ACCEPT}
        if accepted:
            _write(held, company, row, accepted, actor)
    return row


def _outcome(verdicts: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"fact": fact, "verdict": said["verdict"], "reason": said["reason"].strip()} for fact, said in verdicts.items()]


def _write(held: Any, company: Company, request: ChangeRequest, accepted: Mapping[str, Any], actor: Actor) -> None:
    fields: dict[str, Any] = {field.name: field for field in Company._meta.concrete_fields}
    own = {fact: fields[fact].to_python(value) for fact, value in accepted.items() if fact not in (DIRECTORS, BANK)}
    told = {fact: _plainly(fact, value) for fact, value in accepted.items()}
    said = beside_the_log(company, told)
    row = held.take(company, "apply_change", actor=actor, part=request.part, request=request.ref, written=own, **said)
    if DIRECTORS in accepted:
        people = [Named(given, family, title, signs) for title, given, family, signs in accepted[DIRECTORS]]
        replace_directors(row, people, actor=actor)
    if BANK in accepted:
        BankAccount.objects.update_or_create(company=row, defaults=dict(accepted[BANK]))
    mirror(row)
    _judged(row, set(request.changes) - set(accepted), accepted, actor)


def _judged(company: Company, refused: Iterable[str], accepted: Iterable[str], actor: Actor) -> None:
    """What was accepted here counts as judged: its items need no second look at the desk."""
    left_alone = {FACTS[fact][1] for fact in refused}
    items = {FACTS[fact][1] for fact in accepted} - left_alone
    for item in Dossier.of(company).items():
        if item.code in items:
            note_finding(company, item, actor=actor)
            accept_documents(item, actor)


def take_back(request: ChangeRequest, *, actor: Actor, seen: int | None = None) -> None:
    """The company takes its request back before it is decided."""
    with sitting(request.company, actor=actor) as held:
        held.take(request, "take_back", actor=actor, seen=seen)


def shown(request: ChangeRequest) -> list[identity.Difference]:
    return identity.differences(request.changes)

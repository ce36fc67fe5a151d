"""The actor: who does something, for whom, and under which duties. There is no None actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from marketplace.accounts.duty import Duty

if TYPE_CHECKING:
    from marketplace.accounts.models import Organisation, Person


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: a person for an organisation, the system itself, or a visitor without an account.

    `duties` are those of membership; duties in one case (committee, inspector …) are found by that case.
    `duty` is the one under which the present step is taken: the engine sets it, the log keeps it.
    """

    kind: str
    ref: str
    name: str = ""
    person_id: int | None = None
    organisation_id: int | None = None
    organisation_ref: str = ""
    organisation_kind: str = ""
    duties: frozenset[Duty] = field(default_factory=frozenset)
    duty: str = ""

    @classmethod
    def system(cls) -> Actor:
        """The system, acting by a clock or a subscriber."""
        return cls(kind="system", ref="system", duties=frozenset({Duty.SYSTEM}), duty=Duty.SYSTEM)

    @classmethod
    def anonymous(cls) -> Actor:
        """A visitor without an account: may read what is public."""
        return cls(kind="anonymous", ref="anonymous")

    @classmethod
    def of(cls, person: Person, organisation: Organisation | None = None) -> Actor:
        """`person` acting for `organisation` with every duty held there now."""
        held: Iterable[str] = ()
        if organisation is not None:
            held = person.memberships.in_force().filter(organisation=organisation).values_list("duty", flat=True)
        return cls(
            kind="person",
            ref=person.ref,
            name=person.name,
            person_id=person.pk,
            organisation_id=organisation.pk if organisation else None,
            organisation_ref=organisation.ref if organisation else "",
            organisation_kind=organisation.kind if organisation else "",
            duties=frozenset(Duty(duty) for duty in held),
        )

    def under(self, duty: Duty) -> Actor:
        """The same actor, acting under `duty`."""
        return replace(self, duty=str(duty))

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    def has(self, *duties: Duty) -> bool:
        """Whether one of `duties` is held by membership."""
        return not self.duties.isdisjoint(duties)

"""`manage.py grant_duty AG-2570-000001 officer name@…`: entrust somebody with a duty from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace import audit
from marketplace.accounts.actions.duties import NotAllowed, grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, COMPTROLLER_DUTIES, Duty
from marketplace.accounts.models import Organisation, OrganisationKind, Person

DUTIES = {OrganisationKind.AGENCY: AGENCY_DUTIES, OrganisationKind.COMPTROLLER: COMPTROLLER_DUTIES}


class Command(BaseCommand):
    help = "Entrust a person with a duty in an agency or at the comptroller. Duties in one purchase come by appointment, never here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", metavar="REF")
        parser.add_argument("duty", choices=sorted(str(duty) for duty in AGENCY_DUTIES | COMPTROLLER_DUTIES))
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(ref=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']}.")
        duty = Duty(options["duty"])
        if duty not in DUTIES.get(OrganisationKind(organisation.kind), frozenset()):
            raise CommandError(f"{organisation.name_th} has no such duty.")
        person = Person.objects.filter(email__iexact=options["email"], is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody has an account with {options['email']}: the person signs up first.")
        try:
            with audit.unit():
                grant(actor=Actor.system(), person=person, organisation=organisation, duty=duty)
        except NotAllowed as refused:
            raise CommandError(str(refused.args[0])) from refused
        self.stdout.write(f"{person.name}: {duty.label}, {organisation.name_th}")

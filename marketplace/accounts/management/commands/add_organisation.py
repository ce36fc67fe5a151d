"""`manage.py add_organisation agency --name-th … --administrator name@…`: enter an agency or the comptroller's office."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace import audit
from marketplace.accounts.actions.duties import grant, register_organisation
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import AgencyClass, Organisation, OrganisationKind, Person
from marketplace.kernel.provinces import PROVINCES

KINDS = (OrganisationKind.AGENCY, OrganisationKind.COMPTROLLER)
PREFIXES = {OrganisationKind.AGENCY: "A", OrganisationKind.COMPTROLLER: "G"}


class Command(BaseCommand):
    help = (
        "Enter an agency, or the Comptroller General's Department, with its administrator, who entrusts everybody else. "
        "The administrator must have an account already. Companies register themselves."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[str(kind) for kind in KINDS])
        parser.add_argument("--name-th", required=True)
        parser.add_argument("--name-en", default="")
        parser.add_argument("--province", default="", help="in Thai, as the list of provinces writes it")
        parser.add_argument("--district", default="")
        parser.add_argument("--address", default="", help="as it stands on official papers")
        parser.add_argument("--class", dest="agency_class", default="", choices=[str(value) for value in AgencyClass.values])
        parser.add_argument("--administrator", required=True, metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=options["administrator"], is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody has an account with {options['administrator']}: the person signs up first.")
        if options["province"] and options["province"] not in PROVINCES:
            raise CommandError(f"There is no province {options['province']}.")
        if options["kind"] == OrganisationKind.AGENCY and not (options["agency_class"] and options["province"]):
            raise CommandError("An agency needs --class and --province: rule values and “SME of the province first” depend on them.")
        if Organisation.objects.filter(kind=options["kind"], name_th=options["name_th"].strip()).exists():
            raise CommandError(f"{options['name_th']} is entered already.")
        fields = {name: options[name].strip() for name in ("name_th", "name_en", "province", "district", "address", "agency_class")}
        with audit.unit():
            organisation = register_organisation(actor=Actor.system(), kind=options["kind"], prefix=PREFIXES[options["kind"]], **fields)
            grant(actor=Actor.system(), person=person, organisation=organisation, duty=Duty.ADMINISTRATOR)
        self.stdout.write(f"{organisation.ref} {organisation.name_th}; administrator: {person.name}")

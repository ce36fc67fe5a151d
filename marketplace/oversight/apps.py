"""The comptroller's desk: case files, red flags, open data. Reads everything, changes nothing but flags."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "marketplace.oversight"
    label = "oversight"

    def ready(self) -> None:
        from marketplace.oversight import registration

        registration.announce()

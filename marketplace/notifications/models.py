"""The inbox's rows. Derived from the log: what is lost here can be made again by rewinding the subscriber."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from marketplace.accounts.models import Person


class MessageQuerySet(models.QuerySet["Message"]):
    """Named sets of messages."""

    def of(self, person: Person) -> MessageQuerySet:
        return self.filter(person=person)

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at__isnull=True)

    def waiting(self) -> MessageQuerySet:
        """Those that ask the person for something that is not done yet."""
        return self.filter(waits=True, over_at__isnull=True)

    def to_be_mailed(self) -> MessageQuerySet:
        return self.filter(mail=True, mailed_at__isnull=True)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Named sets of letters."""

    def to_be_mailed(self) -> LetterQuerySet:
        return self.filter(mailed_at__isnull=True).exclude(email="")


class Message(models.Model):
    """One sentence to one person about one entry of the log, in both languages."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    entry = models.UUIDField(help_text="The entry of the log that the message tells of.")
    position = models.BigIntegerField(default=0, help_text="Place of that entry in the log: only what comes later can settle it.")
    route = models.CharField(max_length=80)
    subject_ref = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=40, blank=True, help_text="Which of several alike is meant: an instalment, a comment.")
    at = models.DateTimeField(help_text="When it is said to have happened.")
    title_th = models.TextField()
    title_en = models.TextField()
    body_th = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    root_ref = models.CharField(max_length=80, blank=True)
    waits = models.BooleanField(default=False, help_text="The person is asked to do something.")
    over_at = models.DateTimeField(null=True, blank=True, help_text="When what was asked for was done, or fell away.")
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.BooleanField(default=False, help_text="The person wanted such messages by e-mail when it was made.")
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry", "route"], name="told_once_of_an_entry_by_a_route")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"]),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"),
            models.Index(fields=["root_ref"], condition=Q(waits=True, over_at__isnull=True), name="message_still_waits"),
            models.Index(fields=["mail"], condition=Q(mail=True, mailed_at__isnull=True), name="message_to_be_mailed"),
        ]

    def __str__(self) -> str:
        return f"{self.route} → {self.person_id}"

    @property
    def still_waits(self) -> bool:
        """Whether the person is asked for something that is not done yet."""
        return self.waits and self.over_at is None


class Letter(models.Model):
    """A letter to somebody who may have no account, at the address that they gave. The address is forgotten once it is sent."""

    entry = models.UUIDField(help_text="The entry of the log that the letter tells of.")
    route = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    made_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "route"], name="one_letter_of_an_entry_by_a_route")]
        indexes = [models.Index(fields=["made_at"], condition=Q(mailed_at__isnull=True), name="letter_to_be_mailed")]

    def __str__(self) -> str:
        return f"{self.route}: {self.subject}"


class Preference(models.Model):
    """What a person wants by e-mail. Who has no row wants what asks something of them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    mail_waits = models.BooleanField(default=True)
    mail_news = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.mail_waits}/{self.mail_news}"

    @classmethod
    def of(cls, person: Person) -> Preference:
        """The person's wishes; not saved where there are none yet."""
        return cls.objects.filter(person=person).first() or cls(person=person)

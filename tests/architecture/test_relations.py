"""Relations between models point down the layers, and pairs of who and when are complete."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from tests.architecture.layers import may_use, own_apps, package_of

#: `*_at` fields without a `*_by` partner, each with the reason. Everything else records who as well as when.
NOBODY_DID_IT = {
    "accounts.Person.joined_at": "a person joins by themself",
    "audit.LogEntry.recorded_at": "the entry's actor is in its body",
    "audit.Checkpoint.made_at": "the system makes checkpoints",
    "audit.SubscriberCursor.moved_at": "the system moves cursors",
    "audit.SubscriberCursor.retry_at": "a moment ahead, not a deed",
    "notifications.Message.read_at": "only its own person reads a message",
    "notifications.Letter.made_at": "the system sends mails",
    "notifications.Letter.mailed_at": "the system sends mails",
    "notifications.Message.over_at": "the log settles it; who did it stands in the entry",
    "notifications.Message.mailed_at": "the system sends mails",
    "catalog.QuestionSetVersion.since_at": "the data files brought it",
    "catalog.SheetExport.made_at": "a worker makes it for whom asked_by names",
    "catalog.SavedSearch.saved_at": "only its own person keeps a search",
    "oversight.Flag.raised_at": "the system raises flags",
    "oversight.AlikeListings.found_at": "the system compares listings",
    "tenders.Tender.bid_opens_at": "a moment ahead, set by the invitation",
    "tenders.Tender.bid_closes_at": "a moment ahead, set by the invitation",
    "law.RuleValue.entered_at": "who proposed and who approved are fields of their own",
    "law.HolidayOverride.entered_at": "who proposed and who approved are fields of their own",
    "law.FrozenRulebook.frozen_at": "the log's entry of the approval names the person",
}


def own_models() -> Iterator[type[models.Model]]:
    for config in own_apps():
        yield from config.get_models()


def test_relations_point_to_their_own_layer_or_below() -> None:
    upward = []
    for model in own_models():
        for field in model._meta.get_fields():
            if not (isinstance(field, models.ForeignKey | models.ManyToManyField)) or field.remote_field is None:
                continue
            source, target = package_of(model.__module__), package_of(field.related_model.__module__)
            if source and target and not may_use(source, target):
                upward.append(f"{model._meta.label}.{field.name} points up to {field.related_model._meta.label}")
    assert upward == []


def test_relations_to_another_app_leave_no_name_there() -> None:
    """A lower app must not read `organisation.tender_set`: cross-app relations have `related_name="+"`."""
    named = []
    for model in own_models():
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            source, target = package_of(model.__module__), package_of(field.related_model.__module__)
            inherited = getattr(field.remote_field, "parent_link", False)
            if target and source != target and not inherited and not field.remote_field.hidden:
                named.append(f"{model._meta.label}.{field.name}")
    assert named == []


def test_every_moment_has_its_author() -> None:
    """| fields of the model            | in the list of exceptions | verdict |
    | `x_at` and `x_by` or `x_by_ref` | no                        | good    |
    | `x_at` alone                    | yes                       | good    |
    | `x_at` alone                    | no                        | a fault |
    | both                            | yes                       | a fault: the exception is not needed |"""
    lonely, needless = [], []
    for model in own_models():
        names = {field.name for field in model._meta.local_fields}
        for name in sorted(names):
            if not name.endswith("_at"):
                continue
            label = f"{model._meta.label}.{name}"
            stem = name.removesuffix("_at")
            paired = bool({f"{stem}_by", f"{stem}_by_ref", f"{stem}_by_name"} & names)
            if not paired and label not in NOBODY_DID_IT:
                lonely.append(label)
            if paired and label in NOBODY_DID_IT:
                needless.append(label)
    assert (lonely, needless) == ([], [])


def test_money_is_whole_satang() -> None:
    """No amount is a float or a decimal column: SQLite would keep it as text."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.local_fields
        if isinstance(field, models.FloatField)
        or (field.name.endswith("_satang") and not isinstance(field, models.BigIntegerField))
        or (isinstance(field, models.DecimalField) and any(word in field.name for word in ("price", "amount", "total", "budget")))
    ]
    assert wrong == []

"""Categories and question sets as rows: what the data files said when a listing answered them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from catalog.questions import CategoryNode, QuestionSet, definitions


class CategoryQuerySet(models.QuerySet["Category"]):
    def open(self) -> CategoryQuerySet:
        """Categories that the data files still name."""
        return self.filter(is_retired=False)

    def leaves(self) -> CategoryQuerySet:
        """Categories that carry listings."""
        return self.exclude(unit="")


class Category(models.Model):
    """A category of the tree, kept in step with `catalog/data/categories.yaml`. A retired one keeps its listings."""

    code = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name_th = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    summary_th = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.code])

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "th").startswith("en") else self.name_th

    @property
    def summary(self) -> str:
        return self.summary_en if (get_language() or "th").startswith("en") else self.summary_th

    @property
    def node(self) -> CategoryNode | None:
        """The category as the data files define it now."""
        return definitions().categories.get(self.code)


class QuestionSetVersion(models.Model):
    """A question set as it stood when somebody could answer it. Never changed, never deleted."""

    fingerprint = models.CharField(max_length=12, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.category} {self.fingerprint}"

    @property
    def questions(self) -> QuestionSet:
        """The set. What the data files still say is not read from the database; a set of the past is parsed once per process."""
        present = definitions().by_fingerprint.get(self.fingerprint)
        if present is not None:
            return present
        if self.fingerprint not in _read:
            _read[self.fingerprint] = QuestionSet.from_data(self.content)
        return _read[self.fingerprint]


#: Sets of the past that were parsed, by their fingerprints.
_read: dict[str, QuestionSet] = {}

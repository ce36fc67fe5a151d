"""Keeps rows in step with the data files: categories, and every question set that was ever asked."""

from __future__ import annotations

from typing import Any

from catalog.models import Category, QuestionSetVersion
from catalog.questions import BrokenData, definitions


def synchronise(**_signal: Any) -> None:
    """Make categories equal to the data files; keep what disappeared as retired. Idempotent, run after migrations."""
    try:
        known = definitions()
    except BrokenData:
        return  # `manage.py check` says what is wrong; rows stay as they are
    rows = {row.code: row for row in Category.objects.all()}
    for node in known.categories.values():
        row = rows.get(node.code) or Category(code=node.code)
        wanted = {
            "parent_id": rows[node.parent].pk if node.parent else None,
            "name_th": node.name.th,
            "name_en": node.name.en,
            "summary_th": node.summary.th if node.summary else "",
            "summary_en": node.summary.en if node.summary else "",
            "unit": node.unit,
            "position": node.position,
            "is_retired": False,
        }
        if row.pk is None or any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            row.save()
        rows[node.code] = row
    Category.objects.exclude(code__in=known.categories).update(is_retired=True)
    for node in known.leaves():
        kept_set(rows[node.code])


def kept_set(category: Category) -> QuestionSetVersion:
    """The row of the present question set of `category`, made on first use."""
    present = definitions().set_for(category.code)
    made, _new = QuestionSetVersion.objects.defer("content").get_or_create(  # its content is long, and seldom read
        fingerprint=present.fingerprint, defaults={"category": category, "content": present.as_data}
    )
    return made

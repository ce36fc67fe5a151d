"""The column in which a row's state is kept. Knows nothing of machines."""

from __future__ import annotations

from typing import Any

from django_fsm import FSMField


class StateField(FSMField):
    """A protected state: only a transition writes it.

    Migrations see an ordinary text column. A historical model has no transitions, and an FSM field in each of them listens to every
    class made afterwards, which doubled the time of a first `migrate`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"protected": True} | kwargs))

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs

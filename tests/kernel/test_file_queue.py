"""The queue of files: messages arrive whole, and nobody sees half a one."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from kombu import Connection

from marketplace.kernel.file_queue import Channel


def test_a_message_can_be_seen_only_when_it_is_whole(tmp_path: Path, monkeypatch) -> None:
    for name in ("in", "control"):
        (tmp_path / name).mkdir()
    options = {"data_folder_in": str(tmp_path / "in"), "data_folder_out": str(tmp_path / "in"), "control_folder": str(tmp_path / "control")}
    looks: list[tuple[list[str], int]] = []

    def move(part: Path, path: Path) -> None:
        looks.append(([file.name for file in (tmp_path / "in").glob("*.msg")], Path(part).stat().st_size))
        os.rename(part, path)

    monkeypatch.setattr("marketplace.kernel.file_queue.os.replace", move)
    with Connection(
        "filesystem://localhost/", transport="marketplace.kernel.file_queue:Transport", transport_options=options
    ) as connection:
        assert isinstance(connection.default_channel, Channel)
        queue = connection.SimpleQueue("stall")
        for word in ("first", "second"):
            queue.put({"word": word})
        assert [len(seen) for seen, _size in looks] == [0, 1]
        assert all(size for _seen, size in looks)
        # Messages of one millisecond have no order among them.
        assert {queue.get(timeout=5).payload["word"] for _ in range(2)} == {"first", "second"}
        queue.close()


def test_without_redis_this_is_the_queue() -> None:
    assert settings.CELERY_BROKER_URL.startswith("redis") or settings.CELERY_BROKER_TRANSPORT == "marketplace.kernel.file_queue:Transport"

"""The queue of files for installations without Redis: a message is whole from the moment at which a worker can see it.

The transport of kombu opens the file first and writes it afterwards: a worker that looks in between takes an empty message,
loses it and stops. Here a message is written beside the queue and moved into it.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils import json


class Channel(filesystem.Channel):  # type: ignore[misc]
    """Puts messages into the folder in one move."""

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Put `message` onto `queue`; the name sorts messages by their age, as kombu's own does."""
        path = Path(self.data_folder_out) / f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        part = path.with_suffix(".part")
        part.write_bytes(str(json.dumps(message)).encode())  # type: ignore[no-untyped-call]
        os.replace(part, path)


class Transport(filesystem.Transport):  # type: ignore[misc]
    """`filesystem` with our channel."""

    Channel = Channel

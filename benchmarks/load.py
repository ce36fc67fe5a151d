"""A small bounded load generator: a few threads ask one page of a server on this machine for a few seconds, then stop.

Knows no product. It refuses any address but loopback.
"""

from __future__ import annotations

import http.client
import ipaddress
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Whatever is asked for, one measurement never lasts longer or asks more often.
MOST_SECONDS = 30.0
MOST_REQUESTS = 50_000


@dataclass(frozen=True)
class Measured:
    """Requests answered per second, times in milliseconds, and how many answers were not the page."""

    path: str
    per_second: float
    median_ms: float
    slow_ms: float
    size: int
    strange: int


def _ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, int]:
    connection.request("GET", path, headers={"Accept-Language": "th", "Connection": "close"})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def measure(base: str, paths: list[str], *, clients: int = 4, seconds: float = 5.0) -> Measured:
    """Ask `paths` in turn from `clients` threads for `seconds`.

    Raises:
        ValueError: `base` is not an address of this machine.
    """
    parts = urlsplit(base)
    if not ipaddress.ip_address(parts.hostname or "").is_loopback or parts.port is None:
        raise ValueError(f"{base} is not a loopback address with a port")
    until = time.perf_counter() + min(seconds, MOST_SECONDS)
    share = MOST_REQUESTS // clients
    times: list[float] = []
    sizes: list[int] = []
    strange = 0
    lock = threading.Lock()

    def work(first: int) -> None:
        nonlocal strange
        own: list[float] = []
        own_sizes: list[int] = []
        odd = 0
        for turn in range(share):
            begun = time.perf_counter()
            if begun >= until:
                break
            connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
            try:
                status, size = _ask(connection, paths[(first + turn) % len(paths)])
            except OSError:
                odd += 1
                continue
            finally:
                connection.close()
            own.append(time.perf_counter() - begun)
            own_sizes.append(size)
            odd += status != 200
        with lock:
            times.extend(own)
            sizes.extend(own_sizes)
            strange += odd

    begun = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number * 7,), daemon=True) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - begun
    times.sort()
    if not times:
        return Measured(paths[0], 0.0, 0.0, 0.0, 0, strange)
    return Measured(
        path=paths[0],
        per_second=len(times) / lasted,
        median_ms=times[len(times) // 2] * 1000,
        slow_ms=times[int(len(times) * 0.95)] * 1000,
        size=sum(sizes) // len(sizes),
        strange=strange,
    )

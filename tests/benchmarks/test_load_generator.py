"""The load generator stops by itself and asks nobody but this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load import measure


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/page" else 404)
        self.end_headers()
        self.wfile.write(b"x" * 100)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


def test_it_counts_what_was_answered_and_stops_in_time(server: str) -> None:
    begun = time.monotonic()
    measured = measure(server, ["/page"], clients=2, seconds=0.4)
    assert time.monotonic() - begun < 3
    assert measured.per_second > 10
    assert (measured.size, measured.strange) == (100, 0)
    assert 0 < measured.median_ms <= measured.slow_ms


def test_answers_that_are_not_the_page_are_told(server: str) -> None:
    assert measure(server, ["/elsewhere"], clients=1, seconds=0.2).strange > 0


@pytest.mark.parametrize("address", ["http://192.0.2.7:80", "http://10.0.0.1:8000", "http://example.org:80", "http://127.0.0.1"])
def test_other_machines_are_never_asked(address: str) -> None:
    with pytest.raises(ValueError, match=r"loopback|IPv4"):
        measure(address, ["/"], seconds=0.1)

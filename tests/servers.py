"""Throw-away PostgreSQL, Redis and Elasticsearch on loopback for one test run or benchmark. Knows no test and no setting of the product.

Each server gets a folder of its own, a free port and, when we are root, an unprivileged user; it ends when the context
ends, and also when this process dies.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRESQL_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "log_min_messages": "fatal",
    "timezone": "UTC",
}
# A test's data need not outlive a power cut. A benchmark passes durable=True and gets PostgreSQL's own defaults.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


#: Elastic's own minimal server, made for tests. Its version is that of the client in the locks.
ELASTICSEARCH_VERSION = "8.19.3"
ELASTICSEARCH = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH_VERSION}:zip"
ELASTICSEARCH_SETTINGS = {
    "discovery.type": "single-node",
    "network.host": "127.0.0.1",
    "xpack.security.enabled": "false",
    "xpack.ml.enabled": "false",
    "cluster.routing.allocation.disk.threshold_enabled": "false",  # a full disk of the machine is not the test's business
    "action.destructive_requires_name": "true",
}


#: The browser for tests, the best first: the shell draws the same pages without a window's own pages around them.
BROWSERS = ("chromium-headless-shell", "chromium")


def browser() -> str:
    """Path of the system's browser; empty where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


class ServerMissing(RuntimeError):
    """The server's program is not installed on this machine."""


def postgresql_folder() -> Path | None:
    """The folder of PostgreSQL's programs, newest version first; None where it is not installed."""
    beside = shutil.which("initdb")
    if beside:
        return Path(beside).resolve().parent
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def redis_program() -> str | None:
    return shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged(preferred: str) -> str | None:
    """The user to run as: None when we are not root (then we run as ourselves)."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return preferred if preferred in names else "nobody"


def _die_with_parent() -> None:
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _identity(user: str | None) -> dict:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def _folder(user: str | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="talat-server-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(answers: Callable[[], bool], process: subprocess.Popen, log: Path, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        if answers():
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _stop(process: subprocess.Popen, how: int) -> None:
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """A running PostgreSQL; yields its address with the maintenance database, as `postgresql://…/postgres`.

    Raises:
        ServerMissing: PostgreSQL is not installed.
    """
    programs = postgresql_folder()
    if programs is None:
        raise ServerMissing("PostgreSQL is not installed (Debian: postgresql).")
    user = _unprivileged("postgres")
    port = free_port()
    with _folder(user) as folder:
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "talat", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **_identity(user),
        )
        settings = POSTGRESQL_SETTINGS | ({} if durable else CARELESS)
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, *flags],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                preexec_fn=_die_with_parent,
                start_new_session=True,  # Ctrl-C stops the tests first, then we stop the server
                **_identity(user),
            )
        try:
            ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "talat"]
            _wait(lambda: subprocess.run(ready, check=False).returncode == 0, process, log)
            yield f"postgresql://talat@127.0.0.1:{port}/postgres"
        finally:
            _stop(process, signal.SIGINT)  # "fast" shutdown


def java_folder() -> Path | None:
    """The home of a Java 17; None where there is none."""
    named = os.environ.get("ES_JAVA_HOME")
    if named:
        return Path(named)
    return next((path for path in sorted(Path("/usr/lib/jvm").glob("java-17-openjdk-*")) if (path / "bin" / "java").exists()), None)


def elasticsearch_archive() -> Path:
    """The server's archive, fetched by Maven on first use and kept in the user's cache.

    Raises:
        ServerMissing: there is no Maven, or it cannot reach what it needs.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "talat"
    kept = cache / f"elasticsearch-{ELASTICSEARCH_VERSION}.zip"
    if kept.exists():
        return kept
    program = shutil.which("mvn")
    if program is None:
        raise ServerMissing("Elasticsearch is not here and Maven is not installed (Debian: maven).")
    cache.mkdir(parents=True, exist_ok=True)
    said = ""
    for pause in (0, 5, 20):  # a registry may be busy for a moment
        time.sleep(pause)
        with tempfile.TemporaryDirectory(prefix="maven-", dir=cache) as folder:
            command = [program, "--batch-mode", "--quiet", "dependency:copy", f"-Dartifact={ELASTICSEARCH}", f"-DoutputDirectory={folder}"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300, stdin=subprocess.DEVNULL)
            for archive in Path(folder).glob("*.zip"):
                os.replace(archive, kept)
                return kept
        said = (done.stdout + done.stderr)[-1500:]
    raise ServerMissing(f"Maven could not fetch {ELASTICSEARCH}:\n{said}")


def _elasticsearch_answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_for_elasticsearch(url: str, seconds: float = 180) -> None:
    """Return once the server answers; it needs 15 to 40 seconds to start.

    Raises:
        RuntimeError: it did not answer in time.
    """
    until = time.monotonic() + seconds
    while not _elasticsearch_answers(url):
        if time.monotonic() > until:
            raise RuntimeError(f"Elasticsearch at {url} did not answer in {seconds:.0f} seconds.")
        time.sleep(0.3)


@contextmanager
def elasticsearch(*, heap: str = "1g", wait: bool = True) -> Iterator[str]:
    """A running Elasticsearch without security; yields its address. With `wait=False` it may still be starting.

    Raises:
        ServerMissing: Java 17 or the server itself is not here.
    """
    java = java_folder()
    if java is None:
        raise ServerMissing("Java 17 is not installed (Debian: openjdk-17-jre-headless).")
    archive = elasticsearch_archive()
    user = _unprivileged("nobody")
    port = free_port()
    with _folder(user) as folder:
        shutil.unpack_archive(archive, folder, "zip")
        home = next(folder.glob("elasticsearch-*"))
        own, scratch = folder / "home", folder / "scratch"  # it refuses to start where its own folder lies in $HOME
        own.mkdir()
        scratch.mkdir()
        for program in (home / "bin").iterdir():
            program.chmod(0o755)
        settings = ELASTICSEARCH_SETTINGS | {"http.port": str(port), "transport.port": str(free_port()), "node.name": "test"}
        (home / "config" / "elasticsearch.yml").write_text("".join(f"{name}: {value}\n" for name, value in settings.items()))
        (home / "config" / "jvm.options.d" / "heap.options").write_text(f"-Xms{heap}\n-Xmx{heap}\n")
        if user is not None:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, user)
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [home / "bin" / "elasticsearch"],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env={"PATH": os.environ["PATH"], "ES_JAVA_HOME": str(java), "HOME": str(own), "ES_TMPDIR": str(scratch)},
                preexec_fn=_die_with_parent,
                start_new_session=True,
                **_identity(user),
            )
        url = f"http://127.0.0.1:{port}"
        try:
            if wait:
                _wait(lambda: _elasticsearch_answers(url), process, log, seconds=180)
            yield url
        finally:
            _stop(process, signal.SIGTERM)


@contextmanager
def redis() -> Iterator[str]:
    """A running Redis that writes nothing to disk; yields its address.

    Raises:
        ServerMissing: Redis is not installed.
    """
    program = redis_program()
    if program is None:
        raise ServerMissing("Redis is not installed (Debian: redis-server).")
    user = _unprivileged("redis")
    port = free_port()
    with _folder(user) as folder:
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", folder],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                preexec_fn=_die_with_parent,
                start_new_session=True,
                **_identity(user),
            )
        try:
            _wait(lambda: _listens(port), process, log)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            _stop(process, signal.SIGTERM)

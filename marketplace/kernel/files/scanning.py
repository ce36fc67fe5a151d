"""The look for harmful content: one interface, a clamd server behind it, and what is used where there is none."""

from __future__ import annotations

import socket
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.models import Verdict

_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Scan:
    """What a scanner says of one file. `found` names what is harmful; empty where nothing was found."""

    scanner: str
    verdict: Verdict = Verdict.CLEAN
    found: str = ""


class ScannerAway(RuntimeError):
    """The scanner did not answer, or could not finish. The file counts as not scanned."""


class Scanner(Protocol):
    """Looks into a file for harmful content."""

    @property
    def sees(self) -> object:
        """What the scanner can and cannot see, in one sentence for people."""
        ...

    def scan(self, file: IO[bytes]) -> Scan:
        """Read `file` from its start. Raises ScannerAway."""
        ...


class EmbeddedScanner:
    """Knows the industry's harmless test file and nothing else; says so with every file.

    With it the way of a real finding is walked in tests and demos. A site that lets the public in sets TALAT_CLAMD.
    """

    sees = _("Only the industry's test signature is recognised. Real malware is not: connect a virus scanner for that.")
    # Put together here, so that this source file is not itself taken for the test file.
    SIGNATURE = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
    #: Bytes of unpacked content that are looked through at most; `weigh` refuses what grows beyond reason.
    UNPACKED = 100 * 1024 * 1024

    def scan(self, file: IO[bytes]) -> Scan:
        file.seek(0)
        found = self._seen(file) or any(self._seen(part) for part in self._parts(file))
        return Scan("embedded", Verdict.UNPROVEN, "EICAR" if found else "")

    def _seen(self, stream: IO[bytes]) -> bool:
        tail, left = b"", self.UNPACKED
        while left > 0 and (chunk := stream.read(_CHUNK)):
            if self.SIGNATURE in tail + chunk:
                return True
            tail, left = chunk[-len(self.SIGNATURE) :], left - len(chunk)
        return False

    def _parts(self, file: IO[bytes]) -> Iterator[IO[bytes]]:
        """The unpacked members of an archive."""
        file.seek(0)
        if file.read(4) != b"PK\x03\x04":
            return
        try:
            with zipfile.ZipFile(file) as archive:
                for member in archive.infolist():
                    with archive.open(member) as part:
                        yield part
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
            return


class ClamdScanner:
    """Asks a clamd server, by its INSTREAM command. A server that does not answer lets nothing in."""

    sees = _("Scanned by the site's virus scanner. Content that is encrypted cannot be seen.")

    def __init__(self, address: str, timeout: float = 20.0) -> None:
        self.address, self.timeout = address, timeout

    def scan(self, file: IO[bytes]) -> Scan:
        file.seek(0)
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                while chunk := file.read(_CHUNK):
                    line.sendall(struct.pack("!L", len(chunk)) + chunk)
                line.sendall(struct.pack("!L", 0))
                answer = self._answer(line)
        except OSError as away:
            raise ScannerAway(str(away)) from away
        if answer.endswith("OK"):
            return Scan("clamd")
        if answer.endswith("FOUND"):
            return Scan("clamd", Verdict.CLEAN, answer.removeprefix("stream:").removesuffix("FOUND").strip())
        raise ScannerAway(answer)

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.timeout)
            line.connect(self.address)
            return line
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self.timeout)

    @staticmethod
    def _answer(line: socket.socket) -> str:
        said = b""
        while not said.endswith(b"\0") and (part := line.recv(4096)):
            said += part
        return said.rstrip(b"\0").decode("utf-8", "replace").strip()


def scanner() -> Scanner:
    """The scanner of this system: clamd where the setting names one."""
    return ClamdScanner(settings.CLAMD) if settings.CLAMD else EmbeddedScanner()

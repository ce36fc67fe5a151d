"""Whether requirements/*.txt still answer pyproject.toml. Needs no network: it compares the two, it does not resolve.

Every direct dependency must be pinned to a version that its range allows, with hashes, and the locks must name no index.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Versions by canonical name."""
    return {canonicalize_name(match["name"]): match["version"] for match in PIN.finditer(lock)}


def faults(requirements: list[str], lock: str, name: str) -> list[str]:
    """Sentences about what the lock lacks."""
    found = []
    pinned = pins(lock)
    for text in requirements:
        wanted = Requirement(text)
        version = pinned.get(canonicalize_name(wanted.name))
        if version is None:
            found.append(f"{name} does not pin {wanted.name}")
        elif not wanted.specifier.contains(version, prereleases=True):
            found.append(f"{name} pins {wanted.name} {version}, pyproject.toml asks for {wanted.specifier}")
    if len(pinned) > lock.count("--hash=sha256:"):
        found.append(f"{name} has packages without a hash")
    if "://" in lock:
        found.append(f"{name} names an address: make the locks with `make locks`")
    return found


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    dev = [*run, *project["dependency-groups"]["dev"]]
    found = []
    for name, requirements in (("requirements/run.txt", run), ("requirements/dev.txt", dev)):
        found += faults(requirements, (ROOT / name).read_text(), name)
    shared = pins((ROOT / "requirements/dev.txt").read_text())
    for package, version in pins((ROOT / "requirements/run.txt").read_text()).items():
        if shared.get(package) != version:
            found.append(f"{package} is {version} in run.txt and {shared.get(package, 'absent')} in dev.txt")
    for fault in found:
        print(fault)
    if found:
        print("`make locks` resolves them anew.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

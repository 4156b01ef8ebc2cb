"""What this program is made of, as CycloneDX has it: from what is really installed, without asking anybody."""

from __future__ import annotations

import json
import re
import sys
import uuid
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

OURS = "pimdata"


def bill(pinned: str) -> dict[str, Any]:
    """The bill of materials: pimdata, everything it needs, and what each of those needs.

    Args:
        pinned: the text of the constraints file, for the digests of the files each version comes as.
    """
    hashes = _hashes(pinned)
    found = _needed(OURS)
    components = [_component(found[name], hashes.get(name, [])) for name in sorted(found) if name != OURS]
    own = metadata.metadata(OURS)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components, sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {"type": "application", "name": OURS, "version": own["Version"], "bom-ref": OURS},
        },
        "components": components,
        "dependencies": [{"ref": _ref(name, found), "dependsOn": _refs(name, found)} for name in sorted(found)],
    }


def plain(name: str) -> str:
    """A package's name as the index of packages writes it.

    >>> plain("Jinja2"), plain("typing_extensions")
    ('jinja2', 'typing-extensions')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _needed(root: str) -> dict[str, metadata.Distribution]:
    """What is installed of all that a package needs, with the extras asked for; tools for developing are not among it."""
    found: dict[str, metadata.Distribution] = {}
    asked: set[tuple[str, str]] = set()
    waiting = [(root, "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in asked:
            continue
        asked.add((name, extra))
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or another version of Python
        waiting += _direct(found[name], extra)
    return found


def _direct(held: metadata.Distribution, extra: str) -> list[tuple[str, str]]:
    """The packages that one needs for itself ('') or for an extra, each once for itself and once for each extra asked of it."""
    direct = []
    for line in held.requires or []:
        wanted, _, marker = line.partition(";")
        platforms = re.findall(r"sys_platform\s*==\s*[\"'](\w+)", marker)
        if platforms and sys.platform not in platforms:
            continue
        named = re.search(r"extra\s*==\s*[\"']([^\"']+)", marker)
        parts = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?", wanted)
        if parts and (named[1] if named else "") == extra:
            extras = [each.strip() for each in (parts[2] or "").split(",") if each.strip()]
            direct += [(plain(parts[1]), each) for each in ("", *extras)]
    return direct


def _ref(name: str, found: dict[str, metadata.Distribution]) -> str:
    return OURS if name == OURS else f"pkg:pypi/{name}@{found[name].version}"


def _refs(name: str, found: dict[str, metadata.Distribution]) -> list[str]:
    direct = {each for each, _ in _direct(found[name], "")}
    return sorted(_ref(each, found) for each in direct if each in found)


def _component(held: metadata.Distribution, hashes: list[str]) -> dict[str, Any]:
    name = plain(held.metadata["Name"])
    licence = _one(held, "License-Expression") or _classified(held) or _one(held, "License").split("\n")[0] or "not said"
    described: dict[str, Any] = {
        "type": "library",
        "name": name,
        "version": held.version,
        "bom-ref": f"pkg:pypi/{name}@{held.version}",
        "purl": f"pkg:pypi/{name}@{held.version}",
        "licenses": [{"license": {"name": licence}}],
    }
    if hashes:  # of each file the version comes as: the one for this system is among them
        described["properties"] = [{"name": "pimdata:sha256", "value": each} for each in hashes]
    return described


def _one(held: metadata.Distribution, name: str) -> str:
    return str(next(iter(held.metadata.get_all(name) or []), ""))


def _classified(held: metadata.Distribution) -> str:
    lines = held.metadata.get_all("Classifier") or []
    return ", ".join(line.rsplit(" :: ", 1)[-1] for line in lines if line.startswith("License ::"))


def _hashes(pinned: str) -> dict[str, list[str]]:
    blocks = re.split(r"\n(?=[A-Za-z])", pinned)
    return {plain(block.split("==")[0]): re.findall(r"--hash=sha256:(\w+)", block) for block in blocks if "==" in block}


if __name__ == "__main__":
    home = Path(__file__).resolve().parent.parent
    to = Path(sys.argv[1])
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(json.dumps(bill((home / ".ci" / "constraints.txt").read_text("utf-8")), indent=2) + "\n", "utf-8")

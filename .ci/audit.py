"""Asks the public list of known vulnerabilities about every pinned version, and says plainly where it could not be asked.

Ends with 1 where a pinned version has a known fault. Where the list was not reached nothing is known of them: that is said, and
with --must-reach ends with 1 too.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / ".ci" / "audit.txt"
AUDITOR = ROOT / "build" / "audit"
LONGEST = 60  # seconds for each step


def judged(report: dict[str, Any] | None, must_reach: bool) -> tuple[int, str]:
    """The exit code and what is said of a report of pip-audit; None where it made none."""
    asked = (report or {}).get("dependencies", [])
    faults = [
        f"{each['name']} {each['version']}: {', '.join(fault['id'] for fault in each['vulns'])}"
        for each in asked
        if each.get("vulns")
    ]
    unknown = [each["name"] for each in asked if "skip_reason" in each]
    if faults:
        return 1, "Known faults in what is pinned:\n  " + "\n  ".join(faults)
    if not asked or len(unknown) == len(asked):
        return int(must_reach), "The list of known vulnerabilities could not be asked. Nothing is known of what is pinned."
    if unknown:
        said = f"No known fault in {len(asked) - len(unknown)} packages. Not on the list: {', '.join(unknown)}."
        return int(must_reach), said
    return 0, f"No known fault in {len(asked)} pinned packages."


def report() -> dict[str, Any] | None:
    """What pip-audit finds; None where it cannot be had or reaches nothing."""
    made = ROOT / "build" / "audit.json"
    made.unlink(missing_ok=True)
    program = AUDITOR / "bin" / "pip-audit"
    pinned = ["--require-hashes", "--disable-pip", "--requirement", str(ROOT / ".ci" / "constraints.txt")]
    try:
        if not program.exists():
            _run(sys.executable, "-m", "venv", str(AUDITOR))
        # What asks is itself pinned by digest. Where it is there already, in these versions, nothing is fetched.
        _run(str(AUDITOR / "bin" / "pip"), "install", "--quiet", "--require-hashes", "--requirement", str(TOOL))
        _run(str(program), "--progress-spinner", "off", "--format", "json", "--output", str(made), *pinned)
        return json.loads(made.read_text("utf-8"))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def _run(*command: str) -> None:
    subprocess.run(command, check=False, timeout=LONGEST, capture_output=True)  # noqa: S603 - of our own words alone


if __name__ == "__main__":
    code, words = judged(report(), "--must-reach" in sys.argv)
    sys.stdout.write(f"{words}\n")
    sys.exit(code)

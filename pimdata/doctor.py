"""Looks an installation over: the machine, the database, and whether what is stored still agrees with itself.

Every finding says what was looked at, what was found, and how to put it right. Nothing is changed.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from datetime import UTC, datetime
from importlib import metadata

import duckdb

from pimdata import build, periods
from pimdata.doctor_stored import FROM_BACKUP, Finding, all_findings, finding
from pimdata.errors import PimError
from pimdata.store import Store

LOWEST_PYTHON = (3, 11)
LEAST_FREE = 500_000_000  # bytes; a load of 100,000 rows needs some tens of millions for a while


def doctor(store: Store) -> list[Finding]:
    """Everything worth knowing of an installation, the machine first and then what is stored."""
    findings = [_python(), _packages(), _clock(), _folder(store), _disk(store)]
    try:
        with store.reading() as db:
            findings.append(Finding("database", f"opens; tables of version {build.VERSION}, views of this program", True, ""))
            findings += all_findings(db)
    except PimError as error:
        findings.append(Finding("database", str(error), False, "Do what these words say, then look again."))
    except duckdb.Error as error:
        findings.append(Finding("database", f"cannot be read: {_first_line(error)}", False, FROM_BACKUP))
    return findings


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _python() -> Finding:
    version, wanted = (".".join(str(part) for part in each[:3]) for each in (sys.version_info, LOWEST_PYTHON))
    faults = [] if sys.version_info[:2] >= LOWEST_PYTHON else [f"{version}, and {wanted} is needed"]
    return finding("Python", faults, version, f"Install Python {wanted} or later, then run `make setup`.")


def _packages() -> Finding:
    try:
        wanted = [text for text in metadata.requires("pimdata") or [] if "extra ==" not in text]
    except metadata.PackageNotFoundError:
        return Finding("packages", "pimdata itself is not installed", False, "Run `make setup`.")
    faults = [fault for each in wanted if (fault := package_fault(each))]
    return finding("packages", faults, f"all {len(wanted)} as they should be", "Run `make setup`.")


def package_fault(requirement: str) -> str:
    """What is wrong with an installed package; "" where it is as required.

    >>> package_fault("duckdb>=2.0,<3"), package_fault("no-such-thing>=1")
    ('', 'no-such-thing is not installed')
    """
    name = re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is not installed"
    lowest, highest = (re.search(rf"{sign}([\d.]+)", requirement) for sign in (">=", "<"))
    is_old = lowest and _numbersfinding(version) < _numbersfinding(lowest[1])
    is_new = highest and _numbersfinding(version) >= _numbersfinding(highest[1])
    return f"{name} is {version} and must be {requirement.removeprefix(name)}" if is_old or is_new else ""


def _numbersfinding(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def _clock() -> Finding:
    year = datetime.now(UTC).year
    faults = [] if 2025 <= year < periods.LAST_YEAR else [f"it says the year is {year}"]
    return finding("clock", faults, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "Set this machine's clock.")


def _folder(store: Store) -> Finding:
    folder = store.path.parent
    if not folder.is_dir():
        return Finding("folder", f"{folder} will be made", True, "")
    faults = [] if os.access(folder, os.W_OK | os.X_OK) else [f"{folder} cannot be written to"]
    if store.exists() and not os.access(store.path, os.R_OK | os.W_OK):
        faults.append(f"{store.path.name} cannot be written to")
    return finding("folder", faults, f"{folder} can be written to", "Give the account that runs pimdata write access to it.")


def _disk(store: Store) -> Finding:
    folder = next(each for each in store.path.parents if each.is_dir())
    free = shutil.disk_usage(folder).free
    wanted = max(LEAST_FREE, 2 * store.path.stat().st_size if store.exists() else 0)
    faults = [] if free >= wanted else [f"{free / 1e9:.1f} GB free, and {wanted / 1e9:.1f} GB is wanted"]
    return finding("disk", faults, f"{free / 1e9:.1f} GB free", "Free some space, or move the database to a larger disk.")

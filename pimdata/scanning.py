"""A look at each uploaded file by whatever malware scanner the council uses, before anything here reads it."""

from __future__ import annotations

import hashlib
import shlex
import subprocess
import tempfile
from collections import OrderedDict
from pathlib import Path, PurePath

from pimdata import security_log
from pimdata.config import settings
from pimdata.errors import PimError

LONGEST = 120.0  # seconds
MOST_REMEMBERED = 500
FOUND = 1  # how scanners say that they found something
INFECTED = (
    "{name} was not read: the council's scanner found something harmful in it. Nothing was stored. "
    "Do not send it to anybody; tell the ICT service."
)
NOT_LOOKED = (
    "{name} was not read: the council's scanner could not look at it. Nothing was stored. "
    "Try again in a few minutes, and tell the ICT service if it goes on."
)
_clean: OrderedDict[str, None] = OrderedDict()  # digests; a file is checked several times while it is looked at


def refuse_harmful(content: bytes, file_name: str) -> None:
    """Stop a file that the scanner does not call clean; nothing happens where no scanner is set.

    Raises:
        PimError: something was found, or the scanner could not look; what it said itself goes to the log and not to the reader.
    """
    command = settings().upload_scanner
    if not command:
        return
    digest = hashlib.sha256(content).hexdigest()
    if digest in _clean:
        return
    name = PurePath(file_name.replace("\\", "/")).name
    code = _scan(command, content, PurePath(name).suffix)
    if code != 0:
        what = "something harmful" if code == FOUND else "not scanned"
        security_log.event("upload refused", what=what, sha256=digest)
        raise PimError((INFECTED if code == FOUND else NOT_LOOKED).format(name=name))
    _clean[digest] = None
    while len(_clean) > MOST_REMEMBERED:
        _clean.popitem(last=False)


def _scan(command: str, content: bytes, suffix: str) -> int:
    """How the scanner ended: 0 where the file is clean. The file has a name of our own, never the sender's."""
    with tempfile.TemporaryDirectory(prefix="pimdata-scan-") as folder:
        path = Path(folder) / f"upload{suffix if suffix.isascii() and suffix[1:].isalnum() else ''}"
        path.write_bytes(content)
        words = shlex.split(command)
        placed = [word.replace("{}", str(path)) for word in words]
        try:
            # The command is the council's own setting; the file is only named to it.
            done = subprocess.run(  # noqa: S603
                placed if placed != words else [*words, str(path)], capture_output=True, timeout=LONGEST, check=False
            )
        except (OSError, subprocess.TimeoutExpired, ValueError):
            return -1
    return done.returncode

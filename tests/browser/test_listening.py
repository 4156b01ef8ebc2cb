"""However it is started, without sign-in it listens on this machine alone, and says why it will not listen elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, free_port

HERE = "Nobody signs in here, so pimdata serves this machine alone"
STARTS = {
    # why this case is here:                    (how it is started, what is set, what is said)
    "uvicorn, everywhere":                      (
        ["-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", "{port}"], {}, HERE),
    "streamlit, everywhere":                    (
        ["-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "{port}"], {}, HERE),
    "pimdata serve, told so by the environment": (
        ["-m", "pimdata", "serve", "--port", "{port}"], {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, HERE),
    "sign-in that is half set":                 (
        ["-m", "uvicorn", "app:app", "--port", "{port}"],
        {"PIMDATA_SIGN_IN_METADATA_URL": "https://login.council.example/x"}, "These are missing"),
}  # fmt: skip


@pytest.mark.parametrize("case", STARTS.values(), ids=STARTS)
def test_it_refuses_to_start_and_says_why(case, tmp_path: Path):
    command, settings, said = case
    words = [word.replace("{port}", str(free_port())) for word in command]
    environment = {**os.environ, "PIMDATA_DATABASE": str(tmp_path / "none.duckdb"), "NO_COLOR": "1", **settings}
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert said in told
    assert "docs/sign-in.md" in told
    assert "Traceback" not in told

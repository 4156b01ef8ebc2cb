"""Where the server may listen: without a sign-in provider, where nobody but this machine can reach it."""

from __future__ import annotations

import gc

import streamlit as st
import uvicorn

from pimdata import provider
from pimdata.errors import PimError

ONLY_HERE = (
    "Nobody signs in here, so pimdata serves this machine alone, and will not listen on {found}. "
    "Listen on 127.0.0.1, or set up sign-in first: docs/sign-in.md says how."
)
NOT_SAFE = {
    "server.enableXsrfProtection": (False, "It stops other sites from sending files in a reader's name."),
    "server.enableCORS": (False, "It stops other sites from opening sessions here."),
    "server.enableAgentApi": (True, "It drives pages without a browser, past the sign-in."),
    "global.developmentMode": (True, "It shows readers what goes wrong inside."),
}


def addresses() -> list[str]:
    """Where the server that is about to start will listen, whichever way it was started."""
    # uvicorn begins by making this, whether a person, Streamlit or another program asks it to.
    hosts = [each.host for each in gc.get_objects() if type(each) is uvicorn.Config and not each.uds]
    return hosts or [str(st.get_option("server.address") or "0.0.0.0")]  # noqa: S104 - what Streamlit does without one


def check() -> None:
    """See that what is about to start is safe to start.

    Raises:
        PimError: saying what is not, and how to put it right.
    """
    provider.check()
    far = [host for host in addresses() if not provider.is_loopback(host) and not host.startswith("unix://")]
    if far and not provider.is_configured():
        raise PimError(ONLY_HERE.format(found=far[0]))
    for name, (unsafe, why) in NOT_SAFE.items():
        if st.get_option(name) is unsafe:
            raise PimError(f"The setting {name} of Streamlit must not be {str(unsafe).lower()}. {why}")
    if provider.is_configured() and st.get_option("server.trustedUserHeaders"):
        raise PimError(
            "The setting server.trustedUserHeaders of Streamlit must not be set beside sign-in: whoever can reach this "
            "server could then say who they are."
        )

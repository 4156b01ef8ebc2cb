"""The council's sign-in provider: what the settings say of it, checked, and as Streamlit wants to be told."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from pimdata.config import Settings, settings
from pimdata.errors import PimError
from pimdata.figures import list_names
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, OF_PEOPLE

NAME = "council"  # of the provider, in Streamlit's own settings
SHORTEST_SECRET = 32  # characters that sign the cookie; fewer could be guessed
LEAST_HIDDEN = 6  # letters; the letters of a shorter one are in every word
LIKELY_SECRETS = (
    (r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*", "(hidden)"),  # a token
    (r"(?i)([?&](?:code|state)=)[^&\s\"']+", r"\1(hidden)"),  # what a provider sends back
    (r"(?i)(bearer )\S+", r"\1(hidden)"),
    (r"\b(pim_[0-9a-f]{12}_)[\w-]+", r"\1(hidden)"),  # an API token: what comes before its secret tells which
)
# Any organisation's people could sign in through these, with any address they like.
ANYBODYS = ("/common/", "/organizations/", "/consumers/")


class Role(NamedTuple):
    """What one value of the roles claim stands for."""

    role: str
    service: str = ""
    portfolio: str = ""


def is_configured(held: Settings | None = None) -> bool:
    """Whether people sign in here; otherwise anyone at this machine may choose a point of view."""
    return bool((held or settings()).sign_in_metadata_url)


def is_public_https(held: Settings | None = None) -> bool:
    """Whether people reach this over TLS, at a proxy or here."""
    return (held or settings()).public_url.startswith("https://")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host of this name.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("0.0.0.0"), is_loopback("")
    (True, True, True, False, False)
    """
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def role_of(words: str) -> Role:
    """What a setting means by a role: its name, and the service or portfolio it is of.

    >>> role_of("manager HO"), role_of("holder Finance and Staffing"), role_of("smt")
    (Role(role='manager', service='HO', portfolio=''), Role(role='holder', service='', portfolio='Finance and Staffing'), \
Role(role='smt', service='', portfolio=''))

    Raises:
        PimError: there is no such role, or it lacks what it is of.
    """
    role, _, of = words.strip().partition(" ")
    if role not in OF_PEOPLE:
        raise PimError(f'there is no role "{role}" that a person holds; there are {", ".join(OF_PEOPLE)}')
    kind = "service" if role in OF_A_SERVICE else "portfolio" if role in OF_A_PORTFOLIO else ""
    if kind and not of.strip():
        raise PimError(f'"{role}" is of a {kind}; write it as "{role} {"HO" if kind == "service" else "Housing"}"')
    return Role(role, of.strip() if kind == "service" else "", of.strip() if kind == "portfolio" else "")


def check(held: Settings | None = None) -> None:
    """See that what is set can work and is safe.

    Raises:
        PimError: naming every setting that is not right, and how to put it right.
    """
    held = held or settings()
    if not is_configured(held):
        return
    faults = [*_missing(held), *_addresses(held), *_roles(held)]
    if faults:
        told = "\n".join(f"  {each}" for each in faults)
        raise PimError(f"Sign-in cannot be used as it is set. Put this right (docs/sign-in.md says how):\n{told}")


def _missing(held: Settings) -> list[str]:
    needed = ("sign_in_client_id", "sign_in_client_secret", "sign_in_cookie_secret", "public_url")
    empty = [name for name in needed if not str(_plain(held, name))]
    faults = [f"These are missing: {list_names(empty, 9)}."] if empty else []
    secret = held.sign_in_cookie_secret.get_secret_value()
    if secret and len(secret) < SHORTEST_SECRET:
        faults.append(f"sign_in_cookie_secret must be {SHORTEST_SECRET} random characters or more. It is {len(secret)}.")
    return faults


def _plain(held: Settings, name: str) -> object:
    value = getattr(held, name)
    return value.get_secret_value() if hasattr(value, "get_secret_value") else value


def _addresses(held: Settings) -> list[str]:
    faults = []
    for name in ("sign_in_metadata_url", "public_url"):
        parts = urlsplit(getattr(held, name))
        if getattr(held, name) and (parts.scheme not in ("http", "https") or not parts.hostname):
            faults.append(f'{name} must be an address, as https://performance.council.gov.uk. It is "{getattr(held, name)}".')
        elif parts.scheme == "http" and not is_loopback(parts.hostname or ""):
            faults.append(f"{name} must begin with https://: what is sent over http can be read and changed on its way.")
    if any(part in held.sign_in_metadata_url for part in ANYBODYS):
        faults.append(
            "sign_in_metadata_url lets people of any organisation sign in. Use the council's own tenant, "
            "as https://login.microsoftonline.com/TENANT-ID/v2.0/.well-known/openid-configuration."
        )
    if urlsplit(held.public_url).path.strip("/"):
        faults.append("public_url must be the address of the whole site, without a path.")
    return faults


def _roles(held: Settings) -> list[str]:
    faults = []
    if held.sign_in_roles and not held.sign_in_roles_claim:
        faults.append("sign_in_roles says what values mean, and sign_in_roles_claim does not say of which claim.")
    for value, words in held.sign_in_roles.items():
        try:
            role_of(words)
        except PimError as error:
            faults.append(f'sign_in_roles, "{value}": {error}.')
    return faults


def streamlit_secrets(held: Settings | None = None) -> dict[str, dict[str, object]] | None:
    """The settings in Streamlit's own words; None where nobody signs in."""
    held = held or settings()
    if not is_configured(held):
        return None
    return {
        "auth": {
            "redirect_uri": f"{held.public_url.rstrip('/')}/oauth2callback",
            "cookie_secret": held.sign_in_cookie_secret.get_secret_value(),
            NAME: {
                "client_id": held.sign_in_client_id,
                "client_secret": held.sign_in_client_secret.get_secret_value(),
                "server_metadata_url": held.sign_in_metadata_url,
            },
        }
    }


def without_secrets(text: str, held: Settings | None = None) -> str:
    """A text for a log, with every secret of the settings, and what looks like a token, left out."""
    held = held or settings()
    secrets = (value for _, value in held if isinstance(value, SecretStr))
    for plain in (secret.get_secret_value() for secret in secrets):
        if len(plain) >= LEAST_HIDDEN:
            text = text.replace(plain, "(hidden)")
    for likely, instead in LIKELY_SECRETS:
        text = re.sub(likely, instead, text)
    return text

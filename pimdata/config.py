"""Settings of the machine: flags over environment over pimdata.toml over defaults that work on a fresh clone."""

from __future__ import annotations

import difflib
import os
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from pimdata.errors import PimError

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Each may be set as PIMDATA_NAME in the environment or as name in pimdata.toml."""

    model_config = SettingsConfigDict(env_prefix="PIMDATA_", toml_file=HOME / "pimdata.toml", extra="forbid")

    database: Path = HOME / "data" / "pim.duckdb"
    today: date | None = None
    council: str = "South Cambridgeshire District Council"
    port: int = 8501
    break_glass: str = ""  # the e-mail address of the account kept for when nobody else can get in
    address: str = ""  # what people type to reach it, as https://performance.council.example: links in e-mails begin with it
    mail_host: str = ""
    mail_port: int = 587
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = ""
    mail_ca: Path | None = None  # the certificate a council signs its own servers with

    # Sign-in: docs/sign-in.md says what each is for. With `sign_in_metadata_url` empty nobody signs in.
    sign_in_metadata_url: str = ""
    sign_in_client_id: str = ""
    sign_in_client_secret: SecretStr = SecretStr("")
    sign_in_cookie_secret: SecretStr = SecretStr("")
    sign_in_email_claim: str = "email"
    sign_in_roles_claim: str = ""
    sign_in_roles: dict[str, str] = {}
    sign_in_unknown: Literal["refused", "member"] = "refused"
    public_url: str = ""
    session_hours: float = Field(default=10, gt=0, le=24)
    session_idle_minutes: float = Field(default=60, gt=0)
    session_ends_with_token: bool = True
    upload_scanner: str = ""
    security_log: str = "stderr"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


class Source(NamedTuple):
    """A setting, and where its value came from."""

    name: str
    value: str
    source: str


@cache
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        PimError: a setting means nothing or cannot be read; the text names each, with the nearest that does.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = [_worded(str(each["loc"][0]), each["type"], each["msg"]) for each in error.errors()]
    except tomllib.TOMLDecodeError as error:
        faults = [f"pimdata.toml is not a TOML file: {error}."]
    raise PimError("\n".join(["The settings cannot be used. Put this right:", *(f"  {each}" for each in faults)]))


def sources() -> list[Source]:
    """Every setting, its value (secrets hidden) and where it came from."""
    held = settings()
    in_file = TomlConfigSettingsSource(Settings)()
    return [
        Source(name, "(hidden)" if isinstance(value, SecretStr) else str(value), _source_of(name, in_file))
        for name, value in ((name, getattr(held, name)) for name in Settings.model_fields)
    ]


def _source_of(name: str, in_file: dict[str, object]) -> str:
    variable = f"PIMDATA_{name.upper()}"
    if any(each.upper() == variable for each in os.environ):
        return f"environment, {variable}"
    return "pimdata.toml" if name in in_file else "default"


def _worded(name: str, kind: str, words: str) -> str:
    if kind != "extra_forbidden":
        return f'"{name}": {words}.'
    near = difflib.get_close_matches(name, Settings.model_fields, n=1)
    return f'pimdata.toml: "{name}" means nothing here.' + (f' Did you mean "{near[0]}"?' if near else "")

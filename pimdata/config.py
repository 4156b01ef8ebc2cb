"""Settings of the machine: flags over environment over pimdata.toml over defaults that work on a fresh clone."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Each may be set as PIMDATA_NAME in the environment or as name in pimdata.toml."""

    model_config = SettingsConfigDict(env_prefix="PIMDATA_", toml_file=HOME / "pimdata.toml", extra="forbid")

    database: Path = HOME / "data" / "pim.duckdb"
    today: date | None = None
    council: str = "South Cambridgeshire District Council"
    port: int = 8501

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


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()

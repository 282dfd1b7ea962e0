"""Opening this laptop's own station: its settings, its region, its database, its radio."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from nsp_console import logs
from nsp_console.config.settings import Settings, load_settings_or_last_good
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.paths import DatabaseKind, data_folder, database_file, logs_folder

if TYPE_CHECKING:
    from nsp_console.domain.views import Reason
    from nsp_console.station.opening import Console

PHRASE_VARIABLE = "NSP_SLEUTELWOORD"  # as `nsp sleutels` reads it


def own_settings() -> tuple[Settings | None, tuple[NspError, ...]]:
    """The settings of this station, None before `nsp instellen`, with what to tell in a banner."""
    return load_settings_or_last_good(data_folder())


async def open_own(progress: Callable[[str], None], passphrase: str | None = None) -> "Console":
    """The own station, ready to start. ConfigError before `nsp instellen`, StoreError when the database is held.

    passphrase  of its keys; None: from the environment, for a console nobody sits at
    """
    import asyncio

    from nsp_console.config.opened import open_configuration
    from nsp_console.station.opening import open_console

    settings, notices = own_settings()
    if settings is None:
        raise ConfigError("settings.none_yet")
    logs.start(logs_folder())
    progress("regels")
    configuration = await asyncio.to_thread(open_configuration, data_folder(), settings)
    return await open_console(
        settings,
        configuration.region,
        configuration.rules,
        path=database_file(DatabaseKind.DEPLOYMENT),
        kind=DatabaseKind.DEPLOYMENT,
        progress=progress,
        notices=banner((*notices, *configuration.notices)),
        keys_folder=data_folder(),
        passphrase=os.environ.get(PHRASE_VARIABLE, "") if passphrase is None else passphrase,
    )


def banner(notices: tuple[NspError, ...]) -> "tuple[Reason, ...]":
    """Errors that did not stop us, as notices for the screen."""
    from nsp_console.domain.views import Reason
    from nsp_console.dutch.errors import sentence

    return tuple(Reason("melding", (("tekst", sentence(error)),)) for error in notices)

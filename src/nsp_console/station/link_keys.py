"""Under which keys this console talks with others: opened with the passphrase, renewed with a code read out by voice.

Nothing of a passphrase or a code is ever recorded; the slow work is done in a thread.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nsp_console.domain.facts import Entry, LineStarted
from nsp_console.station.commands import OpenEpoch, OpenKeys
from nsp_console.station.consoles import Consoles
from nsp_console.station.unlocking import Keys
from nsp_console.wire.sealing import Keyring


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """The lock on the link. `fence`: rows up to this number are from before a restore.

    one_writer  held while the journal is read back: nothing is recorded meanwhile; the screen goes on
    """

    keys: Keys
    consoles: Consoles
    journal: Callable[[], Iterator[Entry]]
    fence: int
    one_writer: asyncio.Lock

    async def open_link(self, keyring: Keyring) -> None:
        """Begin to talk under these keys. Everything recorded so far is read back first."""
        async with self.one_writer:
            await asyncio.to_thread(self._read_back, keyring)

    def _read_back(self, keyring: Keyring) -> None:
        journal = list(self.journal())
        put_back = self.fence > 0 and not any(
            isinstance(entry.fact, LineStarted) and entry.number > self.fence for entry in journal
        )
        self.consoles.unlock(keyring, journal, put_back)

    async def take(self, command: OpenKeys | OpenEpoch) -> None:
        """Open with the passphrase, or go on to the next epoch."""
        if isinstance(command, OpenEpoch):
            self.consoles.renew(await asyncio.to_thread(self.keys.open_epoch, command.code, command.stolen))
            return
        keyring = await asyncio.to_thread(self.keys.unlock, command.passphrase)
        if self.consoles.open:
            self.consoles.renew(keyring)
        else:
            await self.open_link(keyring)

"""What a station asks of its keys. Apart from `keybox`: a start must not wait for the cryptography library."""

from typing import Protocol

from nsp_console.domain.errors import CommandError
from nsp_console.domain.views import KeysView
from nsp_console.wire.sealing import Keyring


class Keys(Protocol):
    """What a station asks of its keys."""

    def view(self) -> KeysView: ...

    def unlock(self, passphrase: str) -> Keyring: ...

    def open_epoch(self, code: str, stolen: bool) -> Keyring: ...

    def generation(self, number: int) -> int: ...


class NoKeys:
    """A station without keys: a demo, or a test that brings a keyring of its own."""

    def view(self) -> KeysView:
        return KeysView()

    def unlock(self, passphrase: str) -> Keyring:
        raise CommandError("geen_sleutelbestand")

    def open_epoch(self, code: str, stolen: bool) -> Keyring:
        raise CommandError("geen_sleutelbestand")

    def generation(self, number: int) -> int:
        return 1

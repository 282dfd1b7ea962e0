"""Everything that can go wrong and be mended by a person. Codes here; the Dutch sentence is in `nsp_console.dutch`.

NspError
├── ConfigError      a settings, region or scenario file is wrong: names file, place and remedy
├── CommandError     an operator asked something that cannot be done now
├── RadioError       the radio cannot be opened or refuses
├── KeysError        a key file, sheet, bundle, code or passphrase is wrong; nothing was lost
└── StoreError       the database cannot be opened, is damaged, or cannot be written
    ├── StoreLocked
    └── StoreDamaged
"""


class NspError(Exception):
    """Base of all expected errors.

    `code` selects the Dutch sentence, `data` fills it. Anything that is not an NspError is a programming fault.
    """

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        detail = ", ".join(f"{key}={value}" for key, value in self.data.items())
        return f"{self.code} ({detail})" if detail else self.code


class ConfigError(NspError):
    """A file a person edits is wrong. `data` holds `file`, `where` (key or line) and what is needed for the remedy."""


class CommandError(NspError):
    """An operator's command cannot be carried out; nothing was changed."""


class RadioError(NspError):
    """The radio cannot be opened or refuses a packet."""


class KeysError(NspError):
    """A key file, sheet, bundle, code or passphrase is not right. What was in use before still is."""


class StoreError(NspError):
    """The database cannot be opened or written; nothing was acknowledged."""


class StoreLocked(StoreError):
    """Another console holds this database."""


class StoreDamaged(StoreError):
    """Verification failed: a page, a row hash or the chain is wrong."""

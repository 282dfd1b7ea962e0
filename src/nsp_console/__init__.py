"""NSP console: the terminal console of a Dutch noodsteunpunt. Imports nothing, so that `nsp --help` stays fast."""

__version__ = "0.1.0"

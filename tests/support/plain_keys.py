"""The Keyring without `cryptography` that the simulated histories use."""

from nsp_console.sim.contract.keys import PlainKeys

__all__ = ["PlainKeys"]

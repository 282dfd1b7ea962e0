"""Bytes in, bytes out: the one radio, its outbox and its airtime ledger. The only door to `meshtastic` and `serial`."""

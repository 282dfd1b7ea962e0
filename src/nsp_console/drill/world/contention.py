"""Who speaks when: the firmware's contention windows, in slots (facts: airtime §1, "CSMA")."""

from random import Random

CW_MIN, CW_MAX = 3, 8  # exponents of the contention window
RELAY_OFFSET_SLOTS = 2 * CW_MAX  # a CLIENT lets routers and the originator go first
RETRY_EXTRA_SLOTS = 32
SNR_WORST_DB, SNR_BEST_DB = -20.0, 10.0


def _exponent(part: float) -> int:
    return CW_MIN + round((CW_MAX - CW_MIN) * min(1.0, max(0.0, part)))


def own_slots(rng: Random, channel_use: float) -> int:
    """Slots to wait before an own packet, more when the channel is busy (0 … 1)."""
    return rng.randrange(1 << _exponent(channel_use))


def relay_slots(rng: Random, snr_db: float, early: bool) -> int:
    """Slots to wait before relaying: the better it was heard, the longer, so that far radios relay first."""
    exponent = _exponent((snr_db - SNR_WORST_DB) / (SNR_BEST_DB - SNR_WORST_DB))
    if early:
        return rng.randrange(2 * exponent)
    return RELAY_OFFSET_SLOTS + rng.randrange(1 << exponent)


def retry_slots(channel_use: float) -> int:
    """Slots to wait for a relay or an acknowledgement, on top of the airtime and a fixed time."""
    return (1 << _exponent(channel_use)) + RELAY_OFFSET_SLOTS + RETRY_EXTRA_SLOTS

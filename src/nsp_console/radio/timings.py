"""Every wait of the radio adapter, in seconds, with its reason. Tests pass a scaled copy."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Timings:
    open_s: float = 8.0  # opening a port or a connection; longer is given up and tried again
    ask_silence_s: float = 5.0  # no frame at all after asking for the settings: ask again
    ask_total_s: float = 60.0  # settings still not complete although frames keep coming
    heartbeat_s: float = 30.0  # the radio drops a client after 15 min of silence; each heartbeat must be answered
    answer_s: float = 45.0  # heartbeat unanswered and nothing else heard: the radio does not answer
    stable_s: float = 60.0  # only after this long in order the back-off starts again from its first step
    backoff_s: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # waits before the next attempt to open
    deaf_s: float = 1800.0  # nothing from any other radio for this long
    heard_window_s: float = 7200.0  # radios counted as heard
    status_s: float = 10.0  # figures in the link status are told at most this often
    unconfirmed_s: float = 6.0  # packet written, but no queue state for it: write it again under the same number
    room_probe_s: float = 5.0  # transmit queue full: ask the radio how it stands
    text_gap_s: float = 2.5  # firmware silently drops a second text within 2 s
    alert_gap_s: float = 10.5  # and a second ALERT_APP within 10 s
    refused_s: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # radio's queue full or rate limited
    duty_s: float = 60.0  # radio says its duty cycle is used up
    nak_grace_s: float = 8.0  # a NAK may be followed by an ACK for the same packet
    ack_wait_s: float = 120.0  # three transmissions behind a full queue; measured up to about 20 s, longer when busy
    keep_s: float = 3600.0  # longest a packet waits for a radio that is away
    frame_keep_s: float = 120.0  # the same for a frame between consoles without ACK: the link makes a newer one

    def scaled(self, factor: float) -> "Timings":
        """All waits multiplied by `factor` (tests)."""
        changed: dict[str, float | tuple[float, ...]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            changed[field.name] = tuple(x * factor for x in value) if isinstance(value, tuple) else value * factor
        return replace(self, **changed)  # type: ignore[arg-type]


# Limits that are counts, not waits.
OUTBOX_MAX = 64  # packets waiting in our own outbox
ALARM_RESERVE = 16  # of which the last are for alarms only
EXERCISE_MAX = 16  # of which so many may be of another channel than the inzet's: an exercise cannot keep it out
IN_FLIGHT_MAX = 2  # written, radio has not said that it has them
IN_FLIGHT_ALARM_MAX = 4
PENDING_MAX = 64  # with the radio, waiting for an ACK; above it only alarms are written
FREE_RESERVE = 2  # slots of the radio's transmit queue (16) left free for alarms
REFUSALS_MAX = 8  # radio refuses a packet this often: give up
WRITES_MAX = 3  # written under one number without a queue state, while the radio lives: it must have it
REMEMBERED_MAX = 256  # finished packets for which a late ACK still counts
EARLY_MAX = 128  # packets held until the channel table is complete
ASK_MAX = 4  # times the settings are asked before the connection is thrown away: a booting ESP32 takes 5 to 15 s
STUCK_MAX = 3  # abandoned connections whose threads still hang in a driver; then no new one is opened
THEFTS_MAX = 3  # connections lost soon after they were up: probably another client on the same radio

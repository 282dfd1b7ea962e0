"""What the radio's answers mean for a packet of ours, as two tables (facts, meshtastic §1.8 and addendum)."""

from enum import StrEnum, auto


class Verdict(StrEnum):
    TAKEN = auto()  # it is in the radio's queue, or somebody passed it on
    AGAIN = auto()  # offer it again later under a new number: the radio remembers, and ignores, a number it refused
    DUTY = auto()  # the same, but everything waits for the duty cycle
    SOFT = auto()  # a NAK that an ACK may still overtake
    FINAL = auto()


# QueueStatus.res: the radio's own error codes mixed with Routing.Error values.
QUEUE = {
    0: (Verdict.TAKEN, ""),
    35: (Verdict.TAKEN, ""),  # ERRNO_SHOULD_RELEASE: handled by the radio itself
    32: (Verdict.AGAIN, "wachtrij_vol"),
    33: (Verdict.AGAIN, "geen_zender"),
    34: (Verdict.AGAIN, "zenden_uit"),
    38: (Verdict.AGAIN, "te_snel"),
    9: (Verdict.DUTY, "zendtijd_op"),
    6: (Verdict.FINAL, "geen_kanaal"),
    7: (Verdict.FINAL, "te_groot"),
    36: (Verdict.FINAL, "geweigerd_door_radio"),
    37: (Verdict.FINAL, "geweigerd_door_radio"),
    39: (Verdict.FINAL, "sleutel_onbekend"),
}
QUEUE_OTHER = (Verdict.AGAIN, "radio_weigert")

# Routing.Error in an ACK or NAK for our packet.
ROUTING = {
    0: (Verdict.TAKEN, ""),
    1: (Verdict.SOFT, "geen_route"),
    2: (Verdict.SOFT, "geweigerd_onderweg"),
    3: (Verdict.SOFT, "geen_antwoord"),
    4: (Verdict.SOFT, "geen_zender"),
    5: (Verdict.SOFT, "niemand_gehoord"),  # three transmissions, no relay overheard: it may still have been received
    6: (Verdict.SOFT, "geen_kanaal"),
    7: (Verdict.FINAL, "te_groot"),
    8: (Verdict.SOFT, "geen_antwoord"),
    9: (Verdict.DUTY, "zendtijd_op"),
    32: (Verdict.FINAL, "geweigerd_door_radio"),
    33: (Verdict.FINAL, "geweigerd_door_radio"),
    34: (Verdict.SOFT, "sleutel_fout"),
    35: (Verdict.SOFT, "sleutel_onbekend"),  # measured: an ACK 4 s later
    38: (Verdict.AGAIN, "te_snel"),
    39: (Verdict.FINAL, "sleutel_onbekend"),
}
ROUTING_OTHER = (Verdict.SOFT, "radio_weigert")

# SendProgress details after which offering the same packet again cannot help.
FINAL_DETAILS = frozenset(
    detail for verdict, detail in (*QUEUE.values(), *ROUTING.values()) if verdict is Verdict.FINAL
)

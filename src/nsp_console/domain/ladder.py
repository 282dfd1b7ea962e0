"""The delivery ladder as a table: from which step a message may go to which."""

from nsp_console.domain.facts import Step

# A firmware NAK is not final: "heard" may still follow a retry or even a failure (facts: meshtastic, addendum).
LADDER: dict[Step, frozenset[Step]] = {
    Step.STORED: frozenset({Step.AT_RADIO, Step.HEARD, Step.RECEIVED, Step.READ, Step.RETRYING, Step.FAILED}),
    Step.AT_RADIO: frozenset({Step.HEARD, Step.RECEIVED, Step.READ, Step.RETRYING, Step.FAILED}),
    Step.RETRYING: frozenset({Step.AT_RADIO, Step.HEARD, Step.RECEIVED, Step.READ, Step.RETRYING, Step.FAILED}),
    Step.HEARD: frozenset({Step.RECEIVED, Step.READ}),
    Step.RECEIVED: frozenset({Step.READ}),
    Step.FAILED: frozenset({Step.HEARD, Step.RECEIVED, Step.READ}),
    Step.READ: frozenset(),
}

WAITING = frozenset({Step.STORED, Step.RETRYING})
DONE = frozenset({Step.HEARD, Step.RECEIVED, Step.READ, Step.FAILED})


def may_step(current: Step, following: Step) -> bool:
    """Whether a message at `current` may be said to have reached `following`; never a step back."""
    return following in LADDER[current]

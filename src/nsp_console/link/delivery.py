"""When a line that nobody passed on is tried again, and when we give up visibly (design: protocol, parameters)."""

RETRY_S = (12.0, 25.0, 55.0, 120.0, 240.0, 480.0, 900.0)  # at MEDIUM_FAST; the last is the longest wait
SPREAD = (0.8, 1.3)  # waits are stretched at random so that two stations do not keep colliding
ANSWER_STALE_S = 300.0  # an echo or hint older than this helps nobody
MESSAGE_STALE_S = 1800.0  # a line to a person is given up after half an hour, visibly


def retry_wait_s(attempt: int, chance: float) -> float:
    """Seconds to wait after attempt number `attempt` (from 1) failed; `chance` in 0..1 spreads the waits."""
    base = RETRY_S[min(attempt, len(RETRY_S)) - 1]
    low, high = SPREAD
    return base * (low + (high - low) * chance)


def is_stale(age_s: float, is_answer: bool) -> bool:
    """Whether a line that still waits should be given up."""
    return age_s > (ANSWER_STALE_S if is_answer else MESSAGE_STALE_S)

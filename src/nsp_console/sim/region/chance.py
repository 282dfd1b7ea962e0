"""Dice by name: everything random in a run follows from its seed and from what the dice are for."""

from random import Random


def dice_for(*words: object) -> Random:
    """Dice of their own for these words: what one part of the world draws never shifts what another does."""
    return Random(" ".join(str(word) for word in words))  # noqa: S311 – a simulation must be repeatable

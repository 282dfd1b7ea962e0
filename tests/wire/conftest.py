"""No wall-clock deadline per example: a busy machine is not a failing property."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

"""Frames between consoles: packed bits on PRIVATE_APP. `kinds` says what there is, `docs/frames.md` every bit."""

"""Place w: the board for the wall, legible at three metres, read only."""

"""Place 2: everything about one point."""

"""Random histories of a few consoles, and whether every clause of the delivery contract held in them."""

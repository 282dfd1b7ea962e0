"""Domain to and from what travels: one Dutch text line for people, canonical JSON for the journal. Pure."""

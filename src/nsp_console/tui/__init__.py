"""The screens. They pull a Snapshot from the station and hand commands back; nothing here knows a radio or a table."""

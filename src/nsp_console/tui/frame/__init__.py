"""What is always visible: header, places, alarm and LoRa lines, entry bar, footer."""

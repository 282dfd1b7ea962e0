"""The simulated world: one scheduler, a LoRa mesh with real airtime, points with stocks, and people with phones."""

"""What the network talks about: sites, values, supplies, readiness, alarms. Frozen facts, no I/O."""

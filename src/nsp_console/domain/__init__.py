"""What the network talks about: sites, values, reports, supplies, readiness, alarms. Frozen facts and functions, no I/O."""

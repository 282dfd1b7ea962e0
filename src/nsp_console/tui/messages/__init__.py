"""Place 5: inbox to triage, outbox with the delivery ladder, alarms."""

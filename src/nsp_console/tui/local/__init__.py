"""The one page of an L console: report, alarm, bulletin, messages. For somebody who never saw it."""

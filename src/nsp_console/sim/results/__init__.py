"""The results page: many runs side by side, tables against the targets, drawings."""

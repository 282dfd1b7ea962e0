"""Scenario files: what an exercise leader may write, and the strict reader of it."""

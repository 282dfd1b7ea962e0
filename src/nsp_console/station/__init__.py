"""The running console without a screen: radio to journal to frozen Snapshot, and commands in."""

"""The Dutch (B1) words shared by screen and command line. No Textual here: the command line must start fast."""

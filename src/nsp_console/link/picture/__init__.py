"""The regional picture: every C tells the others what it has, until everybody has it (design: protocol, sentence 5)."""

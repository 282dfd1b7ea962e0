"""Place 8, Verbinding: the link, the air, who is heard, and the self-test."""

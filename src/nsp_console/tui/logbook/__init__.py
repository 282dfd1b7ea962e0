"""Place 6, Logboek: what happened, who did it, and the shift that goes from one to the next."""

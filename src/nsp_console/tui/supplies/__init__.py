"""Place 3: what runs out first, and what can be done about it?"""

"""How messages travel: the delivery ladder, who is answered and how often, time on air. Pure; time is passed in."""

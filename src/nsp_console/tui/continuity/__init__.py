"""Place 7: our own house: power, means, roster, plan, uitwijk, agreements."""

"""The production code in simulated regions and histories: airtime, delivery contract, planted bugs."""

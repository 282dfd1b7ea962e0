"""Place 0: the region as a plot of points, without any map data."""

"""Place 4, Paraatheid: T0 and its deadline, the region against its norms, and what to do first."""

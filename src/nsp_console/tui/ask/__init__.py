"""Questions to the operator: modal screens that end in one typed answer."""

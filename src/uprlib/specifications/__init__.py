"""Every combination of choices, and the curve over it."""

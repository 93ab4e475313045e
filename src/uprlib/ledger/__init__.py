"""The numbers that notebooks state, two sets of them compared, claims and verdicts."""

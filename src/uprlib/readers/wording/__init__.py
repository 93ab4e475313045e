"""How recommendations are worded and labelled, whatever file they come from: brackets, labels, sessions, hyphens."""

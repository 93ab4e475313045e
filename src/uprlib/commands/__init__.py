"""One module for each command that does more than one call."""

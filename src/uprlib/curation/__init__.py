"""For maintainers and importers: deriving the raw tables, coding actions, auditing the readers."""

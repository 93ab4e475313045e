"""For maintainers and for imports: the raw tables are derived, actions coded and the readers audited here."""

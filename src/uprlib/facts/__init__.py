"""The tables: their contract, vocabulary, loading, States, imported datasets and users' forms."""

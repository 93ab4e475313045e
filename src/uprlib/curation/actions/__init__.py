"""Action categories for rows that nobody coded: a verb rule, a fitted classifier, and how well they do."""

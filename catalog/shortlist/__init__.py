"""The life of a shortlist: states, facts, rules, machine, and what the database itself refuses. Knows no page."""

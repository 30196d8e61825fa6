"""Charts of a period's figures, on the staff pages and on paper."""

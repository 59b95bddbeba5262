"""Company by company: each group company's own state, its vendors, what reaches it, and how the others stand."""

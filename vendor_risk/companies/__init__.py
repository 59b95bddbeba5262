"""Company by company: each group company's own state, its partners, what reaches it, and how the others stand."""

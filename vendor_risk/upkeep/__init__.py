"""Looking after the register: vendors and engagements are ended or deleted, many changed at once, imports undone."""

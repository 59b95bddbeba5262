"""What vendors declare of their subcontractors, and the queue where a person decides what becomes a supply link."""

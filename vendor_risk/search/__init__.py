"""One search over everything a person may see: organizations, contacts, engagements, findings and questions."""

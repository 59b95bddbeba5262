"""A vendor at a glance: its standing, what is open and due, whom to call, and the one next step."""

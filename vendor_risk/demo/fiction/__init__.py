"""The invented world: pure and seeded, nothing stored."""

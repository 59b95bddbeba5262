"""The supply chain as arrays, and what is worked out on it: paths, concentration, advice, scenarios."""

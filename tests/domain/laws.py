"""How hard property tests try: enough to find what is wrong, without a stopwatch (machines are shared)."""

from hypothesis import HealthCheck, settings

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For questionnaires with answers, which take long to make up."""
MANY = settings(max_examples=120, deadline=None)
"""For small graphs and tables."""

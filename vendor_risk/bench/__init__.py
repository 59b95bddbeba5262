"""Benchmarks that anyone can run (`make bench`): each prints its own limit, measured in the same run."""

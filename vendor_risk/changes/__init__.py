"""What got better and worse since a day, and why: kept snapshots of the chain, and scores as they stood."""

"""Background work: enqueued with what it is about, done by a worker, seen and steered on a page."""

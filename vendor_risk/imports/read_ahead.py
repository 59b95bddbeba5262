"""Reading files ahead in threads while those before are dealt with."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(items: Iterable[Item], read: Callable[[Item], Result]) -> Iterator[tuple[Item, Future[Result]]]:
    """Each item with what `read` gives for it, read in threads while those before are dealt with; in their order."""
    processors = os.cpu_count() or 1
    with ThreadPoolExecutor(processors, thread_name_prefix="read") as pool:
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        try:
            for item in items:
                waiting.append((item, pool.submit(read, item)))
                if len(waiting) > 2 * processors:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            for _item, future in waiting:
                future.cancel()

"""Snapshots kept by this process: made once per version of the data, however many ask.

A snapshot is good as long as its version of the data is (`queries.version_key`). Whoever asks for one that is being
made waits for it instead of making another. `renewing` makes those again that were asked for lately.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Made = TypeVar("Made")
KEPT = 24
"""Kept per store: one for each scope that was asked for lately."""
FRESH = 4
"""So many are remade without being asked, those asked for last."""


@dataclass
class Store(Generic[Made]):
    """Things by name, each with the version of the data it was made of."""

    found: OrderedDict[Hashable, tuple[Hashable, Made]] = field(default_factory=OrderedDict)
    making: dict[Hashable, threading.Lock] = field(default_factory=dict)
    asked: dict[Hashable, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(
        self, name: Hashable, version: Callable[[], Hashable], make: Callable[[], Made], *, asked: bool = True
    ) -> Made:
        """What is kept under `name` if it is of the present version; else made, by one while others wait."""
        with self.lock:
            if asked:
                self.asked[name] = time.monotonic()
            making = self.making.setdefault(name, threading.Lock())
        good = self._good(name, version())
        if good is not None:
            return good[0]
        with making:
            now = version()  # before making: what changes meanwhile is seen the next time
            good = self._good(name, now)
            return good[0] if good is not None else self._keep(name, now, make())

    def _good(self, name: Hashable, version: Hashable) -> tuple[Made] | None:
        with self.lock:
            kept = self.found.get(name)
        return (kept[1],) if kept is not None and kept[0] == version else None

    def _keep(self, name: Hashable, version: Hashable, made: Made) -> Made:
        with self.lock:
            self.found[name] = version, made
            self.found.move_to_end(name)
            while len(self.found) > KEPT:
                gone, _ = self.found.popitem(last=False)
                self.making.pop(gone, None)
                self.asked.pop(gone, None)
        return made

    def old(self, version: Hashable, since: float) -> list[Hashable]:
        """Names asked for after `since` (`time.monotonic`) whose thing is of another version, the last asked first."""
        with self.lock:
            lately = sorted((at, name) for name, at in self.asked.items() if at >= since and name in self.found)
            names = [name for _at, name in reversed(lately)][:FRESH]
            return [name for name in names if self.found[name][0] != version]

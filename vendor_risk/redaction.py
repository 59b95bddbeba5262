"""Keeps the tokens of vendors' and colleagues' links out of logs and stored mail: their prefixes tell them anywhere."""

from __future__ import annotations

import logging
import re
from typing import Any

ACCOUNT_PREFIX = "vra_"
"""What the links begin with by which colleagues choose a password."""
_TOKEN = re.compile(rf"vrp_[A-Za-z0-9_-]{{16,}}|{ACCOUNT_PREFIX}[A-Za-z0-9_.-]{{16,}}")
BLOTTED = "vrp_•••"


def redact(text: str) -> str:
    """The text with every token blotted out."""
    return _TOKEN.sub(BLOTTED, text)


class _Record(logging.LogRecord):
    """A log record whose message and traceback never show a token."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info:
            self.exc_text = redact(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802 - the name logging gives it
        """The message, blotted."""
        return redact(super().getMessage())


def install() -> None:
    """From now on no logger of this process writes a token. Harmless to repeat."""
    logging.setLogRecordFactory(_Record)

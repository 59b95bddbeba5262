"""A chart as Plotly's script in the browser reads it: what every picture of the product is made of.

Names are strangers' texts, and Plotly reads some HTML in labels: whatever goes into a chart is escaped by `label`.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

import numpy as np
import orjson
from flask import Response
from numpy.typing import NDArray

Part: TypeAlias = dict[str, object]
"""A trace, an axis or a layout: Plotly's names and their values."""
FONT: Part = {"family": "system-ui, 'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif"}
_KINDS = {"float32": "f4", "uint8": "u1", "int32": "i4"}
_Number = TypeVar("_Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: its traces, its layout, and what our own scripts read beside it (names, addresses)."""

    data: Sequence[Part]
    layout: Part
    meta: Part = field(default_factory=dict)

    def with_meta(self, **more: object) -> Figure:
        """The same chart with more beside it."""
        return replace(self, meta=self.meta | more)

    def reply(self) -> Response:
        """The chart as JSON, as a page's script asks for it."""
        return Response(orjson.dumps(self), mimetype="application/json")


def typed(values: NDArray[_Number]) -> dict[str, str]:
    """An array as Plotly's typed array: its bytes in base64, without a text per number.

    KeyError for numbers other than float32, int32 and uint8, which Plotly reads alike in every browser.
    """
    spec = {
        "dtype": _KINDS[values.dtype.name],
        "bdata": base64.b64encode(np.ascontiguousarray(values).tobytes()).decode(),
    }
    if values.ndim == 2:
        spec["shape"] = f"{values.shape[0]},{values.shape[1]}"
    return spec


def label(text: str) -> str:
    """A stranger's text for a chart: its signs stay signs."""
    return html.escape(text, quote=False)

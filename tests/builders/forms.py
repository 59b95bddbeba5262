"""Posts forms as a browser does: with the token that the pages of this session carry."""

import re
from typing import Any


def token(client: Any) -> str:
    """The forgery token of a signed-in client's session."""
    if not hasattr(client, "csrf_token"):
        page = client.get("/accounts/profile").text
        client.csrf_token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]  # type: ignore[index]
    return str(client.csrf_token)


def post(client: Any, url: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
    """Post a form with these fields."""
    return client.post(url, data={"csrf_token": token(client)} | (data or {}), **more)

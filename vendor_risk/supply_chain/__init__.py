"""Supply links."""

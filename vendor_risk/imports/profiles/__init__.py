"""Import profiles: what a person corrected once for a layout, found again when it comes back."""

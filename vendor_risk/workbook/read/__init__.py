"""Reading what strangers send: checked first, opened in a limited process, returned as plain rows."""

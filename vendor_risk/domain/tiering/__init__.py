"""How critical an engagement is."""

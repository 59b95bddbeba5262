"""The first walk through the product: some pages in turn, each with what it is for. It can be left at any time."""

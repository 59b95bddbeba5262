"""Scratch databases, a register of any size, and storing answers, measured."""

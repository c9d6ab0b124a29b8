"""Undoing a change as a new change."""

"""What changed: the list of changes, two moments side by side, undoing a change."""

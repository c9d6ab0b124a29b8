"""The printed figures, where each stands in words."""

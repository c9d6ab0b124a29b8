"""The pages of what changed, and of undoing it."""

"""Saving what somebody typed beside what others saved meanwhile: merging by field, conflicts, rows that take places."""

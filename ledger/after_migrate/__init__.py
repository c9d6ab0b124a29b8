"""What is installed in the database after every migrate: triggers that hold by every door, roles with their rights.

No rule of a form stands here: only what the database itself must keep.
"""

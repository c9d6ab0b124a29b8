"""Exports of many rows: the line items as a file, and the jobs that make long ones in a process of their own.

No page stands here, and no figure is computed here.
"""

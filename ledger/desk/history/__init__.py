"""What became of rows, in words: the history of a row, what changed while a version was open again."""

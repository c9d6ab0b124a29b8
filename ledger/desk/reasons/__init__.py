"""Why something is changed, and by which document: asked for on each page of data entry, said to the log of changes."""

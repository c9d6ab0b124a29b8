"""How far an edition has come: what is open, what is missing, in which part of the work. Pure."""

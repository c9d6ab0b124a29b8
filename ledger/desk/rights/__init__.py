"""Who writes where: data entry keeps people to the programmes that they are in charge of."""

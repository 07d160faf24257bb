"""Parts that every page shares; knows no noun of the domain above a name."""

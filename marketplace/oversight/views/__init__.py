"""Pages of the comptroller's desk and of open data."""

"""What people do in the catalogue, one module per kind of work."""

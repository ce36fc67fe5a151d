"""What people do with prices, one module per kind of work."""

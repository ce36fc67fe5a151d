"""Scripts that people outside run without this product."""

"""What oversight does: raise flags and close them."""

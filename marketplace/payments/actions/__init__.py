"""What people do with payments."""

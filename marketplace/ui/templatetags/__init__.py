"""The tag library of the product's pages."""

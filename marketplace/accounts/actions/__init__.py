"""Changes to people's duties. Each opens its own unit unless it says that the caller does."""

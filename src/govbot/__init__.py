"""govbot."""

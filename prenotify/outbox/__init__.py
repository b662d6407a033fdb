"""What is kept: trips, sealed. What waits and what left comes beside them."""

"""What is true of trips, borders and dates: no input, no output, no clock."""

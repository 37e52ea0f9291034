"""From a reading to tokens with tags and trees."""

"""Speed as ratios within one run, by hand: timed tests would fail on a busy machine."""

"""The Excel host: what builds the macros and the ribbon, and what answers them on Windows."""

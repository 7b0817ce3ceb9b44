"""What Calc needs beside the core. All text and figures come from there; this carries them to and fro."""

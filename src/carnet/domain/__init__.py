"""Values and rules that are true on paper: no I/O, no clock, no Qt, no SQL."""

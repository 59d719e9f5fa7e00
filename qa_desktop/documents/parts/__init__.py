"""The parts of the case note, each composing its own stretch of the pages."""

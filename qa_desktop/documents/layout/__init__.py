"""The page engine of every document: text of any script, blocks that split over pages, tags for readers."""

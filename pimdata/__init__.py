"""A council's performance improvement system: what it holds, how it judges, and how it is read."""

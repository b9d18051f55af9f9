"""Answers from the rosters: how a body stands, whether its limits hold, who may be next, what is coming."""

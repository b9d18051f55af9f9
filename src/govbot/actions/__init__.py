"""The Actions entry: an event and the environment in, one run, a job summary and annotations out."""

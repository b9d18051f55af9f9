"""`make live`: what govbot assumes of GitHub, tried on GitHub itself, in a scratch repository.

    $ GOVBOT_LIVE_REPOSITORY=you/scratch GOVBOT_LIVE_TOKEN=... make live
    as assumed     A reaction is known as one's own.
                   the token's own reactions: EYES
    ...
    30 as assumed, 0 differs, 4 could not try

facts/ holds the ten facts, a function each; story.py plays the demo's story; recording.py records the
cassettes of tests/gh. tests/live runs all of it against the sandbox.
"""

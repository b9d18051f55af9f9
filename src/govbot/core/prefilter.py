r"""A quick look that says whether a comment could hold a command at all, before anything is imported.

    may_hold_command("Looks good.\n/vote yes\n")   # True: parse it
    may_hold_command("I gave it a +1 yesterday.")  # False: leave at once
    may_hold_command("+1 great")                   # True: no ballot, but meant as one

It may say yes to a comment without a command, never no to one with a command, nor to one whose
look-alike letters or near misses deserve an answer. It imports nothing but `re`, because most comments end here.

The workflow asks the same of each comment before anything is installed, with `grep -P`
(`govbot.app.first_look`). So the expressions say nothing that Python and grep read differently: no `\s`,
`\w` or `\b`, and no letter but one of ASCII in two cases.
"""

import re

__all__ = [
    "COMMAND_START",
    "DASHES",
    "EMOJIS",
    "INVISIBLE",
    "LINE",
    "NEAR_BALLOT",
    "PLUSES",
    "SIGN",
    "SLASHES",
    "SPACES",
    "WORDS",
    "may_hold_command",
]

# The insides of character classes. Written as escapes: the characters themselves look alike.
SPACES = r"\t\x0b\x0c\x1c-\x1f\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space that ends no line for GitHub."""

INVISIBLE = (
    r"\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
SLASHES = r"\/\u2044\u2215\u29f8\uff0f"
PLUSES = r"\+\u207a\u208a\u2795\ufe62\uff0b"
DASHES = r"\-\u2010-\u2015\u207b\u208b\u2212\u2796\ufe58\ufe63\uff0d"

_BLANK = rf"[{SPACES}{INVISIBLE}]*"
# The first letters of rfc, recuse, resolve, vote, proxy and concern, or a letter posing as one. What goes
# on with a slash, such as `/rfcs/0012`, is a path.
_WORD = rf"[{SLASHES}](?:[rvpc](?![a-z]*/)|[^\x00-\x7f])"
_NUMBER = rf"(?:[{PLUSES}{DASHES}][{INVISIBLE}]*[1\uff11]|[0\uff10])"
_NUMBER_ALONE = rf"{_NUMBER}[.!\\{SPACES}{INVISIBLE}]*(?=[\r\n]|$|<!--)"

COMMAND_START = rf"(?i:{_BLANK}(?:{_WORD}|{_NUMBER_ALONE}))"
"""A regular expression for the beginning of a line that may be a command, from the line's start."""

# A comment is anybody's, so each of its characters has one way to be read: what could be read in two ways is
# possessive (`++`, `*+`), and gives nothing back.
_BALLOT = r"yes|no|abstain|block|[+-]1"
# What people put before a command that then begins no line: a list's marker, a checkbox, a heading, signs of
# emphasis, a tag, a mention. What is struck out is taken back, and what is in back ticks or quotation marks is
# shown to others.
_BEFORE = r"[-+*_#| \t().:,;!\\]|\[[ x]\]|[0-9]{1,9}[.)]|<[a-z/!][^<>\r\n]*>|@[a-z0-9-]++"
_COMMAND = rf"/vote[ \t]+({_BALLOT})(?![a-z0-9])"
NEAR_BALLOT = (
    rf"(?i:[ \t]*([+-]1)(?:[,:;.!(\u2013\u2014-]|[ \t])[ \t]*[^{SPACES}\r\n].*"
    rf"|[ \t]*(?:i[ \t]+)?vote(?::[ \t]*|[ \t]+)({_BALLOT})[.!]*"
    rf"|(?:{_BEFORE})+{_COMMAND}.*)"
)
"""A regular expression for a whole line that is no ballot and was likely meant as one.

Its groups are the choice: of a number that goes on, of the bare word, of a command that begins no line. It
goes with `re.ASCII`: a letter from elsewhere is not one of these in another case.
"""

WORDS = (
    *("lgtm", "sgtm", "ship it", "looks good", "looks good to me", "sounds good", "ok", "okay"),
    *("yes", "yea", "yeah", "yep", "yup", "aye", "ack", "agree", "agreed", "i agree", "approve"),
    *("approved", "i approve", "in favor", "in favour", "i'm in favor", "i'm in favour", "support"),
    *(
        "no",
        "nay",
        "nope",
        "nack",
        "nak",
        "disagree",
        "i disagree",
        "against",
        "object",
        "i object",
    ),
    *("reject", "rejected", "oppose", "opposed", "veto", "abstain", "i abstain", "abstaining"),
    *("ja", "nein", "oui", "non", "si", "sim", ":+1:", ":-1:", ":thumbsup:", ":thumbsdown:"),
    *(":white_check_mark:", ":heavy_check_mark:", ":x:"),
)
"""What people write for a vote where a comment is nothing else."""

EMOJIS = ("\U0001f44d", "\U0001f44e", "\u2705", "\u2714", "\u2611", "\u274c")
"""The signs that people vote with elsewhere: thumbs up and down, three check marks, a cross."""

_EMOJI = "".join(f"\\U{ord(each):08x}" for each in EMOJIS)
_TONES = r"\U0001f3fb-\U0001f3ff\ufe0f"
_NUMERAL = rf"[+\u00b1{DASHES}]{{1,2}}[0-9](?:[.,][0-9]{{1,2}})?(?![0-9])"
_ONE_SIGN = rf"(?:{'|'.join(map(re.escape, WORDS))}|[{_EMOJI}][{_TONES}]{{0,2}}|{_NUMERAL})"
SIGN = rf"(?i:(?:@[a-z0-9-]++[,:]?[ \t]++)?[*_#` \t-]*{_ONE_SIGN}(?:[*_`.,! \t]*+{_ONE_SIGN})*[*_`.! \t]*+)"
"""A regular expression for a whole comment that is a word or sign of assent or dissent and no ballot."""

LINE = rf"(?:{COMMAND_START}|(?:{NEAR_BALLOT}|{SIGN})[ \t]*(?=[\r\n]|$))"
"""A regular expression for any of them, from the line's start."""

_ANY_LINE = re.compile(rf"(?m:^|\r){LINE}", re.ASCII)


def may_hold_command(body: str) -> bool:
    """Say whether a comment's text could hold a command; False is certain, True is not."""
    return _ANY_LINE.search(body) is not None

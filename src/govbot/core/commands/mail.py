r"""Where an answer by e-mail stops being its author's own words.

    Not yet, see my question above.

    From: ben <ben@example.org>             own_lines(...) == 2: what stands from here on is ben's
    Sent: Monday, March 2, 2026 2:00 AM

    /vote yes

Mail programs put the message that is answered below the answer, often without a mark. Two lines of a
header in a row say so in any of them, whatever the language; so does `----- Original Message -----`, and
`On ... wrote:` if what follows has no `>`. Where it has one, the quotation ends by itself, and whatever
the author wrote below it counts. A sentence such as "I wrote 3 tests:" introduces nobody: an introduction
begins with a day, in the words of its language, or holds an address.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

__all__ = ["own_lines"]

SENDER, TIME, SUBJECT, RECEIVER = "sender", "time", "subject", "receiver"

# English, German, French, Spanish, Portuguese, Italian, Dutch, the Nordic languages, Polish, Czech, Slovak,
# Hungarian, Romanian, Turkish, Greek, Russian, Ukrainian, Chinese, Japanese, Korean, Hebrew and Arabic.
HEADERS = {
    SENDER: (
        "from|sender|reply-to|von|absender|de|expéditeur|remitente|remetente|da|mittente|van|afzender|från|fra|"
        "lähettäjä|od|nadawca|odesílatel|odosielateľ|feladó|expeditor|kimden|gönderen|από|от|от кого|від|"
        "发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|من"
    ),
    TIME: (
        "sent|date|gesendet|datum|envoyé|enviado|enviado el|enviada em|fecha|data|inviato|verzonden|skickat|"
        "sendt|dato|lähetetty|päivämäärä|wysłano|wysłane|odesláno|odoslané|elküldve|dátum|trimis|"
        "gönderildi|gönderilme tarihi|tarih|στάλθηκε|ημερομηνία|отправлено|дата|надіслано|"
        "发送时间|寄件日期|日期|日付|送信日時|보낸 날짜|날짜|נשלח|תאריך|تاريخ"
    ),
    SUBJECT: (
        "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|"
        "tárgy|subiect|konu|θέμα|тема|主题|主旨|件名|제목|נושא|الموضوع"
    ),
    RECEIVER: (
        "to|cc|bcc|an|kopie|à|copie|para|copia|a|aan|till|kopia|til|vastaanottaja|kopio|do|komu|dla|címzett|"
        "către|kime|bilgi|προς|кому|копия|копія|收件人|收件者|抄送|副本|宛先|받는 사람|참조|אל|إلى"
    ),
}
KINDS = {name: kind for kind, names in HEADERS.items() for name in names.split("|")}

SEPARATORS = frozenset(
    [
        "original message",
        "forwarded message",
        "begin forwarded message",
        "ursprüngliche nachricht",
        "originalnachricht",
        "weitergeleitete nachricht",
        "message d'origine",
        "message original",
        "message transféré",
        "mensaje original",
        "mensaje reenviado",
        "mensagem original",
        "mensagem encaminhada",
        "messaggio originale",
        "messaggio inoltrato",
        "oorspronkelijk bericht",
        "doorgestuurd bericht",
        "ursprungligt meddelande",
        "vidarebefordrat meddelande",
        "oprindelig meddelelse",
        "opprinnelig melding",
        "alkuperäinen viesti",
        "wiadomość oryginalna",
        "oryginalna wiadomość",
        "původní zpráva",
        "pôvodná správa",
        "eredeti üzenet",
        "mesajul original",
        "orijinal mesaj",
        "özgün ileti",
        "αρχικό μήνυμα",
        "исходное сообщение",
        "пересылаемое сообщение",
        "вихідне повідомлення",
        "原始邮件",
        "原始郵件",
        "转发的邮件",
        "元のメッセージ",
        "원본 메시지",
        "הודעה מקורית",
        "الرسالة الأصلية",
    ]
)
# What introduces the words of somebody else: "On 2 March ben wrote:", "Am 2. März schrieb ben:".
WROTE = re.compile(
    r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|kirjoitti|napisała?|napisał\(a\)|"
    r"napsala?|napsal\(a\)|írta|a scris|yazdı|έγραψε|пишет|написала?|написал\(а\)|пише|писал|"
    r"写道|寫道|書きました|작성|כתב|كتب)",
    re.IGNORECASE,
)
BEGINS = re.compile(
    r"(?:On|Am|Le|El|Em|Il|Op|Den|På|W dniu|Dnia|Dne|Dňa|Pe|În|Στις|В|У)\b|[0-9]", re.IGNORECASE
)
ADDRESS = re.compile(r"<[^<>\s]+@[^<>\s]+>|\*@\*")
"""An address; GitHub shows one in a comment as `***@***.***`."""

HEADER = re.compile(r"[ \t*_]*([^\W\d_][^:\uff1a*_\r\n]{0,30}?)[ \t\xa0*_]*[:\uff1a]")
DASHES = " \t-_=*:\u2013\u2014"
LONGEST_INTRODUCTION = 3
"""Lines: mail programs wrap what is longer than some 76 characters."""


def own_lines(lines: Sequence[str], fenced: Container[int]) -> int:
    """Return how many of a comment's lines come before somebody else's unmarked message: all, if none is.

    `fenced` are the numbers of the lines that stand in a block of code: a mail shown there is shown.
    """
    before: str | None = None
    blank = False
    for number, line in enumerate(lines):
        text = line.strip()
        if number in fenced or text.startswith(">"):
            before = None
        elif not text:
            before, blank = (None if blank else before), True
            continue
        else:
            kind = _header(text)
            if _is_separator(text):
                return number
            if kind and before and kind != before and {kind, before} != {RECEIVER}:
                return _first_of(lines, number)
            if _introduces(lines, number) and not _is_marked(lines, number + 1):
                return number
            before = kind
        blank = False
    return len(lines)


def _header(text: str) -> str | None:
    found = HEADER.match(text)
    return KINDS.get(" ".join(found[1].casefold().split())) if found else None


def _first_of(lines: Sequence[str], number: int) -> int:
    """Return where the header begins whose second line this is."""
    return next(at for at in range(number - 1, -1, -1) if lines[at].strip())


def _is_separator(text: str) -> bool:
    bare = " ".join(text.strip(DASHES).casefold().replace("\u2019", "'").split())
    is_ruled = text.startswith("--") or text.endswith(":")
    return is_ruled and bare in SEPARATORS


def _introduces(lines: Sequence[str], number: int) -> bool:
    if not lines[number].rstrip().endswith((":", "\uff1a")):
        return False
    words: list[str] = []
    for line in reversed(lines[max(0, number + 1 - LONGEST_INTRODUCTION) : number + 1]):
        if not line.strip():
            break
        words.insert(0, line)
    said = " ".join(words).strip()
    is_dated = any(character.isdecimal() for character in said)
    is_told = BEGINS.match(said) is not None and WROTE.search(said) is not None
    return is_dated and (is_told or ADDRESS.search(said) is not None)


def _is_marked(lines: Sequence[str], number: int) -> bool:
    """Say whether what follows is marked as a quotation, or nothing follows."""
    following = next((line.strip() for line in lines[number:] if line.strip()), ">")
    return following.startswith(">")

"""Letters by e-mail: plain words and one link, in text and HTML, never a figure; sent through the council's own SMTP server."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from html import escape
from typing import NamedTuple

from pimdata.config import Settings
from pimdata.errors import PimError

NOT_SET = (
    'No mail server is set. Put `mail_host`, `mail_from` and `address` into pimdata.toml; "pimdata config" shows what is '
    "set. `--dry-run` shows the letters without one."
)
PATIENCE = 20  # seconds for the server to answer


class Letter(NamedTuple):
    """What is written to one person. `key` tells it from any other letter to anybody; `link` is the whole address."""

    to: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str
    link_words: str
    key: str

    @property
    def message_id(self) -> str:
        """The same for the same letter, so that a mail system can drop one that comes twice."""
        return f"<{hashlib.sha256(f'{self.to} {self.key}'.encode()).hexdigest()[:32]}@pimdata>"


def message(letter: Letter, sender: str, council: str) -> EmailMessage:
    """A letter as an e-mail: text for those who read text, HTML beside it; neither loads anything from anywhere."""
    made = EmailMessage()
    made["From"] = Address(display_name=f"Performance, {council}", addr_spec=sender)
    made["To"] = Address(addr_spec=letter.to)
    made["Subject"] = " ".join(letter.subject.split())
    made["Date"] = formatdate()
    made["Message-ID"] = letter.message_id
    made["Auto-Submitted"] = "auto-generated"  # so that nobody's "out of office" answers it
    made.set_content("\n\n".join((*letter.paragraphs, f"{letter.link_words}: {letter.link}")) + "\n")
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in letter.paragraphs)
    link = f'<p><a href="{escape(letter.link)}">{escape(letter.link_words)}</a></p>'
    body = f'<div style="font-family: Arial, sans-serif; font-size: 16px; max-width: 38em">{paragraphs}{link}</div>'
    title = escape(letter.subject)
    made.add_alternative(
        f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>', "html"
    )
    return made


class Post:
    """An open connection to the mail server."""

    def __init__(self, server: smtplib.SMTP, sender: str, council: str) -> None:
        self._server, self._sender, self._council = server, sender, council

    def send(self, letter: Letter) -> str:
        """Send one letter.

        Returns:
            Why it did not go, in words; '' where the server took it.
        """
        try:
            self._server.send_message(message(letter, self._sender, self._council))
        except smtplib.SMTPResponseException as error:
            return _told(error.smtp_code, error.smtp_error)
        except smtplib.SMTPRecipientsRefused as error:
            return _told(*next(iter(error.recipients.values())))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            return f"{type(error).__name__}: {error}"
        return ""


def _told(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"The mail server said {code} {text}"


@contextmanager
def open_post(settings: Settings) -> Iterator[Post]:
    """Connect to the mail server that the settings name, over TLS unless they say otherwise.

    Raises:
        PimError: no server is set, it does not answer, its certificate is not trusted, or it refuses the password.
    """
    if not (settings.mail_host and settings.mail_from and settings.address):
        raise PimError(NOT_SET)
    where = f"{settings.mail_host}:{settings.mail_port}"
    try:
        server = _connected(settings)
    except ssl.SSLError as error:
        raise PimError(
            f"The mail server {where} could not prove who it is: {error}. Set `mail_ca` to the file that holds the "
            "certificate your council signs its own servers with."
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise PimError(f"The mail server {where} refused the user name or password. Look at `mail_user`.") from error
    except smtplib.SMTPNotSupportedError as error:
        raise PimError(f"The mail server {where}: {error} Look at `mail_security`.") from error
    except (smtplib.SMTPException, OSError) as error:
        raise PimError(f"The mail server {where} does not answer: {error}. Nothing was sent.") from error
    try:
        yield Post(server, settings.mail_from, settings.council)
    finally:
        try:
            server.quit()
        except smtplib.SMTPException:
            server.close()


def _connected(settings: Settings) -> smtplib.SMTP:
    trusted = ssl.create_default_context(cafile=str(settings.mail_ca) if settings.mail_ca else None)
    server: smtplib.SMTP
    if settings.mail_security == "tls":
        server = smtplib.SMTP_SSL(settings.mail_host, settings.mail_port, timeout=PATIENCE, context=trusted)
    else:
        server = smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=PATIENCE)
    try:
        if settings.mail_security == "starttls":
            server.starttls(context=trusted)
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server

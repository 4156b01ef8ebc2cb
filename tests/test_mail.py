"""Letters through a real SMTP server: what arrives, over TLS and by password, and what is said where none can go."""

from __future__ import annotations

import email
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr
from typer.testing import CliRunner

from pimdata import auditing, config, mail, trail
from pimdata.__main__ import app
from pimdata.config import Settings
from pimdata.errors import PimError
from pimdata.store import Store

HOST, PASSWORD = "127.0.0.1", "a password"
LETTER = mail.Letter(
    "housing@council.example",
    "Housing: 3 rows to go",
    ("Your return for Quarter 2 is due on <3> November.", "Nobody else needs to do anything."),
    "https://performance.council.example/returns?r=indicator_results,HO,2010/11 Q2",
    "Open your return",
    "HO 2010/11 Q2 rows to go",
)


class Kept:
    """A mailbox: what the server took in."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope: Envelope, address: str, options) -> str:
        if address.startswith("left@"):
            return "550 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 Taken"


class OnAFreePort(Controller):
    """It looks whether it is up by speaking to itself, and must know which port it was given."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for 127.0.0.1 that nobody trusts until they are told to, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.council.example")])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "mail.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def _let_in(server, session, envelope, mechanism, data) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


@pytest.fixture
def server(certificate) -> Iterator[Callable[..., tuple[Kept, Settings]]]:
    """Start a mail server, and the settings that find it."""
    running = []

    def start(security: str = "none", **settings) -> tuple[Kept, Settings]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options: dict[str, object] = {"authenticator": _let_in, "auth_require_tls": security != "none"}
        if security == "starttls":
            options["tls_context"] = context
        kept = Kept()
        controller = OnAFreePort(kept, HOST, 0, ssl_context=context if security == "tls" else None, **options)
        controller.start()
        running.append(controller)
        held = {
            "mail_host": HOST,
            "mail_port": controller.port,
            "mail_security": security,
            "mail_from": "performance@council.example",
        }
        held |= {"address": "https://performance.council.example", "mail_ca": certificate} | settings
        return kept, Settings(**held)

    yield start
    for controller in running:
        controller.stop()


def posted(settings: Settings, letter: mail.Letter = LETTER) -> str:
    with mail.open_post(settings) as post:
        return post.send(letter)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_letter_arrives(server, security):
    kept, settings = server(security)
    assert posted(settings) == ""
    (letter,) = kept.letters
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert letter["From"] == '"Performance, South Cambridgeshire District Council" <performance@council.example>'
    assert letter["Auto-Submitted"] == "auto-generated"
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.split("\n\n") == [*LETTER.paragraphs, f"Open your return: {LETTER.link}\n"]


def test_the_head_of_the_trail_is_sent_where_nobody_here_can_change_it(server, tmp_path, monkeypatch):
    """The line of the letter is the very line that `doctor --audit --heads` reads."""
    held = Store(tmp_path / "pim.duckdb", date(2009, 12, 31))
    held.create_if_absent()
    kept, settings = server()
    for name in ("mail_host", "mail_port", "mail_security", "mail_from", "address"):
        monkeypatch.setenv(f"PIMDATA_{name.upper()}", str(getattr(settings, name)))
    config.settings.cache_clear()
    asked = ["trail", "head", "--database", str(held.path), "--mail"]
    try:
        empty = CliRunner().invoke(app, [*asked, "audit@council.example"])
        trail.note(held, "mo@council.example", "exported", "measures.csv")
        sent = CliRunner().invoke(app, [*asked, "audit@council.example"])
        refused = CliRunner().invoke(app, [*asked, "left@council.example"])
    finally:
        config.settings.cache_clear()
    assert "no event yet" in empty.stderr
    assert "is sent to audit@council.example" in sent.stderr
    assert (sent.exit_code, refused.exit_code != 0) == (0, True)
    assert "No such mailbox here" in refused.stderr
    (letter,) = kept.letters
    assert letter["To"] == "audit@council.example"
    lines = letter.get_body(("plain",)).get_content().splitlines()
    with held.reading() as db:
        newest = auditing.head(db)
    (line,) = [each for each in lines if each.endswith(newest.hash)]
    (tmp_path / "heads.txt").write_text(line + "\n")
    assert auditing.read_heads(tmp_path / "heads.txt")[0][1:] == newest


def test_what_is_html_in_words_is_shown_as_words(server):
    kept, settings = server()
    posted(settings)
    page = kept.letters[0].get_body(("html",)).get_content()
    assert "due on &lt;3&gt; November" in page
    assert 'lang="en-GB"' in page
    assert f'href="{LETTER.link}"' in page
    assert "<img" not in page  # nothing that tells a sender that it was opened


def test_a_heading_cannot_be_made_to_carry_another(server):
    kept, settings = server()
    assert posted(settings, LETTER._replace(subject="Late\r\nBcc: everybody@council.example")) == ""
    assert kept.letters[0]["Bcc"] is None


def test_an_address_that_carries_a_heading_goes_nowhere(server):
    kept, settings = server()
    assert posted(settings, LETTER._replace(to="a@council.example\r\nBcc: b@council.example")) != ""
    assert kept.letters == []


def test_the_same_letter_has_the_same_number_and_another_has_another():
    assert LETTER.message_id == LETTER._replace(subject="Said otherwise").message_id
    assert LETTER.message_id != LETTER._replace(to="planning@council.example").message_id


def test_a_mailbox_that_is_gone_is_said_and_the_next_letter_still_goes(server):
    kept, settings = server()
    with mail.open_post(settings) as post:
        assert post.send(LETTER._replace(to="left@council.example")) == "The mail server said 550 No such mailbox here"
        assert post.send(LETTER) == ""
    assert [letter["To"] for letter in kept.letters] == [LETTER.to]


def test_a_password_is_used_over_tls(server):
    kept, settings = server("starttls", mail_user="performance", mail_password=SecretStr(PASSWORD))
    assert posted(settings) == ""
    assert len(kept.letters) == 1


CANNOT = {
    "no server is set": ({"mail_host": ""}, "No mail server is set"),
    "links would lead nowhere": ({"address": ""}, "No mail server is set"),
    "nobody listens there": ({"mail_port": 1}, "does not answer"),
    "the password is wrong": ({"mail_user": "performance", "mail_password": SecretStr("guess")}, "refused the user name"),
    "its certificate is not trusted": ({"mail_ca": None}, "could not prove who it is"),
}


@pytest.mark.parametrize("case", CANNOT.values(), ids=CANNOT)
def test_where_no_letter_can_go_it_is_said_what_to_do(server, case):
    changed, words = case
    kept, settings = server("starttls", **changed)
    with pytest.raises(PimError, match=words):
        posted(settings)
    assert kept.letters == []


def test_a_server_without_tls_is_not_spoken_to_in_the_clear(server):
    kept, settings = server("none")
    with pytest.raises(PimError, match="STARTTLS"):
        posted(settings.model_copy(update={"mail_security": "starttls"}))
    assert kept.letters == []

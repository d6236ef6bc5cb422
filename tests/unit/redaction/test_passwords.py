"""Passwords, PINs and codes: in sentences of many languages, in settings, on command lines."""

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

TOLD = [
    ("Mein Passwort war übrigens Kl3iner.Prinz!, danke", "Kl3iner.Prinz"),
    ("La clave temporal era Gat0Azul*77.", "Gat0Azul"),
    ("The password is swordfish.", "swordfish"),
    ("password is changeme", "changeme"),
    ("We changed the password to Hello99!", "Hello99"),
    ("hunter22 is the password", "hunter22"),
    ("you can use Blue$ky77 as the password", "Blue$ky77"),
    ("log in with admin / hunter2 and look", "hunter2"),
    ("credentials: user bob, pass s3cretX!", "s3cretX"),
    ("admin:Kiwi44! works", "Kiwi44"),
    ("user: admin\npassword:\nGr33nTea!", "Gr33nTea"),
    ("the wifi key is CoffeeBeans", "CoffeeBeans"),
    ("Das Kennwort ist Sonne2024", "Sonne2024"),
    ("identifiants : admin / Soleil#7", "Soleil#7"),
    ("mot de passe : soleil42", "soleil42"),
    ("usuario admin, contraseña perro123", "perro123"),
    ("la password per il portale è Ferrari!22", "Ferrari"),
    ("senha: Abacaxi99", "Abacaxi99"),
    ("wachtwoord: fiets123", "fiets123"),
    ("hasło: Kotek123!", "Kotek123"),
    ("lösenord: Sommar24", "Sommar24"),
    ("Şifrem Ankara06! çalışmıyor", "Ankara06"),
    ("пароль Снежок77 не подходит", "Снежок77"),
    ("パスワード：Fuji3776", "Fuji3776"),
    ("密码：Beijing88", "Beijing88"),
    ("비밀번호는 Seoul2024! 입니다", "Seoul2024"),
    ("PIN is 4821", "4821"),
    ("the verification code is 482 913", "482 913"),
    ("Bestätigungscode lautet 551204", "551204"),
    ("Backup codes:\n1. a8f3-k2j9\n2. b7d2-m4n8", "b7d2-m4n8"),
    ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=y", "JBSWY3DP"),
    ("TOTP secret: JBSW Y3DP EHPK 3PXP", "3PXP"),
]
SET = [
    ("DB_PASSWORD=correct horse battery", "horse battery"),
    ("spring.datasource.password=abc", "abc"),
    ('{"user":"bob","password":"p@ss,w0rd"}', "w0rd"),
    ("<password>abc def 9</password>", "abc def 9"),
    ('<entry key="db.password" value="Kiwi44"/>', "Kiwi44"),
    ("- name: DB_PASSWORD\n  value: Kiwi44", "Kiwi44"),
    ("define('DB_PASSWORD', 'Kiwi44!');", "Kiwi44"),
    ("'password' => 'Kiwi44'", "Kiwi44"),
    ("PASS=Kiwi44", "Kiwi44"),
    ('psk="kitchenTable9"', "kitchenTable9"),
    ("jdbc:postgresql://h/db?user=a&password=Kiwi44&ssl=true", "Kiwi44"),
    ("machine api.partner.example login bob password Zebra77", "Zebra77"),
    ("db.partner.example:5432:main:bob:Zebra77", "Zebra77"),
]
TYPED = [
    ("mysql -uroot -pS3cr3t! shop", "S3cr3t"),
    ("redis-cli -h x -a Kx92jd ping", "Kx92jd"),
    ("curl -u bob:Wert123 https://partner.example", "Wert123"),
    ("docker login -u me -p tok9abcd registry.example", "tok9abcd"),
    ("ldapsearch -D cn=x -w Geheim9 -b dc", "Geheim9"),
    ("sshpass -p 'abc123' ssh host", "abc123"),
    ("keytool -list -storepass Kiwi44", "Kiwi44"),
    ("ALTER USER bob IDENTIFIED BY 'tiger99';", "tiger99"),
    ("echo hunter2 | sudo -S reboot", "hunter2"),
    ('ConvertTo-SecureString "Kiwi44!" -AsPlainText', "Kiwi44"),
    ("run it with --password=Zz9kitten again", "Zz9kitten"),
]
HARMLESS = [
    "The password is case sensitive and 12 characters long.",
    "I forgot my password and requested a reset; the old password has been reset by admin.",
    "password: required, string; Password: must contain 1 digit; Passwords must match",
    "PASSWORD=<your password> or --password $DB_PASS or password: null or password: ********",
    "Das Passwort ist falsch. Das Passwort wird nicht akzeptiert.",
    "Le mot de passe est incorrect. La contraseña es incorrecta. A senha é inválida.",
    "La password è scaduta. Het wachtwoord is verlopen. Hasło jest niepoprawne.",
    "Lösenordet är fel. Şifre yanlış. Пароль неверный.",
    "Login with Google fails, sign in with Microsoft365 works; use Chrome125 to log in.",
    "PASS: TestLogin1 (0.00s); 412 passed, 3 failed; pass the file to the parser.",
    "The user/pass form is broken, the password/username fields are swapped.",
    "The PIN pad shows 4 dots; OTP must be 6 digits; the verification code expired after 600 s.",
    "The secret is mounted at /run/secrets/db; password from vault:secret/data/db.",
    "grant_type=client_credentials, AUTH_TYPE=oauth2, token: string, nextPageToken: CAUQAA",
    "ssl_key_file=/etc/ssl/key.pem and --key-file ./key.pem; sort key: created_at",
    "mkdir -p /srv/data and grep -w word file; tar -p keeps the modes.",
    "Signing in as bob fails with AUTH-17, logging in over VPN ends with E4031-b.",
    "The login bob and a.lee4@contoso.example share a session; log in with b.lee4@contoso.example.",
]


@pytest.mark.parametrize(("text", "secret"), [*TOLD, *SET, *TYPED])
def test_a_password_passes_to_nobody(text: str, secret: str) -> None:
    assert secret not in plain(text, ENGINEERING)
    assert secret not in plain(text, CUSTOMER)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_said_of_passwords_stays(text: str) -> None:
    assert not kinds(text) & {"credential", "password", "private_key"}


def test_the_sentence_around_a_password_stays() -> None:
    told = plain("The password is Winter!2026, but the page stays blank.")
    assert told == "The password is [password], but the page stays blank."


def test_other_settings_of_a_connection_string_stay() -> None:
    told = plain("Driver={SQL};Uid=etl;Pwd=Gr8Whale!x;Encrypt=yes fails")
    assert "Gr8Whale" not in told
    assert told.endswith(";Encrypt=yes fails")

"""Private values in the customer's data, told by heads, keys, signs and places of records."""

import pytest

from app.redaction.canonical import canonicalise
from app.redaction.detectors.columns import find_below_heads, find_columns
from tests.unit.redaction.support import ENGINEERING, kinds, plain

PRIVATE = [
    # (kind, text, what must not survive)
    # columns and inserted rows
    ("birth_date", "id;geburtsdatum;ok\n7;04.05.1983;ja\n", "04.05.1983"),
    ("postal_address", "id|street|status\n7|Rope Walk 22|new\n", "Rope Walk"),
    ("phone", "id,mobile,state\n7,0664 5550134,on\n", "5550134"),
    ("handle", "id,login,state\n7,t.brandauer,on\n", "brandauer"),
    ("handle", "id,user,state\n7,wojcik.h,on\n", "wojcik"),
    ("person_name", "+--+--+\n|id|cashier|\n+--+--+\n|7|Gethin Pryce|\n", "Pryce"),
    ("person_name", 'id,customer,state\n7,"Pryce, Gethin",on\n', "Pryce"),
    ("person_name", "insert into staff (id, manager) values (7, 'Gethin Pryce')", "Pryce"),
    ("password", "insert into t (id, password) values (7, 'Lemon4Thyme')", "Lemon4"),
    # answers, letters, homes, contracts
    ("birth_date", "Agent: Your date of birth?\nCaller: 17/02/1966\n", "17/02"),
    ("account_id", "Berater: Ihre Kundennummer?\nKunde: 300 118 274\n", "118"),
    ("birth_date", "born the fifth of May nineteen seventy-two", "seventy"),
    ("phone", "She texted to 07700 900 845 again", "900 845"),
    ("phone", "c'est zéro six, douze, trente-quatre, cinquante-six, soixante", "trente"),
    ("postal_address", "Min mor bor Tranevej 27, 1. th., 9999 Havnby.", "Tranevej"),
    ("postal_address", "sent to 7 Saltmarket, Dunbar EH42 1ZZ today", "Saltmarket"),
    ("account_id", "Contrato LM-2022-00871 no sale", "00871"),
    ("bank_account", "zwrot na 61 1090 1014 0000 0712 1981 2874,", "2874"),
    ("health", "Allergies: walnuts and sesame\nmenu shows none", "walnuts"),
    ("health", "高血圧の治療中です", "高血圧"),
    ("price", "id|salary|state\n7|3.480,50 €|ok\n", "3.480"),
    # fields
    ("person_name", "<surname>Khoury</surname>", "Khoury"),
    ("person_name", '"consignee": "Ottoline Frazer"', "Ottoline"),
    ("person_name", "GET /x?owner=Katrijn%20Achterberg&p=2 HTTP/1.1", "Katrijn"),
    ("postal_address", '"address1":"7 Kiln Yard"', "Kiln"),
    ("postal_address", "<streetName>Palm Grove</streetName>", "Palm"),
    ("password", "<pin>7741</pin>", "7741"),
    ("account_id", "<badge>0004417729</badge>", "4417729"),
    ("handle", "<username>mpetrov</username>", "mpetrov"),
    ("credential", '{"name":"password","value":"Fennel33x"}', "Fennel"),
    ("credential", '{"name":"PHPSESSID","value":"k3v9q2m7x1t8"}', "k3v9q2"),
    ("credential", "<name>db.password</name>\n<value>hive&Honey22</value>", "Honey22"),
    ("credential", '"Name":"/prod/db/password","Type":"String","Value":"Tide-4x"', "Tide-4x"),
    ("birth_date", "Date of birth\t14/02/1990\t14/02/1991", "14/02"),
    ("person_name", '"path":"name.familyName","value":"Okwuosa"', "Okwuosa"),
    ("person_name", "RecipientName=Tuva+Halvorsen&Weight=1.2", "Tuva"),
    ("postal_address", "?x=1&AddressLine1=Storgata+18&City=Oslo", "Storgata"),
    # records of trades
    ("account_id", "PID|1|88|7710045^^^N||HOLM^TUVA||19540911|F", "7710045"),
    ("person_name", "PID|1|88|7710045^^^N||HOLM^TUVA||19540911|F", "TUVA"),
    ("birth_date", "PID|1|88|7710045^^^N||HOLM^TUVA||19540911|F", "19540911"),
    ("person_name", "NK1|1|HOLM^EIRIK|SPO", "EIRIK"),
    ("phone", "COM+0761 5550143:TE'", "5550143"),
    ("phone", "Dial(PJSIP/trunk/00441632960188,30)", "441632960188"),
    ("person_name", "ORGANIZER;CN=Ingeborg Holm:mailto:x", "Ingeborg"),
    # machines
    ("device_id", "hans@edge-ffm-03:~$ ls", "edge-ffm"),
    ("device_id", "[hans@edge-ffm-03 ~]$ ls", "edge-ffm"),
    ("device_id", "Host Name . . . : KONTOR-PC-07", "KONTOR"),
    ("device_id", "hostname sw-kontor-2", "kontor"),
    ("device_id", "Host: kontor-web-01 is slow", "kontor"),
    ("device_id", "\\\\nas-bau-2\\plans is locked", "nas-bau"),
    ("device_id", "backup from KONTOR-PC-7 (10.1.2.3) fails", "KONTOR"),
    ("device_id", "R58N90ABCDE   device product:a52", "R58N90"),
    ("device_id", "the device (F17XL9Q0HG7J) is lost", "F17XL9"),
    ("device_id", "SIM 89444612345678901234 is off", "444612"),
    ("device_id", "settings get secure android_id\n9774d56d682e549c", "9774d56d"),
    ("ip_address", "p57b3c1de.dip0.t-ipconnect.de drops", "p57b3c1de"),
    ("device_id", "Serial 1, Hostname NPI8A4F21, Pages 48", "NPI8A4"),
    # accounts and tenants
    ("writer_site", "kastanie.myshopify.com is closed", "kastanie"),
    ("writer_site", "kastanie-db.c9akciq32.eu-west-1.rds.amazonaws.com", "kastanie"),
    ("account_id", "arn:aws:iam::730114559208:role/Read", "730114559208"),
    ("account_id", "S-1-5-21-1004336348-1177238915-682003330-512", "1004336348"),
    ("account_id", "cus_NffrFeUfNV2Hib is billed twice", "NffrFe"),
    ("account_id", "Meeting 845 5501 7733 fails", "5501"),
    ("bank_account", "chave pix 123e4567-e12b-12d3-a456-426655440000", "e4567"),
    # log-ins
    ("handle", "10.1.2.3 - ofrazer [14/May/2024:10:22:07 +0000]", "ofrazer"),
    ("handle", "kullanıcı adı: m.yildirim", "yildirim"),
    ("handle", "ユーザーIDは misaki.sato です", "misaki"),
    ("handle", "логин varvara.k", "varvara"),
    ("handle", "suser=mpetrova cnt=7", "mpetrova"),
    ("handle", "subscriber: teodora.vasilescu, list 8", "teodora"),
    # files and folders
    ("person_name", "see CV_Kwabena-Asante(2).docx", "Kwabena"),
    ("person_name", "see Jansen-Pieter_scan.pdf", "Jansen"),
    ("person_name", "s3://x/kunden/Emre_Demir/vertrag.json", "Demir"),
    ("person_name", 'User "Phạm Thu Hà" gets 403', "Phạm"),
    # secrets
    ("password", "snmp-server community Qu1llR0 RO", "Qu1llR0"),
    ("password", 'SNMPv2 community is "qf-r34d-0nly"', "r34d"),
    ("password", "username a password 7 094F471A1A0A", "094F"),
    ("password", "crypto isakmp key Fern-Under-Stone address 1.2.3.4", "Fern"),
    ("password", "v3 user monitor authPass Sh1re-Horse", "Sh1re"),
    ("password", 'auth=("svc", "Lutefisk!Jul")', "Lutefisk"),
    ("password", "curl --cert ./me.pem:Jasmin3 x", "Jasmin3"),
    ("password", "334 UGFzc3dvcmQ6\nQ3JheW9uLUJveC05OQ==", "Q3JheW9u"),
    ("password", "the password was Otter-Raft-51, I changed it to Otter-Raft-52", "Raft-52"),
    ("password", "brukernavn kari, passord Fårikål-om-høsten", "Fårikål"),
    ("password", "App password: abcd efgh ijkl mnop", "efgh"),
    ("password", "Log in as Jo Smith / `Hedgehog!Lane3`", "Hedgehog"),
    ("password", "The PIN of till 3 (it was 48 21 77) fails", "48 21"),
    ("password", "la password del Wi-Fi \"Timo&Salvia\" e' vecchia", "Salvia"),
    ("password", "Passphrase for the backup: crimson otter paddle nine.", "paddle"),
    ("password", "password: Heron-Lake-4. Then I typed Heron-Lake-4 again.", "Heron"),
    ("credential", "userPassword: {SSHA}mZt4RwN8yBcHd1Gf5Ps0Jk3L", "mZt4"),
    ("credential", "kho:$apr1$x9Kq2Lm4$0TzW8vYb1Nc6Rd3Hf5Jg7/", "0TzW8"),
    ("credential", "$ANSIBLE_VAULT;1.1;AES256\n62313365396662343061\n6135", "6231336539"),
    # columns by place, dumps, heads that say whose
    ("person_name", "NAME            TOWN\nAnselm Trebilcock  \n", "Trebilcock"),
    ("person_name", "ID  FORENAME  GATE\n--  --------  ----\n71  Perpetua  B4\n", "Perpetua"),
    ("phone", "ID    MOBILE\n71    0664 5550134\n", "5550134"),
    ("person_name", "COPY a.b (id, forename) FROM stdin;\n7\tDemelza\n\\.\n", "Demelza"),
    ("postal_address", "id,delivery_street,ok\n7,Lunden 3,1\n", "Lunden"),
    ("postal_address", "id,billing_zip,ok\n7,TR1 2HE,1\n", "TR1"),
    ("account_id", "id;account;ok\n7;40217766;1\n", "40217766"),
    ("mac_address", "id,wifi_mac,ok\n7,F09FC2AB10D4,1\n", "F09FC2"),
    ("person_name", '"firstName": "Persephone"', "Persephone"),
    ("person_name", '"manager": "Barnaby Quill"', "Barnaby"),
    ("person_name", "owner: Zebedee Thornquist\nstate: on", "Zebedee"),
    ("person_name", "{manager: 'Barnaby Quill'}", "Barnaby"),
    ("person_name", "src=10.1.2.3 suser=Piran Tregenza act=deny", "Tregenza"),
    ("person_name", '<a Name="sn" Format="x"><b:AttributeValue>Hume</b:AttributeValue>', "Hume"),
    ("phone", '"system":"phone","use":"home","value":"(555) 014-6612"', "6612"),
    # receipts, cards and forms
    ("person_name", "CARDHOLDER: MISS E FAULKNER", "FAULKNER"),
    ("person_name", "cvv 1, name on card HARTLEY J QUINCE", "HARTLEY"),
    ("person_name", "Pupil: Temperance Oyelaran (Year 4)", "Temperance"),
    ("card", "TRACK2=;5105105105105100=28121011000012300000?", "1011000012"),
    # records of banks, hospitals and airlines
    ("person_name", ":50K:/X1\nAUGUSTIN BELLWETHER\n", "BELLWETHER"),
    ("postal_address", "PID|1|8|7^^^N||HOLM^TUVA||19540911|F|||4 ORCHARD MEWS^^BATH||1", "ORCHARD"),
    ("person_name", "1.1PENHALLOW/RADIGAN MR", "RADIGAN"),
    ("passport", "SSR DOCS BA HK1/P/GBR/925665416/GBR/03JAN88/M", "925665416"),
    ("phone", "CTCM BA HK1/447700900641", "447700900641"),
    ("phone", "SMS queued to 447700900182", "447700900182"),
    ("national_id", "cf=SCRBDT92H45F205L&x=1", "SCRBDT"),
    # machines, log-ins and packets
    ("ip_address", "IP 203.0.113.71.443 > 10.8.0.14.50122: Flags [R.]", "203.0.113.71"),
    ("internal_address", "IP 203.0.113.71.443 > 10.8.0.14.50122: Flags [R.]", "10.8.0.14"),
    ("device_id", "user FELICITY-PC\\fh", "FELICITY"),
    ("handle", "TREVOSE-PC\\Tamblyn Rodda", "Rodda"),
    ("device_id", "pair Rosamund's iPad", "Rosamund"),
    ("handle", "Get-ADUser -Identity jparsloe", "jparsloe"),
    ("handle", "SamAccountName    : jparsloe", "jparsloe"),
    ("handle", "username/password for 'b.trembath' rejected", "trembath"),
    ("person_name", '"name" => "Grace Tangye", "plan" => "pro"', "Tangye"),
    ("person_name", "Contact(name='Isolda Rickard', state='on')", "Isolda"),
    ("person_name", "id|legal_first_name|ok\n7|Morwen|1\n", "Morwen"),
    ("password", "set psksecret ENC 6QpJk2mN8rT4vX", "6QpJk2"),
    ("password", "the pw now is Teapot-Rain-19", "Teapot"),
]  # fmt: skip

HARMLESS = [
    "NAME        READY   STATUS    OWNER\nweb-0       1/1     Running   Platform Team\n",
    "Name     Display  State\n----     -------  -----\nSpooler  Print    Running\n",
    "id,gate,state\n7,G2 refused,late\n",
    "Account: Billing Settings\nOwner: Platform Team\nUser: System Account",
    "Ship to: Main Warehouse\nAccount name: Default Production\nBeneficiary: See Below",
    '"firstName": "Required", "surname": "Invalid"',
    "level=info user=system owner=Platform Team account=Main state=ok",
    "Today's laptop, Apple's iPhone and the user's PC are fine.",
    "key ENC is set; CTC 12, DOCS 12, a/b MR 7",
    "account,plan\nMain,gold\n",
    'Plan(name=\'Premium Export\'), "name" => "Nightly Job", <i name="First Step">',
    "Name | Default\nEXPORT_MODE | live\nEXPORT_URL | none\n",
    "Two machines, or one machine: SQLite is enough there.",
    '{"uid": "a1b2c3d4-5678-90ab-cdef-1111222233aa", "ok": 1}',
    '[\n "name",\n "Ad",\n "User",\n "Gethin",\n]',
    '{"name":"user-agent","value":"Mozilla/5.0"},{"path":"/a/pattern","value":"[a-z]{1,5}x9"}',
    "./configure --host=aarch64-unknown-linux-2 and hostname: 'github.com'",
    '"CatalogId": "007436865787"',
    "id,customer,user,mobile,address,born\n2,All,System,no,none,unknown\n",
    "Feature | Pro | Owner\nExport | yes | Billing\nWebhooks | 50 | Platform\n",
    '{"name":"Nightly Export","user":"System","owner":"Platform Team","phone":"optional"}',
    '{"name":"Accept","value":"*/*"},{"name":"locale","value":"nb"}',
    "<property><name>dfs.replication</name><value>3</value></property>",
    "insert into plans (id, name) values (7, 'premium')",
    "host: redis-master, node: worker, server=backend from eu-west-1 (3 zones)",
    "\\\\server\\share is full. Machine: x86_64. root@localhost:~$ ls",
    "status.zendesk.com is green, login.okta.com is slow, my-store.myshopify.com is a sample",
    "The password 7 characters long is refused, secret 3 times wrong locks the account.",
    "The community page is empty, the SNMP community is missing.",
    "The login of the bot fails with AUTH_042, sign-in stops with AADSTS50105.",
    '{"Name":"/prod/password","Type":"SecureString"},{"Name":"x"}',
    "CN=DigiCert Global Root is trusted, CN=Amazon RSA 2048 too.",
    "emulator-5554   offline\nPixel 7  device",
    "UPDATE accounts SET state = 1 WHERE id = 7; clients FROM 3 regions",
    "release_notes_v2.pdf, error-report(3).json, sync_agent.log, customer_list.csv",
    "key_mgmt=WPA-PSK is set",
]


@pytest.mark.parametrize(("kind", "text", "secret"), PRIVATE)
def test_what_data_tells_does_not_reach_engineering(kind: str, text: str, secret: str) -> None:
    assert secret.casefold() not in plain(text, ENGINEERING).casefold()
    assert kind in kinds(text, ENGINEERING)


@pytest.mark.parametrize("text", HARMLESS)
def test_data_that_tells_nothing_reaches_engineering(text: str) -> None:
    assert plain(text, ENGINEERING).strip() == text.strip()


LINES = [
    # (text, what stays)
    ("Signature=Qm7LpYw2RnB5cHd8Gf1Sa4JeZk9vT3xQ=\nRetryCount: 4", "\nRetryCount: 4"),
    ("?sig=Zk9+vT3xQm7LpYw2RnB5cHd8Gf1Sa4Je%3D\n403 Forbidden", "\n403 Forbidden"),
    ('{"adress":"Björkvägen 12, 903 26 Umeå"},"fel":"LOCKED"}', '"fel":"LOCKED"}'),
    ('<add key="SmtpPassword" value="Ha&Ui4"/>\n<add key="SmtpPort"/>', 'key="SmtpPort"'),
    ("mx1 said: 550 5.1.1 User unknown", "550 5.1.1 User unknown"),
]


@pytest.mark.parametrize(("text", "rest"), LINES)
def test_a_find_ends_where_its_field_ends(text: str, rest: str) -> None:
    assert rest in plain(text, ENGINEERING)


def test_heads_in_humps_are_seen_by_the_quick_look() -> None:
    view = canonicalise("id,firstName,ok\n7,Gethin,1\n")
    assert list(find_columns(view)) == list(find_below_heads(view)) != []

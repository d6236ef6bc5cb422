"""Columns in which people stand, and what in them is a name."""

import re

from app.redaction.canonical import fold
from app.redaction.name_stock import stock
from app.redaction.words import NOT_A_NAME, phrases

HEADS = frozenset(
    fold(phrase).replace("-", " ")
    for phrase in phrases(
        """first, last, first name, firstname, fname, lname, given, given name, forename, surname,
        last name,
        lastname, family name, full name, fullname, middle name, display name, contact,
        contact name, contact person, employee, employee name, driver, driver name, patient,
        patient name, customer name, client name, user full name, legal name, attendee, attendees,
        passenger, guest, guest name, pupil, member name, student, student name, teacher, donor,
        recipient, beneficiary, cardholder, account holder, owner, owner name, person,
        who, responsible, assigned to, assigned user, manager, store manager, branch manager,
        cashier, supervisor, approver, approved by, requester, requested by, submitter,
        submitted by, created by, updated by, signed by, user, users, customer, supplier contact,
        customer contact, consignee, consignor, signatory, viewer, buyer, seller, teller,
        debtor, debtor name, creditor, creditor name, payer, payer name, payee, payee name,
        ultimate debtor, remitter, sender, receiver, cardholder name, schuldner, gläubiger, zahler,
        zahlungspflichtiger, kontoinhaber, zahlungsempfänger, empfänger, auftraggeber, débiteur,
        créancier, payeur, bénéficiaire, titulaire, donneur d'ordre, deudor, acreedor, pagador,
        ordenante, beneficiario, debitore, creditore, ordinante, devedor, credor, beneficiário,
        intestatario, debiteur, crediteur, betaler, begunstigde, rekeninghouder, dłużnik,
        wierzyciel, płatnik, zleceniodawca, odbiorca, nadawca, dlužník, plátce, příjemce, betalare,
        mottagare, gäldenär, nurse, doctor, physician, nm, given name kana, kana, furigana, cn,
        participant,
        applicant, tenant name, invitee, assignee, reporter, name, vorname, nachname,
        kassierer, filialleiter, leiter, benutzer, cajero, responsable, encargado,
        utilisateur, responsabile, cassiere, utente, gebruiker, användare, kassör,
        przypisano do, familienname, kontakt, ansprechpartner, mitarbeiter, fahrer, nom,
        prenom, prénom, nom de famille, apellido, apellidos, nombre, nombre completo,
        empleado, cognome, nome, nome completo, sobrenome, achternaam, voornaam, naam, imię,
        nazwisko, imię i nazwisko, jméno, příjmení, meno, priezvisko, fornavn, efternavn,
        etternavn, förnamn, efternamn, etunimi, sukunimi, nimi, namn, navn, isim, soyisim,
        ad, soyad, név, vezetéknév, keresztnév, nume, prenume, имя, фамилия, отчество, фио,
        сотрудник, ім'я, прізвище, όνομα, επώνυμο, 姓, 名, フリガナ, ふりがな, カナ, 氏名,
        姓名, 名前, 担当者,
        이름, 성명,
        ansprechpartnerin, ansprechperson, contactpersoon, kontaktperson, kunde, kundin,
        titolare, insured, policyholder, resident, pupil, child, titular, paciente, paziente,
        cliente,
        klant, klient, assuré, assicurato, asegurado, segurado, client, fee earner, interlocuteur,
        persona de contacto, pessoa de contacto, osoba kontaktowa,
        kontaktní osoba, referente, fio, f i o, pib, піб, аты жөні, ime i prezime,
        ime in priimek, ime, prezime, priimek, име и презиме, име, презиме, ονοματεπώνυμο,
        vārds uzvārds, vārds, uzvārds, vardas pavardė, vardas, pavardė, eesnimi, perenimi,
        ad soyad, adı soyadı, họ tên, họ và tên, nama, nama lengkap, nama pasien,
        nama pelanggan, nama murid, ชื่อ, ชื่อ-นามสกุล, नाम, ismi familiyasi, nama penerima"""
    )
)
"""Folded; compared with a whole cell of a table's head."""

_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){0,4}")
_FEWEST, _MOST = 3, 40


def is_name(text: str) -> bool:
    """Whether a cell of such a column holds a name, and not a word: `active`, `Total`."""
    if not 1 < len(text) <= _MOST or "_" in text or _NAME.fullmatch(text) is None:
        return False
    if not text[0].isupper():
        return not text.isascii() and text.lower() == text.upper()
    parts = [part.strip(".,") for part in fold(text).split()]
    return not all(_is_ordinary(part) for part in parts)


def _is_ordinary(part: str) -> bool:
    known = stock()
    plain = part in known.words and not known.is_rare(part)
    return part in NOT_A_NAME or (plain and not known.is_name(part))


def is_full(text: str) -> bool:
    """Whether a name has two parts at least, and none of them is an ordinary word."""
    parts = [part.strip(".,") for part in fold(text).split()]
    known = stock()
    named = parts[0] in known.given or not any(_is_ordinary(part) for part in parts)
    strange = parts[0] not in known.words and len(parts[0]) > _FEWEST
    named = named or (strange and NOT_A_NAME.isdisjoint(parts) and known.common.isdisjoint(parts))
    return len(parts) > 1 and named

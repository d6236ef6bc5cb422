"""Statements and names of tables and columns."""

import re

from app.redaction.detectors.edges import FILE_ENDING
from app.redaction.detectors.instructions import is_for_reader
from app.redaction.detectors.turns import reader_from
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_PROSE = re.compile(
    r"\A\s*select\s+(?:the|a|an|any|one|some|your|my|this|that|these|those|it|both|each|every|"
    r"another|only|all (?:rows|entries|items|files|fields|users))\b|\bfrom\s+(?:the|a|an|"
    r"your|my|this|that)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile("[*=;<>]")
_TALK = re.compile(r"[*=;_<>]|\bjoin\b|\bvalues\b|\bwhere\b|\blimit\b", re.IGNORECASE)
_NAME = r"[\w.\"`\[\]]+"
_LISTED = (
    r"(?!\s+(?!(?:then|so|and|but|which)\b)(?:[\w.]+,?\s+){1,4}"
    r"(?:from|where|join|order\s+by|group\s+by|desc|asc|limit|having)\b)"
)
"""Behind a comma inside a statement: `select a, dock from lanes`."""

_SENTENCE = re.compile(
    rf"(?:;|\.|,{_LISTED})\s+"
    r"(?=(?:[a-z]+ ){2,}|[A-Z][a-z]+ [A-Za-z]+ [a-z]+\b|[A-Z][a-z]+ [a-z]+ )"
)


def _statement(candidate: Candidate) -> Candidate | None:
    """Prose can begin with `select` too: it has none of the signs of a statement."""
    text = candidate.text
    if _PROSE.search(text) is not None and _SIGNS.search(text) is None:
        return None
    if _TALK.search(text) is None and not text.startswith(("SELECT", "DELETE", "INSERT", "UPDATE")):
        return None
    if is_for_reader(candidate):
        return None
    opened = candidate.before(1)
    closed = text.find(opened) if opened in {'"', "`", "“"} else -1
    if closed > 0:
        return candidate._replace(end=candidate.start + closed)
    ended = _SENTENCE.search(text)
    ends = [at for at in (reader_from(text), -1 if ended is None else ended.start()) if at > 0]
    return candidate._replace(end=candidate.start + min(ends, default=len(text)))


_IN_TABLE = r"[`\"']? (?:in|of|on|from) (?:the |our )?[`\"']?"
_TABLE = r"[a-z][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*_[a-z0-9_]+"
_IN_FILE = re.compile(rf"{_IN_TABLE}[\w-]+{FILE_ENDING.pattern}")
"""Behind a column of a file, which is its reader's."""

_OF_A_FILE = re.compile(
    r"\b(?:reports?|files?|csv|excel|sheets?|exports?|your|uploads?|templates?|headers?|lists?)\b"
    r"[^.]{0,40}\b(?:column|row)s? \W{0,2}$"
)


_SAID = re.compile(r"(?:out_of|up_to|not|non)_\w+|read_only|write_only|in_progress|on_hold")
"""A state, and no name of anything: `the index is out_of_range`."""


def _table(candidate: Candidate) -> Candidate | None:
    """A name of a table has a schema or an underscore; `the table in the report` has neither."""
    text = candidate.text.rstrip(".")
    if FILE_ENDING.match(candidate.after(6)) or _IN_FILE.match(candidate.after(60)):
        return None
    if _OF_A_FILE.search(candidate.before(60)) is not None:
        return None
    named = ("_" in text.strip("_") or "." in text) and not _SAID.fullmatch(text)
    return candidate._replace(end=candidate.start + len(text)) if named else None


_SETTING = re.compile(r" (?:option|setting|parameter|field|variable|key|value)")


_YOUR = (
    r"(?:your|ihre?[mnrs]?|votre|vos|sus?|suas?|seus?|vostr[aoi]|tu|tus|uw|jullie|din|ditt|deres|"
    r"vas\w{0,3}|pan\w{0,4}stw\w|ваш\w{0,3})"
)
_YOURS = re.compile(
    rf"\b{_YOUR} (?:own |base d\w* |base |banco de |bazy? )?\w+"
    r"(?: (?:is|was|are|ist|war|est|es|e|named|called|heisst))*[ :`\"'„«-]{1,4}$"
)
_OF_YOURS = re.compile(
    rf"[`\"'»“]? (?:of|in|on|from|von|aus|auf|de|dans|en|em|di|van|da|do|w|v|i|в|у) {_YOUR}\b"
)


def _told(candidate: Candidate) -> Candidate | None:
    """What is in a file, a report or a database of the reader is the reader's."""
    if _YOURS.search(candidate.before(60)) or _OF_YOURS.match(candidate.after(30)):
        return None
    return _table(candidate)


def _database(candidate: Candidate) -> Candidate | None:
    """No setting: `the database pool_size option`."""
    return None if _SETTING.match(candidate.after(12)) else _told(candidate)


_NAMED = (
    r"(?:(?:\bWITH\s+(?:RECURSIVE\s+)?|,\s*|^[ \t]*)\w+(?:\s?\([\w, ]{1,120}\))?\s+AS\s*"
    r"(?:(?:NOT\s+)?MATERIALIZED\s*)?\(\s*)?"
)
"""The name that a statement gives a part of itself, in front of that part."""

PATTERNS = (
    Pattern(
        "sql",
        "sql-select",
        rf"(?m){_NAMED}\bSELECT\b[^;\x02]{{1,600}}?"
        rf"\bFROM\s+{_NAME}(?:[^\n;\x02]*;?)(?:\n[ \t]*"
        r"(?:(?:WHERE|AND|OR|JOIN|LEFT|INNER|GROUP|ORDER|LIMIT|HAVING|ON|"
        r"(?:RIGHT|FULL|CROSS)[ \t]+(?:OUTER[ \t]+)?(?:JOIN|APPLY)|OFFSET[ \t]+\d+|"
        r"FOR[ \t]+UPDATE)\b|(?:UNION|EXCEPT|INTERSECT)(?:[ \t]+ALL)?(?:[ \t]+SELECT\b|[ \t]*$)|"
        r"\)|USING[ \t]*\()[^\n;\x02]*;?)*",
        ("select",),
        ignore_case=True,
        rank=Rank.REGION,
        check=_statement,
    ),
    Pattern(
        "sql",
        "sql-write",
        rf"(?m){_NAMED}\b(?:INSERT\s+INTO\s+{_NAME}|UPDATE\s+{_NAME}(?:\s+(?:AS\s+)?[a-z]{{1,2}})?\s+SET\b|"
        rf"DELETE\s+(?:[a-z]\d?\s+)?FROM\s+(?:ONLY\s+)?{_NAME}(?:\s+(?:AS\s+)?[a-z]\w{{0,2}})?\s+"
        rf"(?:WHERE|USING|JOIN)\b|DELETE\s+FROM\s+{_NAME}[_.]\w+\s*;|MERGE\s+INTO\s+{_NAME}|"
        rf"(?:ALTER|CREATE|DROP|TRUNCATE)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|VIEW|SCHEMA|"
        rf"DATABASE|SEQUENCE|TRIGGER|FUNCTION|MATERIALIZED)\s+{_NAME}|"
        rf"EXPLAIN\s+(?:ANALYZE\s+)?SELECT|VACUUM\s+(?:FULL\s+)?{_NAME}_{_NAME}|"
        rf"REINDEX\s+(?:TABLE|INDEX)\s+{_NAME}|GRANT\s+\w+\s+ON\s+{_NAME}|"
        r"EXEC(?:UTE)?\s+(?:\[?\w+\]?\.)*\[?\w+\]?\s+@\w+\s*=|EXEC(?:UTE)?\s+(?:\[?\w+\]?\.)+\[?\w+\]?)"
        r"[^\n;\x02]*;?(?:\n[ \t]*(?:SET|FROM|WHERE|AND|OR|JOIN|LEFT|INNER|USING|WHEN|VALUES|ON|"
        r"RETURNING)\b[^\n;\x02]*;?)*",
        (
            "insert",
            "update",
            "delete",
            "merge",
            "alter",
            "create",
            "drop",
            "truncate",
            "explain",
            "vacuum",
            "reindex",
            "grant",
            "exec",
        ),
        ignore_case=True,
        rank=Rank.REGION,
        check=_statement,
    ),
    Pattern(
        "sql",
        "server-setting",
        r"\b(?:CONFIG SET|ALTER SYSTEM SET|SET GLOBAL|SET SESSION|SET LOCAL) [\w.-]+"
        r"(?: ?= ?| TO | )[^\s,;)]+",
        ("config set ", "alter system set ", "set global ", "set session ", "set local "),
        rank=Rank.REGION,
    ),
    Pattern(
        "sql",
        "mongo",
        r"\bdb\.\w+(?:\([^()\n]*\))?\.[a-zA-Z]+\((?:[^()\n]|\([^()\n]*\))*\)(?:\.\w+\([^()\n]*\))*;?",
        ("db.",),
        rank=Rank.REGION,
    ),
    Pattern(
        "sql",
        "table-cue",
        r"\b(?i:table|tables|tabla|tabelle|tabela|tabella|tabel|columna|spalte|column|columns|"
        r"collection|index|view|schema|fk|foreign key|"
        r"constraint|trigger|stored procedure|procedure|sproc|"
        r"sequence|materiali[sz]ed view|row in|rows in|rows from|records in)[ "
        r"\t:`\"']{1,3}([a-z][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)",
        (
            "tabl",
            "tabe",
            "column",
            "spalte",
            "collection",
            "index",
            "view",
            "schema",
            "fk",
            "foreign key",
            "constraint",
            "trigger",
            "procedure",
            "sproc",
            "sequence",
            "row",
            "records in",
        ),
        check=_table,
    ),
    Pattern(
        "sql",
        "table-told",
        r"(?:\b(?i:table|collection|index|view|schema|column|tabelle|spalte|tabel|tabela|tabella|"
        r"tabla|tabulka|tabell(?:en)?|taulu|tábla|tabelul|tablo)|[Тт]аблиц[аеуыяюі]|テ[-ー]ブル|表)"
        r"(?:[ ]?name|nname)? ?(?:is|was|are|ist|war|heißt|est|es|era|é|è|to|jest|je|är|er|on|este|"
        r"heet|called|named|se llama|s'appelle|si chiama|называется|зветься|это|це|は|是|[-:–])"
        r"[ :`\"'„«]{0,3}"
        r"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b",
        (
            *(
                "table",
                "collection",
                "index",
                "view",
                "schema",
                "column",
                "tabel",
                "spalte",
                "tabla",
            ),
            *("tabul", "taulu", "tábla", "tablo", "аблиц", "テ-ブル", "テーブル", "表"),
        ),
        check=_told,
    ),
    Pattern(
        "sql",
        "database-named",
        r"(?:\b(?i:database|db|datenbank|databas(?:en)?|databasen?|base de donn[ée]es|base de d[au]"
        r"[td]os|base dati|banco de dados|baz[aeęy](?: danych)?|databáz[eií]|tietokanta|adatbázis|"
        r"veritabanı)|[Бб]аз[аеуыі](?: данн?их| данных)?|データベース|数据库|資料庫|데이터베이스)"
        r"[ :は]{0,2}[`\"'„«]?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b",
        (
            *("database", "db", "datenbank", "databas", "base d", "banco de", "baz", "databáz"),
            *("tietokanta", "adatbázis", "veritaban", "аз", "データベース", "数据库", "資料庫"),
            "데이터베이스",
        ),
        check=_database,
    ),
    Pattern(
        "sql",
        "table-indexed",
        r"\b(?i:index(?:es)?|trigger|constraint|lock|vacuum|deadlock|migration|join|scan)"
        r" (?:[^\s.;]+ |\[[^\]\n]{1,60}\] )?(?:on|over|of|for) [`\"']?"
        r"([a-z][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)",
        ("index", "trigger", "constraint", "lock", "vacuum", "migration", "join", "scan"),
        check=_table,
    ),
    Pattern(
        "sql",
        "column-of",
        rf"\b(?i:columns?|fields?) [`\"']?\w+{_IN_TABLE}({_TABLE})",
        ("column", "field"),
        check=_table,
    ),
    Pattern(
        "sql",
        "column-named",
        rf"\b(?i:columns?|fields?) [`\"']?([a-z]\w*_\w+){_IN_TABLE}{_TABLE}",
        ("column", "field"),
        check=_table,
    ),
    Pattern(
        "sql",
        "migration",
        r"\b(?i:migrations?|migración|migração|changeset|changelog)[ :`\"']{1,3}"
        r"(\d{3,14}_\w+|[Vv]\d+(?:[._]\d+)*__\w+|[a-z][a-z0-9]*(?:_[a-z0-9]+){2,})\b",
        ("migra", "changeset", "changelog"),
    ),
    Pattern(
        "sql",
        "table-marked",
        r"(?:^|[^\w./@-])((?:[a-z]\w*\.)?(?:(?:tbl|usp|vw|udf)_[a-z]\w*|pg_(?:stat\w*|locks|class|"
        r"catalog|indexes|tables|settings|repl\w+|wal\w*)))\b",
        ("tbl_", "usp_", "vw_", "udf_", "pg_"),
    ),
    Pattern(
        "sql",
        "name-versioned",
        r"(?:^|[^\w./@-])([a-z][a-z0-9]*(?:_[a-z0-9]+)*_v\d{1,3})\b",
        ("_v",),
        check=_table,
    ),
    Pattern(
        "sql",
        "table-named",
        r"(?:^|[^\w./@-])([a-z][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)[`\"']? (?:table|column|"
        r"collection|index|view|row|rows|schema|foreign key|constraint|trigger|sproc|"
        r"procedure|topic|queue|job|worker|task|service|lock)s?\b",
        (
            " table",
            " column",
            " collection",
            " index",
            " view",
            " row",
            " schema",
            " foreign key",
            " constraint",
            " trigger",
            " sproc",
            " procedure",
            " topic",
            " queue",
            " job",
            " worker",
            " task",
            " service",
            " lock",
        ),
        check=_table,
    ),
    Pattern(
        "sql",
        "table-copied",
        r"\b(?i:cop(?:y|ied)|back(?:ed)?(?: it| them)?[ -]?up|dump(?:ed)?|snapshot|saved?|moved|"
        r"restored?|renamed|insert(?:ed)?|wrote|archived|purged|cleaned|rows?|records?|entries)"
        r"(?: [\w.]+){0,3}? (?i:in|into|to|from|of|as|out of|at) [`\"']?"
        r"([a-z]\w*\.[a-z]\w*_\w+|[a-z]\w*_(?:bak|bkp|backup|old|tmp|temp|copy|archive)(?:_\w+)?)\b",
        ("_",),
        check=_table,
    ),
    Pattern(
        "sql",
        "table-schema",
        r"\b(?:public|dbo|pg_catalog|information_schema|sys|mysql|core|app|crm|billing|"
        r"auth|audit|reporting|analytics|staging|dwh|warehouse|raw|"
        r"mart)\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:\.[a-z_][a-z0-9_]*)?\b",
        (".",),
        check=lambda candidate: candidate if "_" in candidate.text else None,
    ),
)

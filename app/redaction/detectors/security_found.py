"""Holes that somebody found, in more languages: the whole sentence.

The name of an attack tells by itself (`une injection SQL`). A word that lists and walls have too
(`Lücke`, `trou`, `hole`) tells where the sentence also names what it lets into, or keeps it quiet.
What holds against an attack, and what was looked for and not found, may be read.
"""

import re

from app.redaction.detectors.security import PUBLIC
from app.redaction.detectors.sentences import whole_sentence
from app.redaction.hits import Rank
from app.redaction.patterns import Pattern

_HARMLESS = re.compile(
    rf"{PUBLIC.pattern}|\b(?:gegen|contre|contra|contro|tegen|przed|przeciw\w*|proti|mot|imod|"
    r"against|prevents?|защит\w+|захист\w+|от|від)\b|geschützt|protég|protegid|protett|beschermd|"
    r"\b(?:keine?n?|aucune?|ningun[ao]?|ningún|nenhuma?|nessuna?|geen|żadn\w+|nie ma|žádn\w+|ingen|"
    r"inga|ikke|inte|нет|немає|не (?:нашли|обнаруж\w+))\b[^.;,]{0,30}(?:inje|inye|iniez|lücke|lek|"
    r"faille|falla|vuln|luk|sårbar|инъекц|уязвим|xss)|対策|防止|防范|방지",
    re.IGNORECASE,
)
_ATTACKS = (
    r"\binjections? (?:sql|ldap|xss|xml|html|xpath|nosql|os|shell|de (?:code|commandes?|scripts?|"
    r"modèles?|dépendances?))|"
    r"\binyecci(?:ón|ones) (?:de )?(?:sql|ldap|xss|html|nosql|código|comandos|scripts?|plantillas)|"
    r"\binjeç(?:ão|ões) (?:de )?(?:sql|ldap|xss|html|nosql|código|comandos?|scripts?)|"
    r"\biniezion[ei] (?:di )?(?:sql|ldap|xss|html|nosql|codice|comandi|script)|"
    r"\b(?:sql|ldap|html|xml|code|nosql|command|befehls|script|skript|shell|os)-?"
    r"(?:injektion\w*|injectie\w*|injeksjon\w*|injektio\w*|injekci\w*|injekcj\w*|einschleusung)|"
    r"\b(?:wstrzyknięci\w+|wstrzykiwani\w+|injekcj\w+) (?:kodu )?(?:sql|kodu|poleceń|skryptu)|"
    r"\b(?:sql|html|code)[ -]?(?:инъекци|ін'єкці)|"
    r"внедрени\S{1,3} (?:sql|кода|команд)|"
    r"\b(?:lecture|lectura|leitura|lettura) (?:arbitraire|arbitraria|arbitrária) d|"
    r"\b(?:traversée|travers[ée]e) de (?:répertoires?|chemins?)|"
    r"\brecorrido de directorios|\bescalada de privil[eé]gios|\bescalade de privilèges|"
    r"\bélévation de privilèges|\brechteausweitung|\bremote-?code-?ausführung|"
    r"\bexécution de code (?:à distance|arbitraire)|\bejecución (?:remota )?de código|"
    r"\bexecução (?:remota )?de código|\besecuzione (?:remota )?di codice|"
    r"\bcontournement de l'authentification|\banmeldung (?:lässt sich |kann man )?umgehen|"
    r"(?:sql|os|コード|コマンド|スクリプト) ?インジェクション|クロスサイトスクリプティング|"
    r"(?:sql|代码|命令|脚本) ?注入|跨站脚本|越权(?:访问|漏洞)|(?:sql|코드|명령) ?(?:인젝션|주입)|"
    r"межсайтов\S{1,3} (?:скриптинг|выполнени)"
)
_FOUND = (
    r"(?:found|discovered|spotted|noticed|uncovered|stumbled (?:over|upon|on)|came across|dug up|"
    r"gefunden|entdeckt|aufgedeckt|trouvé|découvert|repéré|encontrado|encontró|encontramos|"
    r"descubierto|descubrió|detectado|detectó|encontrou|descobriu|detetou|trovato|scoperto|"
    r"individuato|gevonden|ontdekt|vond|znalazł\w*|odkrył\w*|wykrył\w*|našel|našla|objevil\w*|"
    r"hittade|hittat|upptäckt\w*|fandt|fundet|opdaget|fant|funnet|oppdaget|löysi|"
    r"нашёл|нашел|нашла|нашли|обнаружил\w*|знайшов|знайшла|виявив|виявила)"
)
_HOLE = (
    r"(?:lücke|loch|schwachstelle|hintertür|faille|trou|brèche|porte dérobée|agujero|brecha|fallo|"
    r"hueco|puerta trasera|falha|brecha|buraco|falla|buco|breccia|backdoor|back door|lek|gat|"
    r"achterdeur|luk[aęi]|dziur[aęy]|podatność|díru|díra|mezeru|chybu|hål|lucka|bakdörr|hul|"
    r"bagdør|hull|bakdør|aukko|aukon|дыр[уаы]|брешь|уязвимост\w+|дірк\w+|вразлив\w+|hole|loophole|"
    r"weakness|gaping gap)"
)
_LET_IN = re.compile(
    r"\b(?:log-?ins?|anmeld\w+|rechte\w*|berechtigung\w*|zugriff\w*|passw\w+|token\w*|session\w*|"
    r"sitzung\w*|auth\w*|autentic\w*|autoriz\w*|upload\w*|api|sso|saml|oauth|admin\w*|jeton\w*|"
    r"mots? de passe|connexion|droits|contraseñ\w+|permis\w+|senha\w*|sesi[oó]n\w*|acess\w+|"
    r"access\w*|accès|rechten|wachtwoord\w*|toegang|hasł\w+|uprawnie\w+|logowani\w+|hesl\w+|"
    r"přihlášení|oprávnění|lösenord\w*|behörighet\w*|inloggning\w*|adgang\w*|tilgang\w*|"
    r"парол\w+|авториз\w+|аутентиф\w+|прав\w{0,2} доступа|cookies?|verschlüsselung|chiffrement|"
    r"cifrado|encryption|sandbox|firewall|fremde[nr]?|d'autres clients|otros clientes)\b",
    re.IGNORECASE,
)
_QUIET = re.compile(
    r"\b(?:not (?:yet )?(?:public\w*|published|announced|disclosed|reported|patched|fixed)|"
    r"unpublished|undisclosed|unpatched|keep (?:it|this|that) (?:quiet|secret|internal)|"
    r"(?:noch )?nicht (?:öffentlich|veröffentlicht|gemeldet|bekannt|gestopft|gepatcht)|"
    r"unveröffentlicht|geheim|vertraulich|pas encore (?:publiée?|publique|corrigée?|annoncée?|"
    r"divulguée?|signalée?)|non (?:publiée?|divulguée?)|(?:aún|todavía) (?:no|sin) (?:\w+ )?"
    r"(?:públic\w+|public\w+|divulg\w+|parche\w+|corregi\w+)|sin publicar|ainda não (?:\w+ )?"
    r"(?:publi\w+|públic\w+|divulg\w+|corrig\w+)|não (?:publicad|divulgad)\w+|non ancora (?:\w+ )?"
    r"(?:pubblic\w+|divulg\w+|corrett\w+)|nog niet (?:\w+ )?(?:openbaar|bekend|gepubliceerd|gemeld|"
    r"gedicht)|jeszcze nie\w* ?(?:opublikowan\w*|ujawnion\w*|publiczn\w*|załatan\w*)|"
    r"nieopublikowan\w+|nieujawnion\w+|ještě (?:ne\w+|není \w+)|zatím (?:ne\w+|není \w+)|"
    r"(?:ännu )?inte (?:offentlig|publicerad|känd)\w*|(?:endnu |ennå )?ikke (?:offentlig\w*|kjent|"
    r"kendt)|(?:ещё|еще|пока) не (?:опубликован\w*|раскрыт\w*|закрыт\w*)|ще не (?:опубл\w+|"
    r"закрит\w+))\b",
    re.IGNORECASE,
)
_GAP = r"[^.!?;\n\x02]{0,70}"
_EDGE = r"(?:^|$|[^\w\x{C0}-\x{4FF}])"
"""A word's edge in any alphabet of Europe."""


_TOLD = re.compile(rf"{_LET_IN.pattern}|{_QUIET.pattern}", re.IGNORECASE)

PATTERNS = (
    Pattern(
        "security_finding",
        "attack-abroad",
        _ATTACKS,
        (
            *("injection", "inyecci", "injeç", "iniezion", "injektio", "injectie", "injeksjo"),
            *("injekci", "injekcj", "einschleusung", "wstrzyk", "инъекци", "ін'єкці", "внедрени"),
            *("arbitra", "arbitrá", "travers", "recorrido de", "escalada de", "escalade de"),
            *("vation de", "rechteausweitung", "codeausführung", "code-ausführung", "cution de"),
            *("ejecución", "execução", "esecuzione", "contournement", "umgehen"),
            *("インジェクション", "スクリプティング", "注入", "跨站脚本", "越权", "인젝션", "주입"),
            *("скриптинг", "выполнени"),
        ),
        Rank.REGION,
        ignore_case=True,
        check=whole_sentence(unless=_HARMLESS),
    ),
    Pattern(
        "security_finding",
        "hole-somebody-found",
        rf"{_EDGE}{_FOUND}{_GAP}{_EDGE}{_HOLE}{_EDGE}|{_EDGE}{_HOLE}{_GAP}{_EDGE}{_FOUND}{_EDGE}",
        (
            *("found", "discovered", "spotted", "noticed", "uncovered", "stumbled ", "came across"),
            *("dug up", "gefunden", "entdeckt", "aufgedeckt", "trouv", "couvert", "repéré"),
            *("encontr", "descub", "descob", "detect", "detet", "trovato", "scoperto"),
            *("individuato", "gevonden", "ontdekt", "vond", "znalaz", "odkry", "wykry", "našel"),
            *("našla", "objevil", "hitta", "uppt", "fand", "fund", "opdaget", "fant", "funnet"),
            *("oppdaget", "löysi", "наш", "обнаружил", "знайш", "вияви", "знайшов"),
        ),
        Rank.REGION,
        ignore_case=True,
        check=whole_sentence(unless=_HARMLESS, only=_TOLD),
    ),
)

"""Promises by what becomes of a release, and when: `wird ausgerollt`, `wydamy`, `should be live`.

A verb of shipping that speaks of what is to come tells by itself; one that goods and people have as
well tells beside a word for software. Either way the sentence says when.
"""

import re

from app.redaction.detectors.release_dates import MONTH, MONTH_ABROAD, NEAR, WHEN, WHEN_ABROAD
from app.redaction.detectors.roadmap import THEIRS
from app.redaction.detectors.roadmap_abroad import THEIRS_ABROAD
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.sought import Sought
from app.redaction.words import one_of, phrases

_DAY = Sought(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b|\b{MONTH} \d{{1,2}}\b|\b20\d\d-\d\d-\d\d\b",
)
_FIGURES = Sought(
    r"\b(?:am|le|el|il|al|op|den|dnia|do|bis|zum|on|by|em|dia|dne|az?|pe|la|на|к|до) "
    r"\d{1,2}[./]\s?\d{1,2}(?:[./]|\b)|\b\d{1,2}[./-]\d{1,2}[./-]20\d\d\b",
)
_ENGLISH = (
    r"\b(?:should|will|'ll|might|may|could|ought to|going to|expected to|due to|supposed to) be "
    r"(?:\w+ )?(?:out|live|in (?:prod|production|the (?:[\w.]+ ){0,2}(?:release|update|version|"
    r"build|patch|drop)))\b|"
    r"\b(?:hop(?:e|ing)|aim(?:ing)?|plan(?:ning)?|want(?:ing)?|expect(?:ing)?|try(?:ing)?|intend|"
    r"like|need|wanted|meant) to (?:have|get|see) (?:[\w.,'-]+ ){1,8}?(?:live|out|fixed|shipped|"
    r"released|deployed|merged|patched|rolled out|in prod|in production|in place)\b|"
    r"\b(?:will|'ll|can|should) (?:have|get) (?:it|this|that|the(?: [\w.-]+){1,4}?) "
    r"(?:live|out|fixed|shipped|released|deployed|merged|patched|rolled out|ready)\b"
)
"""What a release becomes, of which no parcel is told."""

_ENGLISH_GATES = (
    *(" be ", " to have ", " to get ", " to see "),
    *(f" {verb} {what}" for verb in ("have", "get") for what in ("it ", "this ", "that ", "the ")),
)

_TOLD = phrases(
    """live nehmen,
    live schalten, rollen wir, wir rollen, wir spielen, werfen wir, schmeißen wir, ausrollen wollen,
    sera en prod, sera en ligne, seront en prod, sera corrigé, seront corrigé, sera déployé,
    seront déployé, sera mise en prod, sera mise en ligne, sera mis en prod, sera mis en ligne,
    on déploie,
    nous déployons, on met en prod, nous mettons en prod, on livre, nous livrons, on corrige,
    on réécrit, on jette, l'aurons prêt, l'aura prêt, l'aurons corrigé,
    tendremos list, tendremos arreglad, tendremos corregid, tendremos en prod, estará en prod,
    estará resuelt, estará corregid, estará arreglad, estará desplegad, desplegaremos, publicaremos,
    liberaremos, subiremos, corregiremos, arreglaremos, desplegamos, liberamos, reescribimos,
    reescribiremos, se despliega, se desplegará, se publicará, se liberará, se corregirá,
    se lanzará, será lanzad, será desplegad, será corregid, será corrigid, será implantad,
    será liberad, será publicad, teremos pront, teremos isso pront, ficará pront,
    estará em produção,
    estará no ar, estará corrigid, entra no ar, entrará no ar, entra em produção,
    entrará em produção, implantaremos, corrigiremos, lançaremos, reescrevemos,
    avremo pront, avremo online, sarà in produzione, sarà online, sarà corrett, sarà risolt,
    sarà pubblicat, sarà distribuit, andrà in produzione, va in produzione, rilasciamo,
    riscriviamo, rilasceremo, correggeremo, buttiamo via, butteremo via, mettiamo in produzione,
    gooien we, herschrijven we, rollen we,
    zetten we live,
    wydamy, wdrożymy, wdrażamy, wydajemy, przepiszemy, przepisujemy, wyrzucamy, wyrzucimy,
    będzie na produkcji, zostanie wydan, zostanie wdrożon, zostanie naprawion,
    zostanie poprawion, zostanie opublikowan, nasadíme, nasadime, vypustíme, přepíšeme, prepíšeme,
    naprawimy, naprawiamy, poprawimy, zahodíme, vydáme, vydávame, bude nasazen,
    bude opraven, bude nasaden, budou opraven,
    släpper vi, vi släpper, rullas ut, rullar vi ut, rullar ut, driftsätts,
    tas i drift, rulles ut, udrulles,
    ruller vi ud, ruller ut, ruller ud, vi rättar, vi fixar, vi retter, vi fikser,
    beheben wir, wir beheben,
    lo arreglamos, lossen we, javítjuk, remediem, vi udgiver,
    vi lancerer, vi slipper, vi lanserer, vi lanserar, frigives, udgives, sættes i drift,
    settes i drift, settes i prod, sættes i prod, sätts i prod, prodsettes,
    viedään tuotantoon, otetaan käyttöön, julkaisemme,
    on tuotannossa, kirjoitamme uudelleen, élesítjük, élesbe, élesedik, kiadjuk, kiadásra kerül,
    újraírjuk, kidobjuk, va fi în producție, va intra în producție, va ajunge în producție, lansăm,
    livrăm, rescriem, înlocuim, publicăm, va fi livrat, va fi publicat, va fi corectat,
    va fi rezolvat, canliya alinacak, canliya alacağiz, canliya çikacak, canliya geçecek,
    canliya çikiyor, yayina alinacak, yayina alacağiz, yayina girecek, yayinliyoruz,
    yeniden yazacağiz, devreye alinacak, devreye girecek"""
)
_LIVE = (
    r"\b(?:gaat|gaan|geht|gehen|går|půjde|pôjde|jde|trafi|pójdzie|wejdzie|kommer|tulee|menee|va|"
    r"part|partira|passe|passera|arrivera|pasa|pasará|sale|saldrá|vai|entra|entrará)"
    r"\b[^.!?;\n\x02\[\]*]{0,40} (?:live\b|(?:in|naar|i|do|na|a|em|en) prod|tuotantoon)"
)
_CYRILLIC = (
    r"(?:[Вв]ыкатим|[Вв]ыложим|[Зз]арелизим|[Зз]адеплоим|[Пп]ерепишем|[Вв]ыкатываем|[Вв]ыкатят|"
    r"[Вв]ыкинем|[Вв]икотимо|[Вв]икладемо|[Вв]ипустимо|[Зз]адеплоїмо|[Пп]ерепишемо|[Вв]икинемо)|"
    r"(?:будет|будут|окажется) (?:[вн]а? проде|в продакшене|исправлен|выпущен)|"
    r"(?:пойд[её]т|поедет|уедет|попад[её]т) (?:в|на) прод|"
    r"(?:буде|будуть) (?:[вн]а? проді|виправлен|випущен)|(?:піде|потрапить) (?:в|на) прод"
)
_CYRILLIC_GATES = (
    *("ыкатим", "ыложим", "арелизим", "адеплоим", "ерепишем", "ыкатыва", "ыкатят", "ыкинем"),
    *("икотимо", "икладемо", "ипустимо", "адеплоїмо", "икинемо", "будет ", "будут ", "окажется "),
    *("пойд", "поедет ", "уедет ", "попад", "буде ", "будуть ", "піде ", "потрапить "),
)
_CYRILLIC_LOOSE = (
    r"(?:[Пп]ланируем|[Зз]апланирован|[Пп]лануємо|[Зз]аплановано|[Зз]аменим|[Уу]бер[её]м|[Зз]амінимо|"
    r"[Пп]риберемо)"
)
_LOOSE_GATES = (
    *("ланируем", "апланирован", "лануємо", "аплановано", "аменим", "бер", "амінимо", "риберемо"),
)
_LOOSE = Sought(
    r"\b(?:arriv(?:e|era|erà|a|en|ent|eront)|sort(?:ira|ent)?|esce|uscirà|estará|estarão|"
    r"sarà|sera|seront|"
    r"llega(?:rá)?|sale|saldrá|chega(?:rá)?|sai|sairá|fica(?:rá)?|kommt|kommen|folgt|erscheint|"
    r"wird|werden|soll|sollen|komt|komen|wordt|worden|volgt|verschijnt|planujemy|planowan[yaei]|"
    r"wyjdzie|ukaże|pojawi|zostan(?:ie|ą)|będzie|opublikujemy|udostępnimy|wypuścimy|dostarczymy|"
    r"plánujeme|vyjde|vyjdou|přijde|zveřejníme|nahradíme|odstraníme|kommer|planeras|planerar|"
    r"planlægger|planlegger|planlagt|planerad|udkommer|tulee|valmistuu|ilmestyy|suunnittelemme|"
    r"poistamme|korvaamme|megjelenik|kijön|érkezik|tervezzük|elkészül|lecseréljük|apare|iese|"
    r"sosește|geplant|eingeplant|vorgesehen|angesetzt|prévue?s?|attendue?s?|prévoyons|previst[oa]s?|"
    r"prevemos|prevê|gepland|ingepland|verwacht|naplánován[aoy]?|planerat|forventes|förväntas|"
    r"suunniteltu|tervezett|várható|planificat[ăe]?|planlaniyor|bekleniyor|wejdzie|jön|jönnek|adjuk|"
    r"bude|budou|pub(?:lizieren|lions|licamos|blichiamo|liceren)|brengen|planificăm|scoatem|gelecek|geliyor|çikacak|çikiyor|planliyoruz|kaldiracağiz|"
    r"remplaçons|remplace|supprimons|quitamos|quitaremos|reemplazamos|substituímos|removemos|"
    r"sostituiamo|togliamo|rimuoviamo|eliminiamo|vervangen we|ersetzen wir)\b",
)
_SOFTWARE = phrases(
    """version, versión, versão, versõe, versie, wersj, verze, verzi, wydani, vydán, release,
    hotfix, hot-fix, bugfix, patch, parche, łatk, záplat, update, uppdatering, oppdatering,
    opdatering, päivity, frissítés, actualiza, actualisa, atualiza, aggiornament, aktualiza,
    aktualisierung, güncelleme, sürüm, mise à jour, correctif, correction, correzion, correcció,
    correccio, correção, korrektur, poprawk, oprav, rättning, rettelse, korjau, javítás, corectur,
    remedie, versio, de fix, den fix, der fix, le fix, il fix, el fix, o fix, fixen, fixet,
    fiksen, feilretting, düzeltme, fehlerbehebung, deploy, rollout, roll-out, livegang, feature,
    funktion,
    fonction, función, funciones, funzion, função, funções, funkcj, funkce, funkci, funksjon,
    rilascio, lanzamiento, despliegue, lançamento, déploiement, utrullning, udrulning,
    wdrożeni, nasazení, käyttöönotto, toiminto, funkció, modul, módulo, moduł, moduuli,
    interfaccia, schnittstelle"""
)
_CYRILLIC_SOFTWARE = re.compile(
    r"\b(?:исправлени|верси|обновлени|релиз|модул|функци|фикс|патч|виправленн|верс[іи]|оновленн|"
    r"реліз|функці)",
    re.IGNORECASE,
)
_PARTICIPLE = Sought(
    r"\b(?:wird|werden|sollen?|wordt|worden|zal|zullen)\b(?![^!?]*\b(?:ausgeliefert|freigegeben|"
    r"veröffentlicht|ausgerollt|bereitgestellt|eingespielt|behoben|verfügbar|enthalten|kommen|"
    r"erscheinen|folgen|fertig|live|gefixt|deployt|geliefert|ersetzt|entfernt|abgeschaltet|"
    r"uitgerold|uitgebracht|opgelost|opgeleverd|verholpen|vrijgegeven|beschikbaar|vervangen|"
    r"geleverd|verwijderd|komen|verschijnen|meegenomen|hersteld)\b)",
)
"""Future and passive alike: without a word of shipping in it, what is done each day."""

_PAST = Sought(
    r"\b(?:was|were|has been|have been|been|had|gestern|wurden?|hat|habe[nt]?|hier (?:soir|matin)|"
    r"a été|ont été|ayer|fue|fueron|ontem|foi|ieri|stat[oaie]|gisteren|heeft|hebben|werd|"
    r"został[aoy]?|wczoraj|včera|byl[aoi]?|igår|i går|blev|eilen|tegnap|volt|dün|вчера|"
    r"был[аои]?|вчора|був|була|було)\b",
)
_ASKED = Sought(
    r"\b(?:if|falls|wenn|si|als|jeśli|pokud|om (?:du|ni)|hvis|jos|ha|dacă|bitte|please|veuillez|"
    r"merci|por favor|per favore|proszę|prosím|nicht|kein\w*|pas|não|non|niet|geen|nie|inte|ikke|"
    r"ei|nem|alstublieft|your|ihre?r?n?|votre|vos|vostr\w|uw)\b",
)
"""What happens in a case or does not, and what the reader is asked to do or has."""

_MONTHS = rf"(?:{MONTH}|{MONTH_ABROAD})\b"
_READERS = Sought(
    r"\b(?:tus?|su|sus|seus?|suas?|teus?|tuas?|tuo|tuoi|suo|suoi|tes|jouw|jullie|dein(?:e[mnrs]?)?|"
    r"eure[mnrs]?|państw[aou]|państwem|tw[oó]j\w*|pańsk\w+|wasz\w*|váš|vaš\w+|tvůj|tvoj\w+|"
    r"az ön|az önök|teidän|sinun|jeres|(?:till|för|hos|från|åt) (?:er|ert|era|dig)|"
    r"(?:(?:till?|för|for|hos|från|fra|åt|på|i|med|a[vf]) |^\W*)(?:din|ditt?|dine|dina|jer))\b"
    rf"(?! (?:\w+ )?(?:{'|'.join(map(re.escape, _SOFTWARE))}|versiun)| (?:tutt|ogni|prod|staging)|"
    rf" {_MONTHS})",
)
"""What the reader has, in words that mean other things elsewhere: no software, and no month."""

_BYGONE = re.compile(
    r"(?<!\d )\b(?:vom|von|aus|seit|de|du|des|del|della|di|da|do|van|sinds|uit|z|ze|od|från|sedan|"
    r"fra|siden|depuis|desde|dal|din|от|із|з|за)"
    rf" (?:(?:dem|den|het|le|el|la|les|dnia|o|a) )?(?:\d{{1,2}}\.?(?: de)? )?{_MONTHS}(?: 20\d\d)?|"
    r"\b(?:rapport|report|bericht|informe|relatório|list|tabell|statisti|auswertung|raport|výkaz)"
    rf"\w* (?:för|für|for|pour|voor|za|per|del?|do|di) {_MONTHS}|"
    r"\b(?:vers\w+|wersj\w+|verz\w+|release|v) ?\d+(?:\.\d+)*",
    re.IGNORECASE,
)
"""The month that something is of, since when it is so, and a version: it has its faults too."""

_RELEASED_IN = Sought(
    r"\b(?:en|in|dans|avec|con|com|na|no|nella|mit|met|w|ve?|i|med)(?: \w{1,4})? "
    r"(?:version|versión|versão|versione|versie|wersji|verzi|versionen|release|mise à jour|update|"
    r"actualización|atualização|aggiornamento) "
    rf"(?:de|di|del|do|von|vom|van|ze?|fra|från) {_MONTHS}",
)
_NOUNS = phrases(
    """release, rollout, roll-out, deploy, deployment, go-live, livegang, mise en prod,
    mise en production, mise en ligne, déploiement, despliegue, lanzamiento, puesta en producción,
    implantação, lançamento, rilascio, messa in produzione, uitrol, wdrożenie, wydanie, nasazení,
    vydání, utrullning, lansering, driftsättning, udrulning, lancering, utrulling, prodsetting,
    julkaisu, käyttöönotto, élesítés, kiadás, lansare"""
)
_TO = (
    r"(?:to|for|on|in|by|before|at|with|naar|voor|op|met|an|für|am|im|auf|vor|bis|mit|à|pour|le|en|"
    r"avant|chez|para|el|antes|al|em|no|até|na|do|dla|przed|w|pro|v|před|till|för|i|den|före|til|"
    r"før|på|kaikille|ennen|la|il|per|prima|a|az|pentru|în|pe|înainte)"
)
_LATEST = 16
"""So near the end of what is announced stands its date."""

_LAST = 60
"""The end of it: so many characters."""

_WHENS = (WHEN, WHEN_ABROAD, NEAR, _FIGURES)


def _gates(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Each stem in small letters: without its first letter where case is not folded for it."""
    return tuple(stem if stem[0].isascii() else stem[1:] for stem in stems)


def _sentence(candidate: Candidate) -> tuple[int, int]:
    return sentence_around(candidate.view.text, candidate.start, candidate.end)


def _is_dated(said: str) -> bool:
    return any(when.search(said) for when in _WHENS)


def _is_dated_in_english(said: str) -> bool:
    return any(when.search(said) for when in (WHEN, NEAR, _DAY))


def _is_theirs(said: str) -> bool:
    """Whether it tells of goods and appointments, or of what was."""
    return any(theirs.search(said) for theirs in (THEIRS, THEIRS_ABROAD, _PAST))


def _is_asked(said: str) -> bool:
    """Whether it tells of a case, or of what the reader is asked to do or has."""
    return any(asked.search(said) for asked in (_ASKED, _READERS))


def _tells_of_software(said: str) -> bool:
    """Whether it is of what comes: of what is done each day too."""
    if said.endswith("?") or _LOOSE.search(said) is None or _is_asked(said):
        return False
    if _PARTICIPLE.search(said) is not None:
        return False
    return _is_dated(_BYGONE.sub(" ", said)) or _RELEASED_IN.search(said) is not None


_OTHERWISE = re.compile(r" (?:again|chat|support|view|data|preview)\b")
"""Behind `live` and `out`: what is no release."""

_READER_S = re.compile(
    r"(?:^\W*|[.,;:!?)\n]\s*|[->*•–] |\b(?:and|but|so|then|that|means|as|once|when|hi|hello) )"
    r"(?:you|your (?!(?:\w+ )?(?:fix|patch|hot-?fix|bug-?fix|update|release|version|build|feature|"
    r"change|bug|issue|request|ticket|export|import|integration)\b)(?:[\w-]+ ){0,2}[\w-]+) ?$"
)
_FOR_READER = re.compile(r"\bi(?: will|'ll) (?:have|get) [\w. -]{1,40}ready$")


def _is_readers(candidate: Candidate) -> bool:
    """Whether the reader is ready or live, or what he has, or is given something by the writer."""
    if _READER_S.search(candidate.before(60)) is not None:
        return True
    told = candidate.before(3) + candidate.text.casefold()
    return _FOR_READER.search(told) is not None and candidate.after(8).startswith(" for you")


def _english(candidate: Candidate) -> Candidate | None:
    if _OTHERWISE.match(candidate.after(10)) is not None or _is_readers(candidate):
        return None
    view, place = candidate.view, _sentence(candidate)
    if view.judge(THEIRS.search, *place) or not view.judge(_is_dated_in_english, *place):
        return None
    return withheld(candidate, *place)


def _shipped(candidate: Candidate) -> Candidate | None:
    view, place = candidate.view, _sentence(candidate)
    told = view.judge(_is_dated, *place) and not view.judge(_is_theirs, *place)
    return withheld(candidate, *place) if told else None


def _of_software(candidate: Candidate) -> Candidate | None:
    """A word for software, in a sentence of what comes or is done each day too."""
    told = candidate.view.judge(_tells_of_software, *_sentence(candidate))
    return _shipped(candidate) if told else None


def _of_cyrillic(candidate: Candidate) -> Candidate | None:
    told = candidate.view.judge(_CYRILLIC_SOFTWARE.search, *_sentence(candidate))
    return _shipped(candidate) if told else None


_NOTES = re.compile(r" (?:notes?|notizen|dates?|name|tags?|info|was|is|has|of|vom|von|du|del|di)\b")


def _announced(candidate: Candidate) -> Candidate | None:
    """`Release to all sites before Christmas`: no verb, and the day at the end."""
    if _NOTES.search(candidate.text) is not None:
        return None
    view, (_, end) = candidate.view, _sentence(candidate)
    said = view.text[candidate.start : end].rstrip(" .!)")
    if not _ends_with_day(said[-_LAST:]) or _is_theirs(said) or _is_asked(said):
        return None
    return candidate._replace(end=end)


def _ends_with_day(last: str) -> bool:
    days = [found.end() for when in _WHENS for found in when.finditer(last)]
    return bool(days) and len(last) - max(days) < _LATEST


def _later(name: str, regex: str, gates: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("roadmap", name, regex, gates, Rank.REGION, check=check)


PATTERNS = (
    _later("plan-english", rf"(?i:{_ENGLISH})", _ENGLISH_GATES, _english),
    _later("plan-shipped", one_of(_TOLD), _gates(_TOLD), _shipped),
    _later("plan-live", rf"(?i:{_LIVE})", (" live", " prod", "tuotantoon"), _shipped),
    _later("plan-of-software", one_of(_SOFTWARE), _gates(_SOFTWARE), _of_software),
    _later(
        "plan-announced",
        rf"(?m)(?:^|: |[-*•] )[ \t>]*({one_of(_NOUNS)}(?: v?[\d.]+\w*)?"
        rf"(?: [^\s\d\[\]*]+)? (?:(?i:{_TO}) |\d))",
        _gates(_NOUNS),
        _announced,
    ),
    _later("plan-cyrillic", _CYRILLIC, _CYRILLIC_GATES, _shipped),
    _later("plan-cyrillic-loose", _CYRILLIC_LOOSE, _LOOSE_GATES, _of_cyrillic),
)

"""Words beside which a person stands, in the major languages; folded, without diacritics."""

from app.redaction.canonical import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


PEOPLE = _words(
    """
    colleague colleagues coworker coworkers teammate teammates deputy boss manager supervisor
    zastepca zastepczyni kierownik kierowniczka assistant pa intern trainee
    husband wife brother sister neighbour accountant bookkeeper
    purser bosun deckhand foreman forewoman cashier receptionist caretaker janitor courier midwife
    carer caregiver hygienist dispatcher paralegal bartender waiter waitress steward stewardess
    plumber electrician groundskeeper housekeeper concierge landlady landlord childminder
    infirmier infirmiere aide-soignante educatrice educateur institutrice maitresse directrice
    gardienne gardien serveur serveuse vendeuse vendeur livreur pharmacienne pharmacien
    standardiste cuisiniere cuisinier pflegerin pfleger krankenschwester arzthelferin azubine
    kellner kellnerin hausmeister lehrerin erzieherin verkauferin monteur disponentin disponent
    enfermera enfermero cajera cajero camarera camarero maestra maestro profesora conserje
    recepcionista repartidor infermiera infermiere cameriere cameriera magazziniere commessa
    autista verpleegkundige kassamedewerkster chauffeur huismeester pielegniarka kelnerka kasjerka
    secretary technician admin administrator dba contractor consultant director person guy lady
    gentleman deputies predecessor successor stakeholder sponsor approver assignee requester
    reporter kollege kollegin kollegen chef chefin mitarbeiter mitarbeiterin vorgesetzter
    praktikant kunde kundin nutzer nutzerin benutzer benutzerin ansprechpartner
    ansprechpartnerin buchhalterin collegue collegues responsable patron assistante stagiaire
    collega collegas colleghi companero companera companeros jefe jefa compi chefe gerente
    responsabile capo baas leidinggevende kolega kolezanka koledzy szef szefowa kolegyne
    kolegove kolegou kolegovi sef sefka kolegy kollega kollegan kollegor kollegaen chefen
    kolleger kollegani arkadasim meslektasim mudurumuz коллега коллеги коллегой коллеге коллегу
    колега колеги начальник менеджер сотрудник сотрудница бухгалтер συναδελφος συναδελφο
    διευθυντης
    """
)
"""In front of a name: `our deputy Ann`."""

ASKING = _words(
    """
    paging pinging tagging nudging kudos props shoutout credit credits
    ask asks asked asking tell tells told telling thank thanks thx cheers per cc bcc contact
    ping pinged remind reminded attn hi hello hey dear hallo hola ciao bonjour salut hej hei hoi
    ahoj czesc merhaba ola oi buongiorno gentile caro cara estimado estimada querido querida
    liebe lieber beste geachte kara kaere sayin sayın drogi droga szanowny szanowna mily mila
    frag fragt fragen fragte demande demandez pregunta preguntar preguntale chiedi chiedere
    zapytaj sporg bel belt bellen chiamare chiamate chiama appelez appeler joindre llamar llame
    llamad ligar ligue zadzwonic volejte zavolejte soita soittakaa
    привет словам здравствуйте уважаемый уважаемая дорогой дорогая спросите
    спросить φιλε
    """
)
"""In front of a name, which is spoken to."""

TITLES = _words(
    """
    mr mrs ms mx miss mister dr prof professor sir madam herr herrn frau fraulein madame
    monsieur mme mlle m mm coach nurse officer captain pastor father rabbi imam judge justice
    aunt auntie uncle sheikh sheikha oom tannie mdm shri smt encik puan bapak ibu
    bpk pak sdr sdri mbak datuk khun
    lord dame baron baroness countess viscount marquess hrh
    sergeant lieutenant colonel councillor alderman reverend rev chancellor don dona senor senora
    senorita sr sra srta sig sig.ra sig.na signor
    signora signorina dott dott.ssa ing dhr mevr mevrouw meneer heer pan pani panem pana panu
    panna pane fru froken domnul doamna dl dna bay bayan sayin sayın gospodin gospodja gospodin
    г-н г-жа господин госпожа пан пани пані панна κ κα κος κυριος κυρια κυριο
    """
)
"""In front of a name."""

ARTICLES = _words(
    "the der die das den dem ein eine einen einem il lo gli het een les los las une un uno una "
    "ο η οι το τα του της των τον την τους τις στον στην στο στη στους στις"
)
"""In front of things, written with a capital where a sentence begins."""

SYLLABLES = _words(
    """
    ah bin bum byung chul chan chang cheol dong eun gi gil gyu hee ho hoon hun hwa hwan hyeok hyuk
    hyun hyung il in ja jae jeong ji jin jong joo ju jun jung ki ku kwang kyu kyung min mi myung
    na rae ram rim ri ran seo seok seong seung sik soo sook su suk sun sung tae ui won woo woong
    yeon yeong yong yoon young yun
    """
)
"""How Korean given names end behind a hyphen."""

MARKERS = _words(
    """
    override nullable notnull nonnull deprecated autowired inject bean component service repository
    controller test before after entity table column id getter setter data builder value input
    output injectable module property param return returns throws see since author link inherited
    transactional valid get post put delete patch path media import charset keyframes font-face
    supports layer here channel everyone everybody all team latest next beta types async computed
    observable action flow visible published main state binding environment objc discardable
    available escaping preview composable singleton provides qualifier named generated functional
    safevarargs suppress slf4j mock spy captor parameterized todo ts-ignore
    """
)
"""Behind an at sign in code and in texts about it: they mark functions, and call nobody."""

HONORIFICS = _words("hanim hanım bey efendi abi sahib saheb ji san sama kun sensei ssi")
"""Behind a name."""

TOWARD = _words(
    """
    to with by from for and of both between about without not except like than is was mit von
    bei fur und an zu durch ohne ist con da di per ed por para com y e con al avec par pour a
    chez et de z ze od do przez dla oraz i s med av fra till och og met van door aan voor en ile
    ve с со от для к у и до через та з від με από για και
    """
)
"""In front of people and of things; what follows must itself look like a name."""

TOWARD_IN_ENGLISH = _words("to with by from for and both between")
"""Those after which an unknown word is taken for a person in strict mode."""

HUMAN = _words(
    """
    said says told asked asks replied replies answered wrote writes called calls emailed phoned
    texted rang mentioned mentions confirmed confirms thinks thought believes wants wanted hopes
    tried tries pressed presses clicked clicks opens opened noticed notices checked checks
    promised promises suggested suggests explained explains complained complains reported forgot
    forgets joined joins signed remembers remembered insists insisted swears agreed agrees
    claims claimed knows knew prefers experienced experiences escalated forwarded scheduled
    travels attended attends approved approves worries worried owns himself herself reproduced
    reproduces edited ordered bought uploaded sagt sagte meint meinte schreibt schrieb bestatigt
    fragt fragte berichtet meldet meldete versuchte glaubt mochte dit confirme ecrit pense
    signale essaye explique demande souhaite dice dijo comenta confirma escribe escribio cree
    quiere intento reporta informa reporto probo detto scrive pensa vuole segnala ha disse diz
    escreveu quer acha confirmou tentou testou zegt zei schreef denkt wil meldt probeerde mowi
    powiedzial powiedziala pisze napisal napisala twierdzi zglosil zglosila sprawdzil sprawdzila
    rika hlasi napsal napsala rekl rekla zkousel sager sa sade skrev tror sier sagde siger sanoo
    sanoi kokeili kirjoitti soyledi dedi yazdi denedi bildirdi istiyor spune zice scrie mondta
    irta szerint сказал сказала пишет написал написала говорит сообщил сообщила сообщает видит
    попробовал попробовала просит спрашивает думает хочет каже пише бачить написав повідомив
    повідомила λεει ειπε εγραψε
    """
)
"""Behind a name: what people do and software does not."""

DOING_IN_ENGLISH = _words(
    """
    didn't doesn't couldn't wasn't hasn't won't isn't can't cannot sees saw works worked looks
    looked left needs reports gets got has had runs ran reset resets changed changes deleted
    deletes removed moved uploaded uploads installed updated updates sent sends uses used added
    adds created creates restarted edited edits logs logged signs exported imported is was will
    would can could should may does did also still just never always and who found finds
    received receives set switched disabled enabled renamed cleared rebooted tested made took
    gave went came keeps kept handles handled manages managed ordered paid bought returned
    locked downloaded wouldn't
    """
)
DOING = DOING_IN_ENGLISH | _words(
    """
    hat kann war ist will sieht bekommt macht nutzt a n'a peut voit tiene puede ve recibe ha puo
    vede non tem pode nao heeft kan ziet krijgt ma widzi moze nie har kan ser naken saa
    """
)
"""Behind a name, and behind a product's as well."""

BELONGINGS = _words(
    """
    laptop browser machine account screen computer phone iphone ipad mac pc session team mailbox
    calendar manager colleague desk email mail password user boss office inbox profile
    permission permissions file files request ticket question message workstation desktop login
    tablet mobile suggestion idea word words opinion approval badge signature voicemail home
    headset keyboard workaround comment reply answer license licence seat role device access
    contract side end
    """
)
"""Behind a name with 's: what people have."""

PLACES_OF_WORK = _words(
    """
    accounting accounts finance procurement purchasing hr legal marketing sales it payroll
    operations logistics support engineering management compliance billing warehouse shipping
    reception security facilities controlling treasury audit quality production product our your
    their the my another
    """
)
"""Behind `from`, `in`, `at` behind a name: `Ann from accounting`."""

LABELS = _words(
    """
    cyber boxing ctrl alt cmd esc del fn caps backspace pgup pgdn shift enter strg entf
    button tab field menu page screen dialog panel widget icon option setting settings column
    row section view link category product article label checkbox dropdown toggle banner
    tooltip module plugin theme template folder called named titled labelled labeled says reads
    shows select selected choose
    click press open under in on bouton onglet champ schaltflache knopf feld reiter menu pestana
    boton campo pulsante scheda campo knop przycisk knapp knappen fliken menyn faltet knop
    knoppen veld tabblad painike valikko przycisk zakladka tlacitko zalozka dugme dugmesi sekme
    buton butonul gomb кнопка кнопку кнопки раздел разделе вкладка поле меню κουμπι
    """
)
"""In front of what stands on a screen, which is nobody's name."""

PLACES = _words(
    """
    san santa sao saint sainte st sankt saints los las puerto porto monte port fort lake mount
    mt cape ponta punta praia playa costa isla rio villa bad castle camp county island street avenue
    """
)
"""In front of a place's name that is a person's too."""

SHAPES = (
    "ski", "ska", "sky", "skaya", "skiy", "skyi", "ovic", "evic", "avic", "icz", "wicz", "enko",
    "chuk", "czuk", "opoulos", "opoulou", "akis", "idis", "iadis", "dottir", "sson", "oglu",
    "shvili", "adze", "escu", "eanu", "ajiri", "iyan", "ananda", "sundaram", "raman", "nathan",
    "swamy", "samy", "murthy", "walla", "zadeh", "pour", "ullah", "quist", "qvist", "strom",
    "gaard", "rud", "stad", "velde", "huizen", "stra", "sma", "mann", "hofer", "huber", "ucci",
    "etti", "elli", "ini", "acci", "etto", "czyk", "bulut", "worth", "shaw", "croft", "hurst",
    "meier", "meyer", "maier", "hoff", "icke", "ovsky", "evsky", "ovska", "ovskij", "kova", "sova",
    "lova", "nova", "hova", "mova", "dova", "ynen", "onen", "inen", "anen", "beyli", "zade",
    "ов", "ова", "ев", "ева", "ин", "ина", "скии", "ская", "скои", "ского", "енко", "чук", "юк",
    "ян", "дзе", "швили", "ович", "евич", "овна", "евна", "ову", "овым", "овои", "евои", "еву",
    "ыным", "иным", "евым", "ына", "ськии", "ська", "иду", "οπουλοσ", "οπουλου", "ακησ",
    "ακη", "ιδησ", "ιδου",
)  # fmt: skip
"""How surnames end that are on no list; only words of no language's everyday are looked at so."""

CASES = {
    "y": ("a",), "ie": ("a",), "u": ("a",), "ou": ("a",), "owi": ("", "a"), "ovi": ("",),
    "em": ("",), "iem": ("",), "om": ("",), "ego": ("i", ""), "ej": ("a",), "lle": ("",),
    "lta": ("",), "lla": ("",), "ssa": ("",), "nak": ("",), "nek": ("",), "val": ("",),
    "vel": ("",), "ы": ("а",), "и": ("а", "я"), "е": ("а", "", "я"), "у": ("а", ""),
    "ю": ("я", "и"), "ои": ("а",), "еи": ("я",), "а": ("",), "ом": ("",), "ем": ("", "и"),
    "я": ("и",), "ого": ("ии",), "ому": ("ии",), "им": ("ии",), "ую": ("ая",),
    "ου": ("ος",), "ο": ("ος",),
    "η": ("ης",),
}  # fmt: skip
"""Endings of names in the sentence, and what may stand for each in the list."""

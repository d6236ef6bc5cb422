"""Health of a person: conditions, treatment and absence, where the words speak of somebody.

A condition's word alone says nothing (a diabetes app, a virus scanner, a sick server): a person
must
stand in the same clause. What is found is the part of the sentence that tells of it; facts around
it stay.
"""

import re

from app.redaction.detectors.any_case import any_case, listed, literals
from app.redaction.detectors.clauses import unwrapped
from app.redaction.detectors.health_words import (
    APPOSED,
    MEDICINE_ENDS,
    MEDICINES,
    MORE_CONDITIONS,
    RULE,
    SUFFERS,
)
from app.redaction.given_names import GIVEN_NAMES
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.sought import Sought

CONDITIONS = listed(MORE_CONDITIONS) + listed(
    """copd, chf, copd exacerbation, dementie, demencja, demenza, demencia, demencia senil, demens,
    pacemakern, rozrusznik serca, rozrusznik, kardiostimulátor, marcapasos, marca-passo,
    stimulateur cardiaque, herzschrittmacher, гипертония, гипертонию, гипертонией, гіпертонія,
    гіпертонію, 고혈압, 高血圧, 치매, 認知症, hipertensión, hipertensão, ipertensione, hypertonie,
    bluthochdruck, nadciśnienie, zlomená noha, zlomená ruka, złamana noga, cáncer de mama, cáncer
    de pulmón, epilessia, épilepsie, parkinsonem, licencia médica, gastritis, psoriasis, eczema, ms
    diagnosis, stoma, catheter, diabetes, diabetic, cancer, leukemia, leukaemia, lymphoma,
    melanoma, tumor, tumour, chemotherapy, chemo, radiotherapy, hiv, hiv positive, aids, hepatitis,
    tuberculosis, epilepsy, epileptic, seizure, seizures, asthma, asthmatic, autism, autistic,
    adhd, asperger, dementia, alzheimer, alzheimer's, parkinson, parkinson's, multiple sclerosis,
    stroke, heart attack, heart failure, heart disease, heart condition, heart surgery, bypass
    surgery, pacemaker, depression, depressed, depressive, anxiety disorder, panic attacks,
    bipolar, schizophrenia, schizophrenic, ptsd, ocd, burnout, nervous breakdown, eating disorder,
    anorexia, bulimia, suicidal, self-harm, alcoholic, alcoholism, addiction, in rehab,
    psychiatrist, psychotherapy, psychiatric, pregnant, pregnancy, miscarriage, ivf, infertile,
    infertility, abortion, surgery, broken leg, broken arm, broken hip, concussion, pneumonia,
    covid, covid-19, corona, long covid, influenza, appendicitis, kidney failure, kidney
    transplant, dialysis, liver disease, cirrhosis, arthritis, migraine, migraines, insulin,
    hypertension, high blood pressure, crohn's, ibs, lupus, endometriosis, dyslexia, dyslexic,
    vih, vih positivo, vih positiva, vih+, sida, hiv-positiv, hiv-positief, hiv pozitif, вич,
    seropositivo, seropositiva, sieropositivo, sieropositiva,
    in maternità, congé de maternité, baja por maternidad, licencia de maternidad,
    mutterschaftsurlaub,
    urlopie macierzyńskim, mateřské dovolené, doğum izninde, barselsorlov, föräldraledig, autiste,
    autistique, autistisch, hirntumor, herzfehler, rheuma, nierenversagen, dialyse, demenz,
    legasthenie, legastheniker, farbenblind, sehbehindert, hörgeschädigt, gehörlos, malvoyant,
    malvoyante, sourd, sourde, daltonien, daltonienne, daltónico, daltónica, daltonico, ipovedente,
    dyslexique, disléxico, disléxica, dislessico, dislessica, slechtziend, kleurenblind, niewidomy,
    niewidoma, słabowidzący, daltonista, migrenę, padaczka, astma, tbc,
    color blind, colour blind, colorblind, colour-blind, color-blind, legally blind, visually
    impaired, deaf, slipped disc, herniated disc, slipped disk, broken wrist, broken ankle, broken
    foot, broken hand, broken shoulder, broken collarbone, broken rib, broken ribs, torn ligament,
    sprained ankle, back injury, knee injury, head injury, back surgery, back pain, a&e, emergency
    room, food poisoning, the flu, stomach flu, bronchitis, measles, chickenpox, shingles, sepsis,
    blood clot, thrombosis, aneurysm, kidney stones, gallstones, hernia, ulcer, gout, osteoporosis,
    fibromyalgia, chronic fatigue, chronic pain, insomnia, sleep apnea, sleep apnoea, anaemic,
    anemic, celiac disease, coeliac disease, coeliac, celiac, lactose intolerant, down syndrome,
    cerebral palsy, muscular dystrophy, tourette's, in hospice, hospice, palliative care, herz-op,
    knie-op, hüft-op, augen-op, rücken-op, not-op, bypass-op, blood test results, mental health,
    therapist, psychologist, physiotherapy, physio, in labour, gave birth, giving birth, c-section,
    caesarean, postnatal depression, menopause, vertigo, tinnitus, hearing aid, hearing aids,
    inhaler, sick note, off sick, signed off sick, called in sick, compassionate leave, bereavement
    leave, grippe, bandscheibenvorfall, beinbruch, armbruch, lungenentzündung, reha,
    arbeitsunfähig, krankenstand, im krankenstand, hernie discale, jambe cassée, bras cassé,
    pneumonie, burn-out, hernia discal, pierna rota, brazo roto, con gripe, tiene gripe, neumonía,
    ernia del disco, gamba rotta, braccio rotto, polmonite, longontsteking, gebroken been, gebroken
    arm, griep, overspannen, złamaną nogę, grypę, zapalenie płuc, insuline, sous insuline,
    insulina, insulinę, inzulin, inzulín, tdah, trouble bipolaire, adhs, autismus, autisme,
    autismo, sclérose en plaques, esclerosis múltiple, sclerosi multipla, esclerose múltipla,
    épileptique, epiléptico, epiléptica, epilettico, epilettica, quimioterapia, chemioterapia,
    chimiothérapie, fibromialgia, ansiedad, ansiedade, ansia, angoisse, leucemia, leucémie,
    leukämie, cukrovku, cukrovkou, rakovinu, rakovinou, infarkt, zápal plic, zlomenou nohu,
    epilepsii, epilepsiu, astmu, depresi, depresiu, epilepsję, zawał, udar, wylew, cukrzycą, astmę,
    епілепсію, епілепсія, эпилепсия, эпилепсию, эпилепсией, діабет, рак, інсульт, інфаркт, инсульт,
    инфаркт, астма, астму, астма, беременность, вагітна, диабетом, диабета, онкологию, перелом,
    химиотерапия, химиотерапию, inme, kalp krizi, astım, diyabet, bipolar bozukluk, felç,
    diabeteksen, sukkersyge, hjärtinfarkt, hjerteinfarkt,
    hjerneslag, slagtilfælde, 適応障害, 休職, 脳梗塞, うつ病,
    心筋梗塞, 乳がん, 乳癌, 肺炎, 手術, 高血压, 心脏病, 肝炎, 骨折, 中风, 암 진단,
    뇌졸중, грипп, сломал ногу, пневмония, インフルエンザ,
    骨折, 入院, 流感, 住院, 독감, 입원, hearing impaired,
    hard of hearing, wheelchair, amputee, disability,
    disabled person, prosthesis, sick leave, medical leave, maternity leave, paternity leave,
    parental leave,
    disability leave, stress leave, in hospital, in the hospital, at the hospital, to hospital, to
    the hospital, hospitalised, hospitalized, intensive care, terminally ill, seriously ill, on
    antidepressants, antidepressants, gender reassignment, allergy, cystic fibrosis, thyroid,
    anaemia, anemia, sclerosis, glaucoma, cataract, herpes, syphilis, chlamydia, allergic,
    anaphylaxis, transplant, biopsy, mastectomy, vasectomy, diabetes mellitus, krebs, brustkrebs,
    depression, depressionen, schwanger, schwangerschaft, krankgeschrieben, krankschreibung,
    krankenhaus, behindert, schwerbehindert, epilepsie, asthma, schlaganfall, herzinfarkt,
    chemotherapie, zuckerkrank, elternzeit, mutterschutz, multiple sklerose, rollstuhl, operiert,
    krank, cancer du sein, diabète, diabétique, asthme, asthmatique, enceinte, arrêt maladie,
    hospitalisé, hospitalisée, épilepsie, dépression, congé maternité, handicapé, handicapée,
    séropositif, séropositive, avc, cáncer, diabético, diabética, embarazada, baja médica, baja por
    enfermedad, hospitalizado, hospitalizada, depresión, epilepsia, asma, discapacidad,
    discapacitado, celíaco, celíaca, celiaco, celiaca, cœliaque, zöliakie, infarto, embarazo,
    cancro, tumore, diabete, diabetico, diabetica, incinta, in malattia, ricoverato, ricoverata,
    depressione, disabile, congedo di maternità, grávida, câncer, internado, internada, depressão,
    diabetes, licença médica, atestado médico, suikerziekte, kanker, zwanger, ziekteverlof,
    depressie, zwangerschapsverlof, ziekenhuis, gehandicapt, ciąży, cukrzycę, cukrzyca, nowotwór,
    raka, zwolnieniu lekarskim, szpitalu, depresję, padaczkę, sjukskriven, gravid, sykemeldt,
    sygemeldt, cancer, kræft, kreft, diabetiker, raskaana, sairauslomalla, syöpä, беременна,
    диабет, рак, больничном, депрессия, инвалид, онкология, hamile, kanser, şeker hastası, těhotná,
    rakovina, cukrovka, nemocenské, terhes, rákos,
    cukorbeteg, καρκίνο, έγκυος, διαβήτη, 糖尿病, がん,
    癌, 妊娠, 怀孕, 抑郁症, 当뇨, 당뇨, 임신, 우울증, السكري, حامل, سرطان, סוכרת, בהריון"""
)
_BARE = listed(
    "surgery, stroke, allergy, allergic, chemo, disability, corona, seizure, seizures, "
    "addiction, transplant, thyroid, ocd, ivf, ibs, avc, aids, krank, bipolar, wheelchair, "
    "sclerosis, therapist, physio, ulcer, reha, insomnia, gout, inhaler, vertigo, hernia, "
    "shingles, pacemaker, pregnancy, asma, recovery, rak, burnout, deaf, abortion, insulin, rákos"
)
_WORD_END = r"\b"
PERSON = Sought(
    r"(?:\b(?:i|i'm|i am|l am|i've|me|my|she|she's|he|he's|her|his|him|who|whose|patient|patients|"
    r"colleague|coworker|wife|husband|partner|son|daughter|child|kid|baby|mother|father|mom|mum|dad|brother|"
    r"sister|boss|manager|employee|employees|receptionist|nurse|teacher|driver|technician|member|"
    r"user|pupil|learner|schuler(?:in)?|elev(?:ens?(?= har | er |s ))?|uczen|uczennica|leerling|"
    r"alumn[oa]|alunn?[oa]|eleve|zak|customer|client|man|woman|guy|lady|person|they|their|friend|assistant|accountant|admin|"
    r"administrator|requester|kunde|kundin|klient|klientin|mieterin?|bewohnerin?|klant|client[ea]|"
    r"agent|treasurer|secretary|director|owner|operator|supervisor|"
    r"lead|chief|head|caller|clerk|chef|chefin|directeur|directrice|jefe|jefa|capo|baas|ich|er|"
    r"sie|mein|meine|kollege|kollegin|mitarbeiter|"
    r"mitarbeiterin|anwender\w*|nutzer\w*|sachbearbeiter\w*|azubi|praktikant\w*|usuari[oa]|utilisat\w+|utente|"
    r"emplead[oa]|salariee?|dipendente|funcionari[oa]|medewerk\w+|werknemer|pracownik\w*|pracownic\w+|"
    r"zamestnan\w+|medarbet\w+|medarbeid\w+|frau|herr|sohn|tochter|patientin|il|elle|mon|ma|fils|fille|femme|mari|collegue|el|ella|mi|"
    r"hijo|hija|paciente|paziente|pazienti|patiente|pacjent|pacjentka|pacient|pacientka|pasien|"
    r"husband|trabajador|trabajadora|esta de|esta con|mujer|esposa|marido|companero|companera|lui|"
    r"mummy|papa|maa|bhai|didi|biwi|dadi|lei|mio|mia|figlio|figlia|moglie|"
    r"marito|padre|madre|pere|mere|vater|mutter|mann|manzel|manzelka|manzelku|matka|otec|maz|zone|"
    r"чоловік|дружина|мати|батько|син|дочка|муж|мать|отец|eşim|annem|babam|esim|nino|nina|enfant|bambino|bambina|crianca|dziecko|"
    r"collega|ele|ela|meu|minha|filho|filha|esposa|ik|hij|zij|ze|mijn|zoon|dochter|vrouw|man|ona|"
    r"on|moj|moja|kolega|kolezanka|zona|syn|corka|hon|han|min|kollega|hun|vaimo|mieheni|он|она|"
    r"senora|senor|signora|signor|sra|seu|dona|pan|pani|pana|mes|mis|mei|meus|minhas|moje|moji|"
    r"bin|som|jsem|jestem|estoy|soy|estou|sono|vagyok|olen|sunt|pai|mae|avo|abuel[oa]|nonn[oa]|"
    r"жена|муж|коллега|сын|дочь|у меня|у нее|у него|mr|mrs|ms|dr|mx|staff|worker|father's|"
    r"mother's)\b|\[(?:customer|person|contact|colleague)[-\d]*\]|[病人母父妻夫私我她他彼女]|社員|員工|员工|同事|同僚|部下|息子|娘|主人|"
    r"子供|先生|患者|顧客|직원|동료|어머니|아버지|환자|아내|"
    r"남편|저는)",
    ignore_case=False,
)
_NAMED = re.compile(
    r"\b[A-ZÀ-Þ][^\W\d_]+ [A-ZÀ-Þ][^\W\d_]+ (?:has|had|is|was|suffers|hat|ist|a|est|tiene|ha)\b"
)
_GIVEN = re.compile(r"[^\W\d_]+")
_OWNED = re.compile(
    r"\b(?:my|her|his|their|meine?|seine?|ihre?|mon|ma|son|sa|mi|su|mijn|moja|"
    r"patient's)(?: [^\W\d_]+)?\s+$"
)
THING = re.compile(
    r"^[- ]*(?:app|apps|application|module|page|pages|portal|widget|form|forms|field|fields|"
    r"report|reports|"
    r"table|code|codes|list|data|dataset|record|records|registry|screen|tab|dashboard|api|test|"
    r"tests|"
    r"check|checker|template|calculator|tracker|study|clinic|center|centre|information|system|"
    r"systems|"
    r"software|category|dropdown|service|services|software|import|export|filter|chart|view|"
    r"campaign|"
    r"project|account|accounts|website|site|insurance|plan|department|kiosk|group|research|"
    r"ward|wifi|users|people|persons|visitors|viewers|readers|players|"
    r"network|server|type|policy|policies|management|calendar|request|requests|workflow|button|"
    r"balance|width|style|color|colour|size|path|opacity|of luck|dash|data|weight)\b"
)
_SPEAKS = Sought(
    r"\b(?:has|have|had|hatte|hatten|erlitt|bekam|avait|eu|tuvo|tenia|ebbe|aveva|avuto|teve|tinha|"
    r"kreeg|had|mial|miala|mel|mela|fik|fick|sai|having|is|are|was|am|'m|'s|been|suffers?|suffering|suffered|diagnosed|treated|treatment|recovering|recovers?|got|caught|tested|undergoing|"
    r"due to|because of|on|after|with|from|in|"
    r"sofreu|sufrio|perdeu|hat|habe|haben|ist|bin|leidet|leide|liegt|mit|wegen|im|an|a|ai|est|es|este|ar|je|suis|atteint|atteinte|souffre|tiene|"
    r"tengo|esta|estoy|sufre|padece|con|de|ha|ho|soffre|e|sono|tem|tenho|heeft|heb|ben|bent|zijn|was|werd|lijdt|met|"
    r"ma|mam|na|w|jest|choruje|har|er|on|у|в|на|it's|needs|takes|taking|bruker|bruger|anvander|nimmt|"
    r"apres|despues|depois|dopo|nach|efter|de baixa|de baja|por|ivm|wegens|vanwege|refill|"
    r"som|jsem|jestem|di|do|pour|para|pra|voor|za|registered|"
    r"prend|toma|slikt|bierze|kayttaa|dx|born|geb|geboren|nee?|nacid[oa]|nat[oa]|diagnos\w*|diagnoz\w*|por|"
    r"lives|living|became|gets|for|suit|suivi|subit|recoit|suivait|macht|machte|bekommt|braucht|"
    r"kriegt|sigue|recibe|toma|hace|segue|prende|faz|recebe|krijgt|volgt|ondergaat|przechodzi|genomgar)\b",
    ignore_case=False,
)
_CLAUSE = re.compile(
    r"[.!?;:\n\x02\t]|, (?:and|but|so|please|because|since)\b| (?:and|but|so|und|aber|et|mais|"
    r"y|pero) "
)
_SENTENCE = re.compile(
    r"(?<! )(?<!\b\d)(?<!\b\d\d)(?<!\bno)(?<!\bnr)(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bemp)"
    r"(?<!\bst)(?<!\bpt)"
    r"(?<!\bgeb)(?<!\bnat)(?<!\bur)(?<!\bnar)(?<!\btel)(?<!\bnato)\.|"
    r"[!?\n\x02]"
)
"""Full stops behind an abbreviation end nothing."""

_LEAD = re.compile(
    r"(?<!\w)(?:(?:who )?(?:has|have|had|is|was|are|am|'m|'s|suffers?|suffering|hat|habe|ist|bin|"
    r"leidet|est|suis|a|tiene|tengo|"
    r"está|estoy|sufre|ha|ho|soffre|è|sono|tem|tenho|está|heeft|heb|is|lijdt|ma|mam|jest|har|"
    r"er|on)\s+)?"
    r"(?:(?:been|just|also|now|currently|recently|still|a|an|the|his|her|their|my|on|in|at|"
    r"with|from|of|to|for|"
    r"peanut|nut|egg|dairy|milk|soy|wheat|penicillin|latex|food|bee|wasp|pollen|"
    r"due|because|after|diagnosed|treated|recovering|undergoing|atteinte?|d'|de|une?|un|"
    r"eine[nrm]?|an|im|wegen|"
    r"con|di|da|met|aan|na|w|severe|mild|chronic|acute|type|stage|early|late|breast|lung|skin|"
    r"brain|prostate|colon|bowel|blood|ovarian|cervical|positive|having|taking|living|emergency|"
    r"heart|knee|hip|back|eye|"
    r"[1-4]|i{1,3}|iv)\s+)*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?: (?:positive|treatment|treatments|surgery|operation|therapy|medication|meds|patient|"
    r"diagnosis|"
    r"attack|attacks|appointment|mellitus|type [12]|stage [1-4iv]+|since [^\s,.;]+(?: \d{4})?|"
    r"(?:with|from|because of|due to) (?:my |his |her |their |a |an )?"
    r"(?:(?:bad |left |right )?(?:hip|knee|back|heart|leg|foot|"
    r"arm|shoulder|eye|eyes|kidney|kidneys|lung|lungs|"
    r"liver|stomach|chest|neck|head)|tb|ms|copd|cf|als|dvt|uti)\b|"
    r"in her [^\s,.;]+|in his [^\s,.;]+|und ist krankgeschrieben|gravidarum|user|bound|leave))*"
)
_REACH, _LEADING = 90, 48


def _health(candidate: Candidate) -> Candidate | None:
    """A person in the clause, something that is said of them, and no thing named so."""
    view, text = candidate.view, candidate.text.lower()
    if _is_inside(view.text, candidate.start, candidate.end):
        return None
    after = candidate.after(_REACH)
    if THING.match(after) or (text == "chf" and _IN_FRANCS.search(candidate.before(24))):
        return None
    before = unwrapped(candidate, _REACH)
    clause = _CLAUSE.split(before)[-1] if text in _LEADS_ALONE else _SENTENCE.split(before)[-1]
    if RULE.search(clause) is not None or (text in _HOUSES and _IS_A.search(clause)):
        return None
    spoken = is_of_somebody(clause, view.text[candidate.start - len(clause) : candidate.start])
    if not (spoken or PERSON.match(after.lstrip(" ,")) or _AWAY_WITH.match(after)):
        return None
    said = f"{clause}{text}"
    told = _SPEAKS.search(said) or _OWNED.search(clause) or APPOSED.search(clause)
    if clause.isascii() and clause and not told:
        return None
    return widened(candidate)


_HOUSES = frozenset({"krankenhaus", "ziekenhuis", "hospice"})
_IS_A = re.compile(r"\b(?:ist|is|war|was) (?:eine?|een|an?) $")
"""A customer may be a hospital: nobody is ill."""

_IN_FRANCS = re.compile(
    r"(?:\b(?:in|of|to|from|into|currency|amount|price|en|währung|betrag|whrg)|[\d.,'-])\W{0,2}$"
)
_AWAY_WITH = re.compile("て(?:休職|入院|通院|療養|欠勤)|を患|[とのに](?:診断|治療)")
"""`で休職`, folded: what somebody is away with."""


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether letters touch it, in scripts that put spaces between words."""
    if text[start].lower() == text[start].upper():
        return False
    return text[end : end + 1].isalpha() or text[start - 1 : start].isalpha()


def is_of_somebody(clause: str, original: str) -> bool:
    """Whether the clause (folded, and as it was written) names or means a person."""
    if PERSON.search(clause) or _NAMED.search(original) or SUFFERS.search(clause):
        return True
    return any(map(GIVEN_NAMES.__contains__, _GIVEN.findall(clause)))


_LEADS_ALONE = frozenset(_BARE)


def widened(candidate: Candidate) -> Candidate:
    """With the verb in front and what belongs to the condition behind."""
    view = candidate.view
    floor = max(0, candidate.start - _LEADING)
    lead = _LEAD.search(view.text[floor : candidate.start])
    behind = _BEHIND.match(view.folded, candidate.end)
    start = candidate.start - (len(lead.group()) if lead else 0)
    return candidate._replace(start=start, end=behind.end() if behind else candidate.end)


def _patient_number(candidate: Candidate) -> Candidate | None:
    return candidate if any(map(str.isdigit, candidate.text)) else None


_MACHINES = re.compile(
    r"\b(?:issue|problem|bug|fault|server|disk|system|error|cluster|node|job|queue|app|page|"
    r"service|api|export|database|process)\b"
)


def _diagnosis(candidate: Candidate) -> Candidate | None:
    """What somebody was diagnosed with: all that stands up to the clause's end."""
    clause = _SENTENCE.split(candidate.before(_REACH))[-1]
    place = candidate.start - len(clause)
    if not is_of_somebody(clause, candidate.view.text[place : candidate.start]):
        return None
    if _MACHINES.search(clause):
        return None
    ended = re.search(r"[.,;!?\n]| (?:and|but|so|which|last|in|on) ", candidate.text)
    end = candidate.start + (ended.start() if ended else len(candidate.text))
    return candidate._replace(end=end)


_PATIENT = re.compile(
    r"\"(?:patient|claimant|insured|member|dob|birth_?date|date_?of_?birth|ssn|first_?name|"
    r"last_?name|full_?name|employee|policyholder)"
)
_RECORD = 400


def _of_patient(candidate: Candidate) -> Candidate | None:
    """A field of a record that is somebody's: a diagnosis alone may be a machine's."""
    around = candidate.before(_RECORD) + candidate.after(_RECORD)
    return candidate if _PATIENT.search(around) is not None else None


PATTERNS = (
    Pattern(
        "health",
        "health-condition",
        rf"(?:^|[^A-Za-z0-9_/.-])((?:{any_case(CONDITIONS, _WORD_END)}))",
        literals(CONDITIONS, ("",)),
        rank=Rank.CUE,
        check=_health,
    ),
    Pattern(
        "health",
        "health-medicine",
        rf"(?:^|[^A-Za-z0-9_/.-])((?i:[a-zé]{{3,16}}(?:{'|'.join(MEDICINE_ENDS)})|"
        rf"{'|'.join(MEDICINES)})){_WORD_END}",
        (*MEDICINE_ENDS, *MEDICINES),
        rank=Rank.CUE,
        check=_health,
    ),
    Pattern(
        "health",
        "health-field",
        r"(?i:\"(?:diagnos[ei]s?|diagnose|diagn[oó]stico|diagnosi|icd(?:[-_ ]?10)?|allergies|"
        r"medications?|medical[-_ ]?conditions?|disabilit(?:y|ies))\" ?: ?\[? ?\")"
        r"([^\"\n]{3,80})\"",
        ("diagn", "icd", "allergies", "medication", "condition", "disabilit"),
        rank=Rank.CUE,
        check=_of_patient,
    ),
    Pattern(
        "health",
        "health-diagnosis",
        r"\b(?i:(?:was |were |been |is |got )?(?:just |recently |also )?diagnosed (?:with|"
        r"as having)|suffers from|"
        r"suffering from|recovering from|undergoing (?:surgery|treatment)|tested positive for|"
        r"treated for|in treatment for|on medication for) ((?:an? |the )?[^\n]{2,80})",
        (
            "diagnosed",
            "suffers from",
            "suffering from",
            "recovering from",
            "undergoing",
            "tested positive",
            "treated for",
            "in treatment for",
            "on medication for",
        ),
        rank=Rank.CUE,
        check=_diagnosis,
    ),
    Pattern(
        "health",
        "health-number",
        r"\b(?i:mrn|medical record(?: number| no\.?)?|patient(?:[ _-]?(?:id|no\.?|number|nr\.?|"
        r"#))|medicare (?:no\.?|number|id)|health card(?: no\.?| number)?|patientennummer|"
        r"versichertennummer|krankenversicherungsnummer)[ \t]*(?:is|:|=|"
        r"#)?[ \t\"']*([A-Z]{0,4}[- ]?\d(?:[ -]?\d){3,12}[A-Z]?)\b",
        (
            "mrn",
            "medical record",
            "patient",
            "medicare",
            "health card",
            "versichertennummer",
            "krankenversicherungsnummer",
        ),
        rank=Rank.CHECKED,
        check=_patient_number,
    ),
)

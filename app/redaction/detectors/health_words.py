"""Bones and limbs, in the languages in which people say what they broke; whom a condition stands
behind, how rules for everybody begin, and medicines.
"""

import re

from app.redaction.sought import Sought

BONES = (
    r"(?:foot|toe|ankle|leg|knee|hip|back|rib|ribs|arm|elbow|wrist|hand|finger|thumb|shoulder|"
    r"collarbone|neck|jaw|nose|skull|pelvis)"
)
KNOCHEN = (
    r"(?i:fuß|fuss|zeh|zehe|knöchel|sprunggelenk|bein|schienbein|knie|hüfte|becken|rücken|wirbel|"
    r"rippe|rippen|arm|unterarm|oberarm|ellbogen|handgelenk|hand|finger|daumen|schulter|"
    r"schlüsselbein|kiefer|nase|kreuzband|meniskus)"
)
OSSA = (
    r"(?:pied|orteil|cheville|jambe|genou|hanche|dos|côte|bras|coude|poignet|main|doigt|pouce|"
    r"épaule|clavicule|pie|tobillo|pierna|rodilla|cadera|espalda|costilla|brazo|codo|muñeca|mano|"
    r"dedo|hombro|piede|caviglia|gamba|ginocchio|anca|braccio|gomito|polso|dito|spalla)"
)

ORGANS = (
    r"(?:gallbladder|kidneys?|liver|heart|lungs?|stomach|bladder|prostate|thyroid|eyes?|ears?|bowel|"
    r"appendix|breasts?|uterus|womb|ovaries|skin|teeth|tooth|spine|chest|throat|tonsils|hernia)"
)
CARVED = (
    r"(?:h[ée]rnia|hernie|ernia|liesbreuk|przepuklin\w{1,3}|kýl[uy]|ves[ií]cula|vésicule|cistifellea|"
    r"cataratas?|cataractes?|cataratta|zaćm\w{1,3}|zákalu|joelho|quadril|anca|coração|corazón|cœur|"
    r"coeur|cuore|hart|heup|knie|rug|oog|oka|oczu|"
    r"očí|kolana|kolen[ae]?|kyčle|biodra|serca|srdc[ae]|"
    r"žlučníku|prostaty|tarczycy|štítné žlázy|slepého střeva|wyrostka|apéndice|appendicite|"
    r"tiroides|tireoide|tiroide|thyroïde|próstata|prostate|prostata|útero|utero)"
)
"""What surgeons work on: the words for organs and for what is wrong with them, in one list."""

RULE = re.compile(
    r"\b(?:when(?:ever)?|if|once|while|as long as|should|where|for|of)"
    r" (?:(?:an|a|any|some|every|each|all|no|your) )?(?:new )?(?:employees?|persons?|people|users?|"
    r"members?|workers?|staff(?: members?)?|someone|somebody|anyone|anybody|everyone|managers?|"
    r"approvers?|team members?|colleagues?|teachers?|drivers?)"
    r"(?: (?:who|that))?(?: (?:is|are|be|goes|go|takes?|gets?|becomes?|returns?|will be|has|have))?"
    r"(?: (?:on|from|in|to|a|an|away|absent|currently|set|marked|as|for))* $|"
    r"\b(?:wenn|falls|solange|sobald) (?:ein|eine|jemand|mitarbeitende|mitarbeiter\w*|personen)"
    r"(?: (?:mitarbeiter\w*|person|kollege|kollegin|user|nutzer\w*))?(?: (?:in|im|auf))? $|"
    r"\b(?:quand|si|lorsqu'|lorsque|des qu') ?(?:un|une|quelqu'un)(?: \w+)? (?:est|prend|part)"
    r"(?: (?:en|un))? $|"
    r"\b(?:cuando|si|quando|se) (?:un|una|alguien|um|uma|qualcuno) ?\w* (?:esta|e|va|entra|toma)"
    r"(?: (?:de|en|em|in))? $"
)
"""A rule for everybody, and nobody's illness: `When an employee is on parental leave`."""

APPOSED = re.compile(
    r"(?:\b(?:patient\w*|paciente|paziente|pacjent\w*|pacient\w*|resident|bewohner\w*|client|clienta?|пацієнт\w*|пациент\w*|beteg|hasta|pupil|student|child|learner|schuler\w*|eleve|alumn[oa]|alunn[oa]|alun[oa]|"
    r"elev|uczen|uczennica|uczniowi|leerling|zak|employee)\b|"
    r"\[person-\d+\])[^,(]{0,40}(?:, | \()(?:[^,;.\n]{1,60}, ){0,3}"
    r"(?:type \d |typ \d |stage \w+ |severe |mild |chronic |peanut |nut |egg |dairy |milk |soy |"
    r"wheat |gluten |sesame |fish |shellfish |bee |wasp |pollen |latex |penicillin |food )?$"
)
"""Somebody, and behind a comma what they have: `Patient A. Roe, type 2 diabetes`."""

SUFFERS = Sought(
    r"(?:^|\W)(?:tengo|tiene|tenemos|padezco|padece|sufro|sufre|mam|choruje|ho|tenho|j'ai|souffre|"
    r"leide|leidet|lijd|trpim|trpi|хворию|болею|страдаю|страдает|болеет|i have|i've got)"
    r" (?:[^\W\d_]+ )?$|"
    r"(?:^|\W)(?:estoy|estou|sono|je suis|ich bin|tomo|prendo|je prends|ich nehme|ik slik|biore|"
    r"beru|принимаю|i take|i'm on|i am on)(?: (?:en|em|in|con|com|de|sous|sotto|auf|su))? $",
    ignore_case=False,
)
"""In front of a condition these say of themselves that somebody has it."""

MEDICINE_ENDS = (
    "oxetine", "traline", "lopram", "faxine", "zepam", "zolam", "tiapine", "ridone", "formin",
    "glutide", "cillin", "mycin", "oxacin", "prazole", "sartan", "statin", "triptan", "olol",
    "pril", "dipine", "gliptin", "gliflozin", "conazole", "ciclovir", "lukast", "tidine",
    "thyroxine", "floxacin", "cycline", "xaban", "gabalin", "bapentin", "afinil", "denafil",
    "tinib", "zumab", "ximab", "parin", "semide", "thiazide", "asone", "solone", "profen",
    "phenidate", "fetamine", "tadine", "oxetin", "tralin", "ptylin", "ptyline",
)  # fmt: skip
"""How the free names of medicines end, by what they are against (WHO's stems)."""

MEDICINES = (
    "insulin glargine", "ritalin", "concerta", "prozac", "zoloft", "xanax", "valium", "lexapro",
    "seroquel", "humira", "ozempic", "wegovy", "tamoxifen", "warfarin", "methotrexate", "morphine",
    "oxycodone", "tramadol", "lamotrigine", "levothyroxine", "prednison", "naltrexone",
    "humalog", "novorapid", "lantus", "marevan", "eliquis", "xarelto", "marcumar", "euthyrox",
    "ventolin", "salbutamol", "keppra", "epipen", "antidepress", "chemotherapeut", "betablock",
)  # fmt: skip

MORE_CONDITIONS = """
    atrial fibrillation, afib, arrhythmia, angina, angina pectoris, vorhofflimmern, fibrillation
    auriculaire, fibrilación auricular, fibrillazione atriale, fibrilação atrial, boezemfibrilleren,
    migotanie przedsionków, hepatită, hepatita, hépatite, hepatite, żółtaczka, gelbsucht, ciroză,
    cirrhose, cirrosis, zirrhose, zawał serca, infarct, accident vascular, scleroză multiplă,
    scleroza multipla, diabet, diabet zaharat, diabetas, diabeets, diabetit, cukrzyca typu 2,
    tuberculoză, tuberkulose, tuberculose, gruźlica, tuberkuloos, туберкулёз, туберкулез, гепатит,
    гепатит b, гепатит c, хепатит, епилепсия, астма, диабет тип 2, рак на гърдата, шизофрения,
    шизофренія, цирроз, псориаз, аллергия на, epilepsija, šećerna bolest, dijabetes, moždani udar,
    rak dojke, sladkorna bolezen, possumuto, verenpainetauti, sydäninfarkti, aivoinfarkti,
    keuhkokuume,
    masennus, epilepsia, muistisairaus, dementiaa, lungeinflammasjon, lungebetennelse,
    lunginflammation, lungebetændelse, hjertesvikt, hjärtsvikt, demenssjukdom, lungekreft,
    brystkreft, bröstcancer, brystkræft, sukkersyge type 2, prostatakrebs, lungenkrebs, darmkrebs,
    borstkanker, longkanker, prostaatkanker, reuma, beroerte, hartfalen, hartinfarct, nierfalen,
    parkinsonova nemoc, cukrovka 2. typu, skleróza multiplex, roztroušená skleróza,
    stwardnienie rozsiane, choroba parkinsona, mellrák, magas vérnyomás, cukorbetegség, asztma,
    epilepszia, depresszió, meme kanseri, tansiyon hastası, sakit jantung, kencing manis, tiểu
    đường, cao huyết áp, ung thư, viêm gan b, เบาหวาน, ความดันโลหิตสูง, มะเร็ง, 乳腺癌, 肺癌,
    肺结核, 癫痫, 哮喘, 精神分裂症, 심근경색, 폐렴, 간염, 간암, 위암, 유방암, 뇌전증, 결핵,
    سرطان الثدي,
    ارتفاع ضغط الدم, الربو, الصرع, سكري, אפילפסיה, סרטן, אסתמה, דיכאון, לחץ דם גבוה, मधुमेह, कैंसर,
    sickle cell, sickle cell anaemia, hepatitis a, hepatitis b, hepatitis c, heart murmur,
    psoriasis, registered blind, blind in one eye, partially sighted, sight impaired, going blind,
    endométriose, endometriose, endometriosi, endometrioza, endometriózou, dialisi, diálisis,
    diálise, dializa, dializie, dializę, dialýze, dialýzu, dialys, dialyysi, tendinite, tendinitis,
    tendinitida, sehnenscheidenentzündung, peesontsteking, hérnia, hérnia de disco, hernia inguinal,
    hernie, ernia, liesbreuk, leistenbruch, przepuklina, przepuklinę, kýla, kýlu, gallbladder,
    ciąża, ciążę, ciążą, na l4, astme, cukrzyce, padaczke, migrene, depresje, grype, ciazy,
    ciaza, hartkatheterisatie, herzkatheter, cathétérisme, cateterismo, knieoperatie,
    heupoperatie, rugoperatie, oogoperatie, hartoperatie, staaroperatie, tendinopathie, sciatique,
    ciática, sciatica, ischias, lumbago, lombalgie, lombalgia, hexenschuss, bypass-operatie,
    anxiety, anxiety attack, anxiety attacks, work-related stress, meningitis, méningite, meningite,
    hirnhautentzündung, hersenvliesontsteking, zapalenie opon mózgowych, менингит, менінгіт,
    menenjit,
    dengue, dengue fever, malaria, typhoid, cholera, jaundice, chikungunya, scarlet fever, mumps,
    whooping cough, tonsillitis, tonsillite, amygdalite, mandelentzündung, angina tonsillaris,
    blinddarmentzündung, appendicite, apendicitis, apendicite, blindedarmontsteking, peritonitis,
    péritonite, peritonite, bronchite, bronchiolite, bronquitis, bronquite, gastroenteritis,
    gastro-entérite, gastroenterite, varicelle, varicela, windpocken, scharlach, masern, rougeole,
    sarampión, morbillo, mazelen, paludisme, paludismo, malária, febbre alta, mononucleosis,
    mononucléose, pfeiffersches drüsenfieber, mono diagnosis, encephalitis, pancreatitis,
    glandular fever, klierkoorts, körtelfeber, drüsenfieber, hay fever, heuschnupfen, hooikoorts,
    utmattning, utmattningssyndrom, utmattningsdepression, utbränd, utbrändhet, utbrent, utbrenthet,
    udbrændt, udbrændthed, uupumus, työuupumus, wypalenie zawodowe, vyhoření, kiégés, выгорание,
    hüft-tep, knie-tep, hüftoperation, knieoperation, rückenoperation, herzoperation,
    sciatica, sciatique, ciática, sciatica acuta, hexenschuss, lumbago,
    magsjuk, magsjuka, maginfluensa, vinterkräksjuka, omgangssyke, omgangssyge, roskildesyge,
    magesyke, vatsatauti, buikgriep, magen-darm, magen-darm-grippe, magen-darm-infekt,
    magendarmgrippe, gastro-enteritis, jelitówka, jelitówkę, grypa żołądkowa, virose,
    öroninflammation, halsfluss, oorontsteking, otite, otitis, kopfläuse,
    lebensmittelvergiftung, intoxicación
    alimentaria, intossicazione alimentare, intoxication alimentaire, peanut allergy, nut allergy,
    food allergy, food allergies, nut allergies, gluten intolerance, gluten intolerant, intolerance
    to gluten, glutenunverträglichkeit, laktoseintoleranz, nussallergie, erdnussallergie,
    allergie aux arachides, allergie aux noix, alergia a los frutos secos, alergia al cacahuete,
    allergia alle arachidi, notenallergie, pinda-allergie, jordnötsallergi, nötallergi,
    peanøttallergi,
    rheumatoid arthritis, ulcerative colitis, colitis, preeclampsia, pre-eclampsia, schizoaffective,
    mi-temps thérapeutique, temps partiel thérapeutique, dans le coma, in coma, im koma, en coma,
    epoc, bpco, bpoc, im spital, ins spital, aus dem spital, zawale, zawału, zawałem, udarze,
    udarem, wylewie, wylewem, po porodzie, schwerhörig, malentendant,
    malentendante, ipoacusico, slechthorend, niedosłyszący, niedosłysząca, hørselshemmet,
    hörselskadad, en la uci, la uci, in the icu, in icu, intensivstation, réanimation, en réa,
    terapia intensiva, rianimazione, intensieve zorg, oiomie, na oiom, autyzm, autyzmem, aborto,
    aborto espontáneo, fausse couche, fehlgeburt, miskraam, poronienie, poroniła, missfall, post-op,
    stem cell, knee replacement, hip replacement
"""
"""Conditions in languages of which there are few in the list, parted by commas."""

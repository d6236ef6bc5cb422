"""Words of everyday in other languages that somebody bears as a name: colours, seasons, days, what
people are like. With a capital they are the name's, in small letters the word's: `el color rosa`.
"""

from app.redaction.words import words

EVERYDAY_ABROAD = words(
    """
    rosa azul negro morado naranja plata oro feliz alegre bueno bonito delgado moreno rubio
    calvo gordo leal justo seguro clavel campo campos monte montes costa arena prado rios
    mesa vega plaza iglesia castillo torre torres puente fuente fuentes flores reyes guerra lluvia
    felice nero bello caro lungo forte amato santo primo sesto settimo gallo leone viola gioia
    grazia speranza natale domenica sabato lunedi venerdi sereno allegro dolce basso alto giallo
    rosas alegria bela branca preta neves ramos leite coelho rocha reis fonte fontes serra lobo
    cordeiro carneiro amado
    rousse brun brune aime constant prudent juste modeste roi noel ete hiver lundi
    mardi jeudi samedi dimanche violette olivier bonheur lejeune lefort gris grise
    gelb grun grau blau schnell kuhl hell
    dunkel fromm lieb sonntag freitag
    groen blauw bruin grijs zomer lente lief lieve mooi goede beer visser bakker koning
    zima lato wiosna jesien zielony czerwony szary wesoly dobry stary mlody cichy szybki kwiat
    las baran wrobel sikora kaczka kot mucha niedziela piatek sobota
    jaro leto podzim novy dlouhy kratky tichy smutny ruzicka kral jelen holub sokol snih mraz
    sommar vinter svart vit gra glad stor liten sten ek alm gran dahl host
    bahar guzel uzun mavi beyaz siyah kara mert umit sevinc
    niemi saari koski kivi valo ilo rauha toivo onni lumi meri aamu pilvi kesa talvi musta harmaa
    barna piros zold voros vig nemes
    """
)

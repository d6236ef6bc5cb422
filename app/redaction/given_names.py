"""Given names that are hardly ever anything else, so that they tell a person wherever they stand.

Names that are also words, months, places or products (Mark, Grace, Austin) are not among them: a
cue has to tell those.
"""

from app.redaction.words import words

GIVEN_NAMES = words(
    """
    aaron abdul abdullah abigail achim adam adriana agata agnes agnieszka ahmad ahmed aisha alan
    albert alejandra alejandro aleksandra aleksander alessandra alessandro alexander alexandra
    alfred ali alice alicia alina aline alison allison amanda amelia amelie amina amir amit amy ana
    anastasia andre andrea andreas andrei andrej andres andrew andrzej andy angela angelika anika
    anil anita anja anjali ann anna annalena anne anneliese annette annika anthony antje antoine
    anton antonia antonio anya arjun armin arne arnold arthur artur arun asha ashley astrid aurelie
    axel ayse barbara bartek bartosz bastian beata beate beatrice beatriz ben benedikt benjamin
    bernadette bernd bernhard bettina birgit birgitta bjorn bogdan boris brandon brenda brian
    bridget bruno camille carina carla carlos carmen carmine carola carolin caroline carsten
    catarina caterina catherine cathy cecile cecilia celine chiara chloe christa christel christina
    christine christof christoph christophe christopher ciara claudia clemens colin connor corinna
    cornelia craig cristina daniel daniela daniele danielle danny dariusz david deborah debbie
    deepak denis denise dennis derek diana dieter dietmar dimitri dirk dmitri dmitry dominik
    dominika dominique donald donna doris dorothea dorota doug douglas edith eduardo edward edyta
    ekaterina elena eleni elias elisa elisabeth elizabeth elke ella ellen emil emilia emilie emily
    emma emmanuel enrico enrique erhard eric erica erik erika ernesto ernst esther etienne eugene
    eva evelyn ewa fabian fabio fabrice fatima felipe fernanda fernando filip fiona florian
    francesca francesco francisco franck francois francoise franz franziska fred frederic frederik
    frederick friedrich fritz gabriel gabriela gabriele gareth gary geoff geoffrey georg george
    gerald gerard gerd gerhard gertrud gianluca giorgio giovanni gisela giulia giuseppe gloria
    gonzalo grazyna greg gregor gregory grzegorz guido guillaume gunnar gunther gustav hanna hannah
    hannes hans harald hartmut hassan heidi heike heiko heinrich heinz helen helena helene helga
    helmut hendrik henning henri henrik henry herbert hermann hiroshi holger horst howard hubert
    hugo hussein ian ibrahim ignacio igor ilona ilse imran ines inga inge ingo ingrid irene irina
    iris isabel isabella isabelle ivan ivana iwona jacek jackie jacob jacqueline jacques jakob
    jakub james jamie jan jana jane janet janina janine jannik janusz jaroslav jaroslaw jason
    javier jeff jeffrey jennifer jenny jens jeremy jerome jessica jill jim jimmy joachim joan
    joanna joanne joao jochen joe joel joerg johan johann johanna johannes john johnny jonas
    jonathan jorg jorge jose josef josefine joseph joshua juan juergen julia julian juliane julie
    julien jurgen jutta kai kamil karen karin karina karl karolina karsten katarina katarzyna kate
    katharina katherine kathleen kathrin kathy katie katja katrin keith kelly kenneth kerstin kevin
    khalid kim kirsten klaus konrad konstantin kristen kristian kristin kristina krzysztof kumar
    kurt lakshmi lars larissa larry laura lauren laurent lena lennart leon leonardo leonie leslie
    lidia linda linus lisa lorena lorenzo louis louise luca lucas lucia lucie lucy ludwig luigi
    luis luisa lukas lukasz lutz lydia maciej magda magdalena mahmoud maja malgorzata malte mandy
    manfred manuel manuela marc marcel marcin marcio marco marcus marek margaret margarita maria
    marian marianne marie mariusz marina mario marion marius markus marlene marta martha martin
    martina mary mateusz mathias mathilde matthew matthias mattias maureen maurice mauro max
    maximilian mehmet melanie melissa michael michaela michal michel michele michelle miguel mike
    mikhail milan milena miriam mohamed mohammad mohammed monica monika moritz muhammad mustafa
    nadia nadine nancy naomi natalia natalie nathalie nathan neha neil nicholas nicola nicolas
    nicole niels nikhil niklas nikolai nikolaus nils nina norbert oksana olaf oleg olga oliver
    olivia olivier omar otto pablo pamela paola paolo patricia patrick patrik paul paula paulina
    pavel pawel pedro peter petra philip philipp philippe phil pierre piotr pooja priya priyanka
    rachel rafael rahul rainer raj rajesh ralf ralph ramesh ramon raphael rashid raul ravi raymond
    rebecca regina reinhard renate rene ricardo richard rita robert roberto rodrigo roger roland
    rolf ronald rosa rudolf rudiger rupert russell ruth ryan sabine sabrina salma samantha samuel
    sandeep sandra sanjay sara sarah sascha scott sean sebastian sergei sergey sergio seamus
    severin sharon shreya sigrid silke silvia simon simona simone siobhan sofia soeren sonja
    sophia sophie soren stacy stanislav stefan stefanie steffen stephan stephanie stephen steve
    steven stuart sunil suresh susan susanne suzanne svein svenja svetlana sven sylvia sylvie
    tamara tanja tanya tatiana ted teresa thea theo theodor theresa thierry thomas thorsten tibor
    till tim timothy tina tobias todd tom tomas tomasz tony torben torsten trevor udo ulrich
    ulrike ursula ute uwe valentina valeria valerie vanessa vera verena veronica veronika vijay
    vikram viktor viktoria vincent vincenzo virginie vladimir volker walter waltraud wei wendy
    werner wiebke wilhelm william winfried wladimir wojciech wolfgang xavier yannick yasmin yusuf
    yves yvonne zbigniew zofia zoe zoltan
    """
) - words("ali ben iris kim max phil raj rosa till wei milan marina gloria regina jan")

SPOKEN_TO = GIVEN_NAMES | words(
    """
    abby ali amber ben bill bob carol chris christian dave dean drew frank grace hazel jack jan jean
    jerry jo joy kim max maya mark may milan nick pat phil raj ray rob robin rosa rose sam sandy sue
    wei will
    """
)
"""Also names that are words, for places where only a person can be meant."""

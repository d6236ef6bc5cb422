"""Given names that are hardly ever anything else, so that they tell a person wherever they stand.

Names that are also words, months, places or products (Mark, Grace, Austin) are not among them: a
cue has to tell those.
"""

from app.redaction.words import words

_NEAR = words(
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

_FAR = words(
    """
    aadu aarti abdelaziz abderrahim abdou abdulaziz abdulrahman abebe abimbola adaobi adebola
    adeola adetokunbo aditi afanasiy agota ahlam ahto aikaterini ailsa ainhoa aintzane aishwarya
    ajay ajit akane akari akash akihiko akihiro akiko aladar alasdair aleksey alper altan alun
    alyona amadou aminata anand anant ananya anastasiia anatoliy anatoly andoni andriy aneirin
    angeliki angharad anjana ankit ankita antonis antoniy anupam anwen aparna arantxa archana
    argyro aritz arkady arseniy artem artyom arvind arwel ashok ashwin asier aslak asle aslihan
    atakan atanas atsuko avinash ayaka ayako ayca ayotunde aysegul aysun aytac ayumi babajide
    babatunde bahar barnaby batuhan benat berk berna betul bhaskar bhavana bhavesh birute bisera
    blagovest bojana bongani boyan boyko bozidar branwen briony bronislav bulent burcu cagatay
    cagla calliope caradog carwyn cemile ceren cerys ceyda chandan charalambos chetan chidi
    chidinma chihiro chimamanda chinwe chioma coinneach cressida csenge cuthbert dafni dafydd
    dagfinn daichi daiki daisuke daithi daiva darshan darya deepika defne delyth demet desislava
    dhanush didem dilek dilip dilys dimitar dimitra dimitrije dimitris dinesh dionysis dmitriy
    dmytro dobromir donghyun dongwook donnchadh dougal dragoljub dragoslav dzenan ebele ebru
    eevi efthymia eftychia efua eglantine egor ehab eiji eiko eilidh eilif einin eirini eirlys
    eirwen ejnar ektoras eleftheria eleftherios elizaveta elspeth emiko emlyn emmanouil emrys
    endang endika eneko enekoitz erdem erhan erlantz ersin ertugrul esin eunji evanthia evgeniy
    evgeny ewen ezgi fadi fadwa fahad faisal faiza fatou fatoumata fawzi fayez fenella feodor
    ferit feyza ffion fikret finlay fionn firas firat flavius folake folasade fotini fouad fumio
    funda funmi funmilayo gaizka gamze garazi garbine gavril geeta gellert gennady georgi
    georgiy geraint gerwyn ghada ghassan giannis gintaras gints gisle gleb glyn gorka
    govind grigoris grigory gruffydd gullan gunnhild gurkan gwenllian gwilym haakon haidar
    haitham haizea hajar hajime haldun hallvard halvard halyna hamad hamida hanan handan haneen
    haneul haritz harsha haruki haruto havva hayri hazem heddwyn hemant hermione heulwen hidayah
    hieu hikaru hikmet hiroaki hiroki hiroko hiromi hiroyuki hisashi hisham hitomi hitoshi hodei
    hristo husam hyejin hyunwoo hywel iarla ibon ibrahima ichiro idoia iestyn ieuan ifan igone
    ihintza ihor iiro ilayda iliyan ilker ilknur ilmar ilnur ilya ingvild innes innokenty ioanna
    iolo iorwerth ipek irati iratxe irem isamu iselin iseult issam itsuki ivaylo izaro izaskun
    izumi jaanika jaehyun jarle jawad jayant jayesh jihoon jinyoung jiro jiwoo jiyoung jocasta
    jofrid joseba jostein josune juhan junichi junko jurate kaarel kagan kagiso kaie kaito kalev
    kalju kalliopi kaloyan kalpana kamalei karabo karmele karthik kateryna katlego katsumi
    katsuo kavita kawtar kazuhiko kazuki kazys kealoha keiichi keiji keiko keisuke kekoa kenta
    kentaro keola kerem kersti ketan ketut kgomotso khanh khouloud khrystyna kimiko kiran
    kiriakos kiril kirill kishore klavdia koichi koji koldo konstantina korhan kostas kosuke
    krasimir krishnan kseniya kubra kulli kunal kyoko kyriaki kyungsoo laima lambros larysa
    latifa leelo lefteris lerato lesedi lettice liina liliya lindiwe liudmyla ljubomir lleucu
    llew llewelyn llinos llyr lorand lorant lorea loreta loubna lowri lubna ludde luned lwazi
    lysander lyubov lyudmila maarja mabon macit madhu madhuri madis madoc maebh magdalini magnar
    magnhild mahesh mahina maialen maider mairi majid makana makoa makoto maksym maldwyn malini
    mamoru manal manish manisha manoj manolis mansour marat marfa marged mariama mariia mariya
    marwan masaaki masahiro masaki masami masaru masashi masato mattin matvey mayank mayumi
    mazen mbali mduduzi meena meenakshi megumi meirion meleri melike meltem menna mhairi
    michalis michiko miho mildrid milivoj miljana minako minji minjun minseo miren misaki
    mitsuko mitsuo miyuki mizuki mohan mohsen momchil montague morag morfydd morven mpho mthunzi
    muhsin muireall muiris mukesh mukund munir murali murdo myfanwy mykhailo mykola myroslava
    nadezhda nadiia najat nalani naledi nalini namrata narayan naresh nastya nataliia natsuki
    natsuko natsumi nazan nazih ndidi necla neculai nedeljko neelam neeraj nekane nektarios
    nerys neslihan nguyet nidal nihat nijole nikolay nikos nilay nilesh nilgun nilufer nimet
    nimisha niraj nirmala nitin nitya nizar nkechi nkosana nnenna noboru nobuko nobuo nobuyuki
    noelani nokuthula nomsa noriko norio nosipho noura nouran ntombi nurhan nyokabi odion
    odysseas ognjen oier oihana oihane okan oktay olabisi olaia olatz olaug olcay oleh oleksandr
    oleksandra oleksiy olesya olha olufemi olumide oluwaseun omaima onyeka opeyemi osian ostap
    othman ottoline ousama ousmane owain ozan palesa panagiota panagiotis panayiotis pankaj
    paraskevi parvati patxi pavle pelin perihan persephone phindile phong phyllida pinar prabha
    pradeep prakash pramod prasad prashant praskovya pratik pratima praveen preeti pritha
    proinsias pualani pushpa quynh rabab rabia raghu ragnvald raimundas rajan rajeev rajendra
    rajiv rakesh rakhi rami ramya ranjana ranjit raouf rasha rashmi rastko ratko ravindra reena
    refilwe reiko rekha renuka reshma rezso rhodri ridvan rimantas rimma rinat ritika ritu roald
    rodion rohini rohit roopa rosamund rostyslav rotimi ruaridh ruchi rukmini rustam rutger
    ryoichi ryoji ryota ryuichi ryuji saadet sachiko sachin sadhana safaa saif saioa saliha
    salla samer samia sandhya sangeeta sanjana sanjeev santosh sarika sarolta satish satoru
    satoshi savita sawsan sayaka seema seiji selda semih semyon senay senga seojin seojun
    seoyeon septimus seraphina sercan serdar serhat serhiy sevda sevgi shadi shailesh shaima
    shalini shankar sharad shashi sherif shigeo shigeru shilpa shingo shinichi shinji shiori
    shiro shobha shoichi shraddha shreyas shruti shubham shuhei shuji shunsuke shweta sidsel
    sifiso siham simran sinem sioned sipho siyanda sizwe skaiste slavoljub smita snorre sofya
    soha solomiia solomzi solvei sonali soojin sooyeon soukaina spyridon spyros srdjan sreten
    srinivas stanimir stavroula steffan stelios stoyan stratos struan subhash suchitra sudha
    sudhir sugeng suhail suharto sujata sulastri sulochana sumaya sumitra sungmin sunita suraj
    surbhi surendra sureyya susanti sushma susumu svanhild svatava svitlana swapna swati taavi
    tadashi tahar tahsin taiki taisiya takahiro takako takao takashi takayuki takehiko takeo
    takeru takeshi takumi takuya talfryn taner tanmay taras tarek tariro tarjei tarkan tarquin
    tarun tatenda tatsuya tavish tayfun taylan tayyar tegwen tendai teoman tetiana tetsuo
    tetsuya thabo thanasis thandi themba thembi theofilos thien thorbjorn thorvald thulani thuy
    tiberius tihomir timofey tinashe toader tolga tomohiro tomoko tomomi tomos tomoyuki torgeir
    torhild toril torkel torkild torquil toru torunn torvald toshiaki toshiyuki trefor truls
    trygve tsepo tshepo tsutomu tsuyoshi tsvetan tsvetelina tudur tugba tumelo tuncay turgay
    turhan tuyet txema txomin uday umesh unai urho urmila urtzi urve usha utami uudo uxue
    vaclava vadym vaibhav valdas valdur valeriy vandana varun vasileios vasiliki vasilis
    vasilisa vasily vasko vassilis vazul veiko velimir veljko venkat venkatesh viacheslav vibha
    vidya vijaya vikas viktoriia viktoriya vimala vinay vinayak vineet vinh vinod vipul vishal
    vishnu vitaliy vitaly vivek vladan vladena vladut vladyslav vojislav volodymyr vsevolod
    vyacheslav waleed wataru wati wayan widad wissam xabier xanthe yagmur yakov yanti yaroslav
    yaroslava yasuko yasuo yefim yegor yeji yekaterina yelena yeliz yelizaveta yeray yevhen
    yevheniia yiannis yogesh yordanka yorgos yoshiaki yoshie yoshihiro yoshinori yoshito
    younghee youngho yuichi yuiko yuji yuka yukari yukiko yukio yuliia yuliya yumi yuriy yusuke
    yutaka yuto yuuki zakhar zanele zarko zayed zebedee zeina zeliha zhanna ziad zigor zigurds
    zinaida zlata zlatan zodwa zoriana zsuzsa zuhair zuhal zurine zvonimir zydrunas
    """
)
"""Names that are often met in Latin letters, and that lists by country lack: Japanese, Indian and
Arabic ones among them, Basque, Welsh, Scottish and African ones."""

GIVEN_NAMES = _NEAR | _FAR

SPOKEN_TO = GIVEN_NAMES | words(
    """
    abby ali amber ben bill bob carol chris christian dave dean drew frank grace hazel jack jan jean
    jerry jo joy kim max maya mark may milan nick pat phil raj ray rob robin rosa rose sam sandy sue
    wei will
    """
)
"""Also names that are words, for places where only a person can be meant."""

"""Words by which sentences are read: capitals that are no initials, words that are names too, words that only join."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACRONYMS = _words("""
    AD AIM ASB ASYE BRA CAF CAFCASS CAMHS CCE CIC CIN CLA CP CPP CPR CSC CSE CWD DA DAU DCS DUR DV DVA EH EHA EHCP
    FGC FGM FRT GP HER HOS HV IRO IT LA LAC LADO LSCB MACE MAPPA MARAC MASH NEET NHS NSPCC OK PAIR PEP PIP PLO PM PR
    PSW QA QAO RI ROC SCR SDQ SEN SENCO SGO SLO SMART SMT SOS SW TAC TAF TM UASC UK VPA WWC YJS YOS YOT
""")
"""Capitals that are no initials."""
CALENDAR = _words("""
    april august christmas december diwali easter eid february friday january july june march may monday november
    october ramadan saturday september sunday thursday tuesday wednesday
""")
"""Days, months and feasts, which are written with a capital."""
PEOPLES = _words("""
    act afghan african albanian arabic asian bangladeshi black british caribbean catholic children chinese christian
    english european gypsy hindu indian irish jewish kurdish mosaic muslim nigerian ofsted pakistani polish punjabi
    regulation roma romanian safety scottish section signs sikh somali together traveller travellers turkish urdu
    welsh white working
""")
"""Peoples, faiths and titles of guidance, which are written with a capital."""
GIVEN = _words("""
    abbey alma amber angel april art august autumn bill blessing bob chance charity chase christian christy cliff
    crystal daisy dale dawn dean destiny drew earl eve faith frank gale gene ginger glen grace grant guy harmony
    harry hazel heather heaven holly hope hunter iris ivy jack jade jasmine jay jean joy june justice kerry kit
    lance lee lily mark max may melody mercy miles mo nick olive page pat patience paul pearl penny precious queen
    ray rich river rob robin rose ruby rusty sally sandy sky skye sonny star stephen sue summer sunny tom tony
    trinity victor violet wade ward will willow
""")
"""Words that are given names too: written with a capital they are taken for one."""
BEGINNERS = _words("""
    a about actions after again all almost already also although always among an analysis and another any
    appropriate as assessment assessments at attendance available background because been before being below between
    both but by care careful carers case certain child children chronologies chronology clear clearly close
    communication concerns consent consideration consistent contact contingency current daily danger dates decision
    decisions delay delays despite detailed direct discussion discussions documents during each early education
    effective efforts engagement every everything evidence excellent family fathers feedback few file files findings
    first following for from further genogram genograms given goals good great had harm has have health helpful here
    high history home how however if impact important in information initial is it its lack late later learning less
    letters life little lived long longer management many meetings minutes missing more most mothers much multi
    needs neither never new next no nobody none nor not note notes nothing observations of often on one only or
    other others our out outcomes outstanding over oversight parental parents partners partnership pathway people
    permanence plan planning plans poor practice previous professional professionals progress prompt purpose
    purposeful quality questions rationale reasons record recording records referral referrals regular relationships
    reports research response responses review reviews risk risks safe safeguarding school schools several since so
    some statutory still strategy strengths strong such supervision support supportive systems team that the their
    then there therefore these this thorough those though thoughtful threshold through time timely timescales to
    together too transition two unclear under until update updates upon use very views visit visits voice was weak
    well were what when where whether which while who whole why wider wishes with within without work workers
    worries writing written yet young
""")
"""Words with which sentences on practice begin; another capital at the beginning may be a name."""
STOP = _words("""
    a an and are as at be been being but by do does for from had has have he her his how i in into is it its of on
    or our she so than that the their them then there these they this those through to was we were what when where
    which while who will with would you your
""")
"""Words that say nothing of what a sentence is about."""

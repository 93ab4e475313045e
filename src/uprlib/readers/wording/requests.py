"""Whether words ask for something by themselves, or only go on with the sentence before them.

"ratify the pact" and "further train judges" are requests of their own. "especially in the north", "the Convention on
the Rights of the Child" and "defenders" are not: without the words before them they say nothing. Nor is a verb without
what it is about ("Sign", "consider ratifying").
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs with which requests begin, collected from the first words of recommendations of all sessions.
_VERBS = _words(
    """
    abandon abide abolish abrogate abstain accede accelerate accept accompany accomplish accord accredit achieve
    acknowledge act activate adapt add address adhere adjust adopt advance advise advocate afford agree align
    alleviate allocate allow alter amend analyse analyze announce annul answer appeal apply appoint approach approve
    arrest ask assess assign assist associate assure attach attain attend attract authorise authorize avail avoid
    ban be bear become begin benefit better block bolster boost break bridge bring broaden build call cancel carry
    catch cease celebrate certify change channel charge circulate clarify clean clear close co-operate codify
    collaborate collect combat combine come commence commission commit communicate commute compensate compile
    complement complete comply concentrate conclude concretize condemn conduct confer confirm conform consent
    consider consolidate consult continue contribute convert cooperate coordinate count counter cover create
    criminalise criminalize curb curtail cut deal debate decentralise decentralize declare declassify decree
    decriminalise decriminalize dedicate deepen defend define delay delete deliver demobilise demobilize democratise
    democratize demolish demonstrate denounce deny deploy deport deposit derogate design designate desist detain
    deter determine develop devise devote direct disclose discontinue discuss dismantle display disseminate
    distribute do document domesticate double draft draw drive drop earmark ease eat educate elaborate elevate
    eliminate elucidate embark embody embrace emphasize employ empower enable enact encode encompass encourage end
    endeavour endorse enforce engage engender enhance enlarge enlist enshrine ensure enter entrench envisage
    equalize equip eradicate erase establish evaluate examine exchange execute exercise exert expand expedite
    explain explore express extend extradite face facilitate fast-track feature feed fight fill finalise finalize
    find finish focus follow follow-up forbid form formalise formalize formulate forward foster frame free fulfil
    fulfill fund gather gear generate get give go grant grow guarantee guard halt harmonise harmonize harness hasten
    have hear heed help hire hold honour host house humanize identify impart implement impose improve include
    incorporate increase inform initiate inquire inscribe insist inspect install instate instigate institute
    institutionalize instruct integrate intensify internationalize interpret intervene introduce invent invest
    investigate invite involve isolate issue jail join judge keep label launch lead learn leave legalize legislate
    lessen let liberate lift limit list listen lobby locate lock look lower mainstream maintain make manage manifest
    map mark maximise maximize mediate meet mind mitigate mobilise mobilize modernise modernize modify
    monitor motivate mourn move multiply name narrow nationalize negotiate nominate note notify nurture obey observe
    obtain offer open operationalise operationalize oppose opt order organise organize outlaw overcome overhaul
    oversee own paint pardon participate pass pave pay penalise penalize perform permit persevere persist persuade
    phase place plan plant play police postpone pray prepare prescribe present preserve press prevent print
    prioritise prioritize privatize proceed process proclaim produce progress prohibit prolong promote promulgate
    pronounce propose prosecute protect prove provide prune publicise publicize publish punish purchase pursue push
    put quash question quit raise rank ratify re-double re-engage re-establish re-evaluate re-examine reach
    reactivate read reaffirm realise realize reassess rebuild recall receive recognise recognize recommend reconcile
    reconsider record recover recruit rectify redouble redress reduce reengage refer refine reflect reform refrain
    refund refurbish register regularise regularize regulate rehabilitate reimburse reinforce reinstate reintegrate
    reintroduce reinvigorate reiterate reject relax release relieve relocate remain remedy remind remove remunerate
    rename render renew renounce rent reopen reorient repair repatriate repay repeal rephrase replace reply report
    request require rescind rescue reside resolve resort respect respond restart restore restrict restructure resume
    retain retrain retry return reunite reverse revert review revise revisit revitalise revitalize revive revoke
    reward rewrite ring roll run safeguard sanction save scale search secure see seek seize select sell send
    sensitise sensitize separate serve set settle shape share shed shelter shorten show shut sign simplify slow
    smooth soften solicit solve sow spare spearhead specify speed split sponsor spread stabilize staff standardise
    standardize start state stay stem step stick stimulate stock stop store streamline strengthen stress strive
    structure study submit subscribe succeed suggest suit supervise supplement supply support suppress surrender
    survey suspend sustain swear sweep systematize tackle take target tax teach tell temper terminate test think tie
    tighten touch toughen trace track train transfer transform translate transmit transpose treat trust try turn
    undergo undertake undo unify unite unlock unveil update upgrade uphold urge use utilise utilize vacate validate
    value verify vest view vigorously visit vote waive warn watch water weed welcome widen win wind wish withdraw
    work worry write
    asked called calls encouraged encourages invited invites must recommended recommends requested requests shall
    should suggested suggests urged urges
    """
)
# Words that may stand before the verb.
_BEFORE_VERB = _words(
    """
    to and or also further furthermore moreover additionally fully more better not no never please even
    continuously duly again soon once immediately now still thus therefore then finally first second third lastly
    as well
    """
)
_NOT_ADVERBS = frozenset({"only", "early", "family", "elderly", "assembly", "especially", "particularly", "namely"})
# Words that only go on with what was said.
_GOES_ON = _words(
    """
    the a an its their his her this these those all any each both other others such same
    especially particularly notably including namely specifically mainly e.g i.e inter
    of from than into onto via per without within among amongst between against concerning regarding
    in on at by for with as through under before after until during towards toward upon over across
    which who whom whose where when whether if because since so while whereas unless although
    """
)
_FRAME = re.compile(
    r"(?:in|as|with|within|taking|while|noting|given|on|at|for|considering|having|bearing|building|regarding|concerning"
    r"|following|under|pursuant|through|by|like|along|together|recognizing|recalling|welcoming|based|due|when|where|since"
    r"|if|after|before|during|upon|despite|although|because|until|consistent|drawing|aware|concerned|notwithstanding"
    r"|according|using|without|where|once|to)\b",
    re.IGNORECASE,
)
_PARTICIPLE = (
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "can",
    "could",
    "do",
    "does",
    "did",
    "would",
    "will",
    "may",
)
_WHO_ACTS = re.compile(
    r"(?:that )?(?:it|they|(?:the |its |all )?(?:government|authorities|states?|country|parliament|republic|kingdom"
    r"|international community|[A-Z]\w+))\b"
)
_AFTER_NOUN = _words("of and or in for on against to with as from by at that which who is are")
_NOUN_ENDING = re.compile(r"(?:s|tion|sion|ment|ity|ness|ance|ence|ism|ship|hood|ers?|ors?)$")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_MARKER = re.compile(r"[\s;,.:–-]*(?:(?:and|or)\b\s*)?(?:\(?[A-Za-z]{1,2}\)|\(?[ivxIVX]{1,4}\)|\d{1,2}[.)])\s")
# What may be asked for in one word.
_OBJECTS = _words("more better all both it them this")
_DANGLING = _words("to of the a an its with for on in by from and or into at")
# No frame of a request has more clauses, and no lone verb more words.
_MOST_CLAUSES = 4
_MOST_LONE_WORDS = 8


def opens_request(text: str) -> bool:
    """Whether a text begins with a request, perhaps after words that frame it.

    Examples
    --------
    >>> [opens_request(text) for text in ("ratify it", "In this regard, fully train judges", "that it take measures")]
    [True, True, True]
    >>> [opens_request(text) for text in ("especially in the north", "the pact on trees", "defenders")]
    [False, False, False]
    """
    clauses = text.split(", ", _MOST_CLAUSES)
    for clause in clauses:
        if _begins_with_verb(clause):
            return True
        words = [word.lower() for word in _WORD.findall(clause[:200])]
        while words and words[0] in _BEFORE_VERB and words[0] != "to":
            words.pop(0)
        if words and not _FRAME.fullmatch(words[0]):
            return False
    return False


def lacks_object(text: str) -> bool:
    """Whether a text is a verb, or several, without what is asked for.

    Examples
    --------
    >>> [lacks_object(text) for text in ("Sign", "Sign/ratify", "Consider acceding to", "Sign it")]
    [True, True, True, False]
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        return True
    if words[-1] in _OBJECTS:
        return False
    if len(words) > _MOST_LONE_WORDS:
        return False
    verbs = [word in _VERBS or _is_gerund(word) for word in words]
    if not any(verbs):
        return False
    return words[-1] in _DANGLING or all(
        verb or word in _BEFORE_VERB or word in _DANGLING or _is_adverb(word)
        for verb, word in zip(verbs, words, strict=True)
    )


def goes_on(before: str, after: str) -> bool:
    """Whether `after`, as printed with the marks before it, goes on with the sentence of `before`.

    Examples
    --------
    >>> goes_on("Build houses", ", especially in the north"), goes_on("Plant oaks", "; plant elms")
    (True, False)
    >>> goes_on("Sign", "/Ratify the pact"), goes_on("Protect witnesses", " and defenders")
    (True, True)
    """
    if lacks_object(before) and not _stands_alone(before, after):
        return True
    if _MARKER.match(after):
        return False
    words = _WORD.findall(after[:400])
    # Conjunctions lead over to either.
    while words and words[0].lower() in ("and", "or"):
        words.pop(0)
    if not words:
        return True
    start = after[after.index(words[0]) :]
    if opens_request(start) or _is_like(before, words[0]):
        return False
    first, second = words[0].lower(), words[1].lower() if len(words) > 1 else ""
    if first in _GOES_ON or _is_gerund(first) or first in _AFTER_NOUN:
        return True
    is_name = words[0][:1].isupper() and (words[0][1:2].isupper() or (len(words) > 1 and words[1][:1].isupper()))
    return is_name or not second or second in _AFTER_NOUN or bool(_NOUN_ENDING.search(first))


def _stands_alone(before: str, after: str) -> bool:
    """Whether a semicolon ends a lone verb: the next part has that verb again, with something else to ask for."""
    first, again = (_WORD.search(text) for text in (before, after))
    return after.lstrip().startswith(";") and bool(first and again and first[0].lower() == again[0].lower())


def is_fragment(text: str) -> bool:
    """Whether a text cannot be understood without what stood before it.

    Examples
    --------
    >>> [is_fragment(text) for text in ("Sign", "and defenders", "The ratification of the pact", "Invent a rule")]
    [True, True, False, False]
    """
    words = _WORD.findall(text[:400])
    if len(words) < 2 or lacks_object(text):
        return True
    # A request may be a noun: "The ratification of the pact". It then begins with a capital.
    return words[0][:1].islower() and goes_on("Plant trees", ", " + text)


def _begins_with_verb(clause: str) -> bool:
    printed = _WORD.findall(clause[:200])
    words = [word.lower() for word in printed]
    # "Strengthens cooperation": a report of what was said. A small letter would rather be a noun's ("measures of ...").
    if printed and printed[0][0].isupper() and {words[0][:-1], words[0][:-2]} & _VERBS and words[0].endswith("s"):
        return len(words) > 1 and words[1] not in _AFTER_NOUN
    for place, word in enumerate(words[:_MOST_LONE_WORDS]):
        if word in _VERBS or word.partition("-")[0] in _VERBS:
            return True
        if word == "that":
            return len(words) > place + 1 and words[place + 1] not in _PARTICIPLE
        if word not in _BEFORE_VERB and not _is_adverb(word):
            break
    start = clause.lstrip()
    acts = _WHO_ACTS.match(start)
    if acts is None:
        return False
    return any(word.lower() in _VERBS for word in _WORD.findall(start[acts.end() : acts.end() + 60])[:4])


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _NOT_ADVERBS


def _is_gerund(word: str) -> bool:
    """Whether a word is a verb in -ing: "ratifying", "acceding", "putting"."""
    if not word.endswith("ing") or len(word) < 6:
        return False
    stem = word[:-3]
    return stem in _VERBS or stem + "e" in _VERBS or (stem[-1] == stem[-2] and stem[:-1] in _VERBS)


def _is_like(before: str, first: str) -> bool:
    """Whether both begin in the same way where neither is a verb: "The adoption of ...; the creation of ..."."""
    words = _WORD.findall(before[:100])
    if not words or opens_request(before):
        return False
    one, other = words[0].lower(), first.lower()
    return one == other or (_is_gerund(one) and _is_gerund(other)) or ({one, other} <= {"the", "a", "an", "its"})

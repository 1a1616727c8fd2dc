//! What people do for a living, by its name.

use super::super::words::among;

#[rustfmt::skip]
const OCCUPATIONS: &[&str] = &[
    "accountant", "actor", "actress", "actuary", "acupuncturist", "administrator", "anaesthetist",
    "analyst", "anesthesiologist", "animator", "anthropologist", "apprentice", "arborist",
    "archaeologist", "architect", "archivist", "artist", "assistant", "associate", "astronomer",
    "attorney", "au-pair", "auctioneer", "audiologist", "auditor", "author", "bailiff", "baker",
    "banker", "barber", "barista", "bartender", "beautician", "beekeeper", "binman", "biologist",
    "blacksmith", "bookbinder", "bookkeeper", "bookseller", "bosun", "botanist", "bouncer",
    "brewer", "brickie", "bricklayer", "broker", "builder", "butcher", "butler", "cabbie",
    "cabinetmaker", "cameraman", "caregiver", "carer", "caretaker", "carpenter", "cartographer",
    "cashier", "cellist", "ceo", "cfo", "chaplain", "chauffeur", "chef", "chemist", "childminder",
    "chippy", "chiropodist", "chiropractor", "choreographer", "cleaner", "clerk", "clinician",
    "coach", "cobbler", "comedian", "composer", "concierge", "conductor", "conservator",
    "constable", "consultant", "contractor", "cook", "coordinator", "cop", "copywriter", "coroner",
    "councillor", "counsellor", "counselor", "courier", "cowboy", "cryptographer", "cto", "curator",
    "dancer", "deckhand", "decorator", "dentist", "dermatologist", "designer", "detective",
    "developer", "dietitian", "director", "dj", "docker", "dockworker", "doctor", "doorman",
    "dramatist", "dressmaker", "driver", "drummer", "dustman", "ecologist", "economist", "editor",
    "educator", "electrician", "embalmer", "engineer", "engraver", "entrepreneur", "farmer",
    "filmmaker", "firefighter", "fireman", "fisherman", "fishmonger", "fitter", "florist",
    "foreman", "forester", "freelancer", "gamekeeper", "gardener", "geographer", "geologist",
    "glassblower", "glazier", "goldsmith", "greengrocer", "groundskeeper", "groundsman", "guard",
    "guitarist", "hairdresser", "handyman", "headmaster", "headmistress", "headteacher",
    "herbalist", "historian", "homemaker", "housekeeper", "housewife", "hygienist", "illustrator",
    "intern", "interpreter", "investigator", "ironmonger", "janitor", "jeweler", "jeweller",
    "joiner", "journalist", "judge", "laborer", "labourer", "landscaper", "lawyer", "lead",
    "leatherworker", "lecturer", "librarian", "lifeguard", "lineman", "linguist", "locksmith",
    "logger", "longshoreman", "machinist", "magician", "magistrate", "manager", "marketer",
    "masseur", "masseuse", "mathematician", "mechanic", "merchant", "metalworker", "meteorologist",
    "midwife", "milkman", "milliner", "miner", "missionary", "model", "mortician", "musician",
    "nanny", "naturalist", "navigator", "neurologist", "novelist", "nurse", "nutritionist",
    "obstetrician", "officer", "oncologist", "optician", "optometrist", "orthodontist", "osteopath",
    "paediatrician", "painter", "paraeducator", "paralegal", "paramedic", "pastor", "pathologist",
    "pediatrician", "pharmacist", "pharmacologist", "phlebotomist", "photographer", "physician",
    "physicist", "physio", "physiotherapist", "pianist", "pilot", "plasterer", "playwright",
    "plumber", "podiatrist", "poet", "police", "policeman", "policewoman", "politician", "porter",
    "postie", "postman", "preacher", "priest", "principal", "printer", "producer", "professor",
    "programmer", "prosecutor", "psychiatrist", "psychologist", "psychotherapist", "publican",
    "publicist", "purser", "rabbi", "radiographer", "radiologist", "ranger", "realtor",
    "receptionist", "recruiter", "referee", "registrar", "reporter", "researcher", "reverend",
    "rigger", "roadie", "roofer", "sailor", "salesman", "salesperson", "saleswoman", "scaffolder",
    "scientist", "screenwriter", "sculptor", "seaman", "seamstress", "secretary", "shepherd",
    "sheriff", "shipwright", "shopkeeper", "signalman", "signwriter", "singer", "sociologist",
    "soldier", "solicitor", "sommelier", "sonographer", "sparky", "specialist", "statistician",
    "stevedore", "steward", "stewardess", "stockbroker", "stonemason", "stuntman", "stylist",
    "superintendent", "supervisor", "surgeon", "surveyor", "sysadmin", "tailor", "tattooist",
    "taxidermist", "teacher", "tech", "technician", "teller", "tester", "therapist", "tiler",
    "toolmaker", "trader", "trainer", "translator", "trucker", "tutor", "typist", "umpire",
    "undertaker", "upholsterer", "usher", "valet", "vet", "veterinarian", "violinist", "waiter",
    "waitress", "warden", "watchmaker", "weaver", "webmaster", "welder", "wheelwright",
    "woodcutter", "woodworker", "writer", "zookeeper", "zoologist",
];
/// How the names of many more end.
const ENDINGS: &[&str] = &[
    "ologist",
    "ographer",
    "iatrist",
    "keeper",
    "monger",
    "dresser",
    "sonographer",
    "worker",
];
/// What ends like one and is none.
const OTHERS: &[&str] = &[
    "coworker",
    "co-worker",
    "goalkeeper",
    "scaremonger",
    "warmonger",
];

/// Whether it names what someone does for a living.
pub fn is_occupation(norm: &str) -> bool {
    let ends = || {
        norm.chars().count() > 8
            && ENDINGS.iter().any(|ending| norm.ends_with(ending))
            && !among(OTHERS, norm)
    };
    among(OCCUPATIONS, norm) || ends()
}

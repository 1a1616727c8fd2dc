//! Whether a given name is a woman's or a man's, where it is mostly one of them: whom "she" may mean.

use super::super::words::among;
use super::relations::Gender;

#[rustfmt::skip]
const WOMEN: &[&str] = &[
    "abby", "abigail", "adele", "agnes", "agnieszka", "aileen", "aine", "aisling", "alice", "alison", "allison", "amy", "angie", "ann",
    "anne", "annabel", "annalise", "annette", "annie", "anouk", "aoife", "arlene", "astrid", "audrey", "beatrice", "beatriz", "becky",
    "bernadette", "bernie", "beryl", "beth", "bethan", "betty", "beverley", "beverly", "birgit", "bridget", "brigid", "britt", "brittany",
    "bronagh", "bronwen", "caitlin", "caoimhe", "carmen", "carol", "caroline", "carrie", "catherine", "cathy", "ceri", "chantal", "charlotte",
    "chloe", "chloé", "christine", "cindy", "claire", "clare", "clemmie", "clio", "colette", "colleen", "constance", "daphne", "debbie", "deborah",
    "deirdre", "denise", "diane", "dionne", "dolores", "doreen", "doris", "dorothy", "ebony", "edith", "eileen", "eilidh", "eimear", "eithne",
    "elaine", "eleanor", "elif", "elizabeth", "ellen", "ellie", "eloise", "elsie", "emily", "enid", "erin", "estelle", "esther", "ethel",
    "eunice", "eve", "evelyn", "fay", "faye", "felicity", "flo", "florence", "folake", "frances", "freda", "funke", "gail", "genevieve", "geraldine", "gertrude", "ghislaine",
    "gladys", "grainne", "gráinne", "greta", "gretchen", "gwen", "gwendolyn", "gwyneth", "harriet", "hazel", "heather", "heidi", "helen", "hermione",
    "hilary", "imogen", "ines", "inès", "ingrid", "irene", "iris", "isabel", "isabelle", "isobel", "ivy", "jackie", "jacqueline", "jane", "janet", "janice",
    "jasmine", "jean", "jeanette", "jen", "jennifer", "jenny", "jess", "jill", "joan", "joanne", "joyce", "judith", "judy", "julie", "june", "karen", "kate",
    "kathleen", "katie", "katy", "kay", "kim", "kirsten", "kirsty", "kitty", "kirstie", "lauren", "lesley", "lily", "linda", "lindsay", "liz", "lizzie", "lorraine", "lottie", "louise",
    "lucy", "lynn", "lynne", "mabel", "madeleine", "maeve", "mairead", "maisie", "mandy", "margaret", "margot", "marge", "marian", "marianne", "marie", "marion", "marjorie",
    "mary", "maud", "maureen", "mavis", "megan", "meg", "melanie", "mercedes", "michelle", "mildred", "millie", "miriam", "moira", "molly", "morag", "muriel", "myrtle", "nan",
    "nancy", "naomi", "natalie", "nell", "nicole", "nicky", "niamh", "noreen", "norah", "olive", "orla", "paige", "pam", "pat", "patsy", "pauline", "pearl", "peggy", "penelope", "penny",
    "philippa", "phyllis", "poppy", "prudence", "queenie", "rachel", "renee", "renée", "rhiannon", "rosalind", "rose", "rosemary", "rosie", "roisin", "róisín", "ruby", "ruth", "sadhbh", "sally",
    "sarah", "sharon", "shauna", "sheila", "shirley", "sinead", "sinéad", "siobhan", "siobhán", "sophie", "stacey", "stella", "sue", "susan", "suzanne", "sylvie", "tess", "thelma", "tilly", "tracey", "tracy", "trudy",
    "ursula", "valerie", "vanessa", "vera", "violet", "vivien", "vivienne", "wendy", "winifred", "winnie", "yvette", "yvonne", "zoe", "zoë", "priya", "ngozi", "folasade", "chidinma", "chinwe", "bukola", "ifeoma",
];
#[rustfmt::skip]
const MEN: &[&str] = &[
    "aaron", "abdul", "abdullah", "abraham", "adam", "adebayo", "adrian", "ahmed", "aidan", "aiden", "alan", "alastair", "albert", "alberto", "aled", "alejandro",
    "alessandro", "alf", "alfie", "alfred", "ali", "alistair", "alvaro", "amir", "amit", "anders", "andreas", "andrei", "andrew", "andrzej", "andy", "angus", "anil", "anthony", "antoine",
    "antonio", "archie", "arjun", "arnold", "arthur", "asif", "austin", "barnaby", "barry", "bartosz", "ben", "benedict", "benjamin", "benny", "bernard", "bert", "bilal", "bill", "billy", "bjorn", "björn",
    "bob", "bobby", "boris", "brad", "bradley", "brandon", "brendan", "brian", "bruce", "bruno", "bryan", "caleb", "callum", "cameron", "carl", "carlos", "charles", "charlie", "chidi", "chinedu",
    "christopher", "cian", "cillian", "clarence", "claude", "clement", "clive", "colin", "colm", "connor", "conor", "cormac", "craig", "cyril", "damian", "damien", "dan", "daniel", "danny", "darius", "darragh",
    "darren", "dave", "david", "dean", "declan", "deepak", "dennis", "derek", "dermot", "derrick", "desmond", "diego", "dieter", "dmitri", "dominic", "donald", "doug", "dougie", "douglas", "duncan", "dwayne", "dylan", "eamon", "ed",
    "eddie", "edgar", "edmund", "edward", "edwin", "emeka", "emilio", "emre", "enrico", "enrique", "enzo", "eric", "erik", "ernest", "ethan", "etienne", "eugene", "evan", "ewan", "ezekiel", "ezra", "fabio", "farid", "felix", "femi",
    "fergus", "fernando", "finlay", "finn", "fintan", "fionn", "floyd", "francisco", "franco", "francois", "françois", "frank", "franz", "fred", "freddie", "frederick", "friedrich", "gabriel", "gareth", "gary", "gav", "gavin", "gaz", "geoff", "geoffrey",
    "george", "gerald", "gerard", "gerry", "giacomo", "gianni", "giorgio", "giovanni", "giulio", "glen", "glenn", "godfrey", "gordon", "graham", "greg", "guillaume", "gustavo", "hamid", "hamish", "hamza", "hans", "harold", "harry", "hassan", "hector",
    "heinz", "henrik", "henry", "herbert", "hiroshi", "howard", "hubert", "hugh", "hugo", "hussein", "iain", "ian", "ibrahim", "idris", "igor", "imran", "isaac", "ivan", "ivor", "jack", "jacob", "jake", "james", "jamie", "jared", "jason", "javier", "jeff", "jeremy",
    "jerome", "jim", "jimmy", "joe", "joel", "john", "johnny", "jon", "jonathan", "jorge", "jose", "josé", "joseph", "josh", "joshua", "juan", "julian", "justin", "karl", "keith", "ken", "kenneth", "kenny", "kev", "kevin", "kieran", "kofi", "kwame", "kyle", "lars", "laurence", "lawrence", "lee",
    "leo", "leon", "leonard", "les", "lewis", "liam", "lloyd", "louis", "luca", "lucas", "luigi", "luis", "luke", "malcolm", "manuel", "marco", "marcus", "mario", "mark", "martin", "mateusz", "matt", "matthew", "maurice", "max", "mehmet", "michael", "mick", "miguel", "mike", "mo", "mohamed", "mohammed", "morris", "neil", "nelson",
    "niall", "nick", "nigel", "nikhil", "noah", "norman", "obinna", "oliver", "ollie", "omar", "oscar", "owen", "pablo", "paddy", "patrick", "paul", "paweł", "pedro", "percy", "pete", "peter", "phil", "philip", "pierre", "rab", "rafael", "raj", "rajesh", "ralph", "ravi", "ray", "raymond", "reg", "reginald", "rhodri", "rhys",
    "ricardo", "richard", "rob", "robert", "rodney", "roger", "rohit", "roland", "ron", "ronald", "ronnie", "rory", "ross", "roy", "russell", "ryan", "samir", "samuel", "scott", "sean", "seamus", "sebastian", "segun", "seun", "sergio", "sid", "simon", "stan", "stanley", "stefan", "stephen", "steve", "steven", "stewart", "stuart", "sunil", "ted", "terence",
    "terry", "theo", "thomas", "tim", "timothy", "toby", "tom", "tomasz", "tommy", "tony", "trevor", "tunde", "tyler", "vic", "victor", "vijay", "vincent", "vlad", "walter", "wayne", "wei", "wes", "wilfred", "will", "william", "winston", "xavier", "yusuf", "zbigniew", "zeke",
];
/// Men's names that end like a woman's.
const MEN_ON_A: &[&str] = &[
    "luca", "joshua", "ezra", "elisha", "nikita", "mustafa", "musa", "isa", "obinna", "akira",
    "emeka", "luka", "garba", "aditya", "krishna", "rama", "surya", "shiva", "yakubu", "kenta",
];

/// Of the first of a person's names.
pub fn gender(name: &str) -> Option<Gender> {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    if among(WOMEN, &first) {
        Some(Gender::She)
    } else if among(MEN, &first) || among(MEN_ON_A, &first) {
        Some(Gender::He)
    } else {
        let hers = first.ends_with('a') && super::is_given_name(&first);
        hers.then_some(Gender::She)
    }
}

/// Names that are common words as well: with a capital, before a verb that nobody but a person does.
pub fn is_also_a_name(norm: &str) -> bool {
    among(WOMEN, norm) || among(MEN, norm)
}

//! Common given names: what tells a person from a firm, and a name from a word where nothing has a
//! capital. Names that are common words or firms are left out.

#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "aaron", "abby", "abigail", "adam", "adrian", "ahmed", "aisha", "alan", "albert", "alejandro",
    "alex", "alexander", "alexandra", "alexis", "ali", "alice", "alicia", "alison", "allison",
    "alyssa", "amanda", "amelia", "amir", "amy", "ana", "andre", "andrea", "andrew", "andy",
    "angela", "anita", "ann", "anna", "anne", "annie", "anthony", "antonio", "arjun", "arthur",
    "ashley", "audrey", "austin", "barbara", "beatrice", "becky", "ben", "benjamin", "bernard",
    "beth", "betty", "bianca", "bob", "bobby", "brad", "bradley", "brandon", "brenda", "brian",
    "brittany", "bruce", "bruno", "bryan", "caitlin", "caleb", "cameron", "camila", "carl",
    "carla", "carlos", "carmen", "carol", "caroline", "catherine", "cathy", "cecilia", "charles",
    "charlie", "charlotte", "chloe", "chris", "christina", "christine", "christopher", "cindy",
    "claire", "clara", "claudia", "connor", "craig", "cynthia", "dan", "daniel", "daniela",
    "danielle", "danny", "dave", "david", "deborah", "debbie", "dennis", "derek", "diana",
    "diane", "diego", "dmitri", "donald", "donna", "dorothy", "doug", "dylan", "ed", "eddie",
    "edward", "elena", "eli", "elizabeth", "ella", "ellen", "ellie", "emily", "emma", "eric",
    "erica", "erin", "ethan", "eva", "evan", "evelyn", "fatima", "felix", "fernando", "fiona",
    "frances", "francisco", "frank", "fred", "gabriel", "gary", "george", "gina", "gloria",
    "greg", "hannah", "harry", "hassan", "heather", "heidi", "helen", "henry", "hiroshi", "ian",
    "ibrahim", "igor", "ingrid", "irene", "isaac", "isabel", "isabella", "ivan", "jack", "jackie",
    "jacob", "jake", "james", "jamie", "jan", "jane", "janet", "jasmine", "jason", "javier",
    "jeff", "jen", "jenna", "jennifer", "jenny", "jeremy", "jerry", "jess", "jesse", "jessica",
    "jill", "jim", "jimmy", "joan", "joe", "joel", "john", "johnny", "jon", "jonas", "jonathan",
    "jorge", "jose", "joseph", "josh", "joshua", "juan", "judy", "julia", "julian", "julie",
    "justin", "karen", "karl", "kate", "katherine", "kathy", "katie", "kayla", "keith", "kelly",
    "ken", "kenji", "kevin", "kim", "kimberly", "kyle", "larry", "laura", "lauren", "leah", "lena",
    "leo", "leon", "leonard", "liam", "lily", "linda", "lisa", "liz", "logan", "lola", "louis",
    "louise", "lucas", "lucia", "lucy", "luis", "luke", "lydia", "maggie", "manuel", "marco",
    "marcus", "margaret", "maria", "marie", "mario", "marta", "martha", "martin", "mary", "mateo",
    "matt", "matthew", "maya", "megan", "mei", "melanie", "melissa", "mia", "michael",
    "michelle", "miguel", "mike", "mohamed", "mohammed", "molly", "monica", "nadia", "nancy",
    "naomi", "natalie", "natasha", "nathan", "neha", "nicholas", "nick", "nicole", "nina", "noah",
    "nora", "olga", "oliver", "olivia", "omar", "oscar", "owen", "pablo", "pam", "pamela",
    "patricia", "patrick", "paul", "paula", "pedro", "pete", "peter", "phil", "philip",
    "priya", "rachel", "rahul", "raj", "ralph", "raymond", "rebecca", "renee", "ricardo", "richard",
    "rick", "rita", "robert", "roberto", "robin", "roger", "ron", "rosa", "rosie", "roy",
    "ruth", "ryan", "sally", "sam", "samantha", "samuel", "sandra", "sanjay", "sara", "sarah",
    "scott", "sean", "sebastian", "sergio", "shannon", "sharon", "shaun", "sheila", "shirley",
    "simon", "sofia", "sonia", "sophia", "sophie", "stacy", "stephanie", "stephen", "steve",
    "steven", "stuart", "susan", "susie", "sven", "tamara", "tanya", "tara", "ted", "teresa",
    "terry", "theo", "theresa", "thomas", "tiffany", "tim", "timothy", "tina", "todd", "tom",
    "tommy", "tony", "tracy", "trevor", "tyler", "valerie", "vanessa", "veronica", "victor",
    "victoria", "vincent", "vivian", "walter", "wendy", "william", "yolanda", "yusuf", "zach",
    "zoe",
];

/// Whether many people are called so.
pub fn is_given_name(norm: &str) -> bool {
    GIVEN.contains(&norm)
}

//! The table of what a clause may tell of its subject.
//!
//! A pattern (see `pattern`) begins at the verb, after "I" or "my friend Tom"; in `says` the value
//! takes the place of `{}`, and the subject stands before it.

use super::shapes::Shape;

/// Of whom a rule may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// "I …"
    User,
    /// "I …" and "we …"
    UserOrUs,
    /// "I …" and "my friend Tom …"
    Anyone,
    /// All of them.
    All,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub whom: Whom,
    pub pattern: &'static str,
    pub shape: Shape,
    pub attribute: &'static str,
    pub says: &'static str,
    /// The value is what the rule says, and not only what it caught: "Works at TechCorp".
    pub whole: bool,
}

const fn rule(
    whom: Whom,
    pattern: &'static str,
    shape: Shape,
    attribute: &'static str,
    says: &'static str,
) -> Rule {
    Rule {
        whom,
        pattern,
        shape,
        attribute,
        says,
        whole: false,
    }
}

const fn whole(
    whom: Whom,
    pattern: &'static str,
    shape: Shape,
    attribute: &'static str,
    says: &'static str,
) -> Rule {
    Rule {
        whole: true,
        ..rule(whom, pattern, shape, attribute, says)
    }
}

use Shape::{
    Activity, Affliction, Ailing, Allergens, Appointment, Business, Condition, Diet, Languages,
    Liked, Name, Near, Nothing, Number, Phrase, Place, Played, Role, School, Things, Workplace,
};
use Whom::{All, Anyone, User, UserOrUs};

/// The first that holds counts for each attribute.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // What could harm them.
    rule(Anyone, "be allergic to {}", Allergens, "allergy", "is allergic to {}"),
    rule(Anyone, "have [got] [a|an] {} allergy|allergies", Allergens, "allergy", "is allergic to {}"),
    rule(Anyone, "have [been] diagnosed with {}", Things, "health", "was diagnosed with {}"),
    rule(Anyone, "was|got [been] diagnosed with {}", Things, "health", "was diagnosed with {}"),
    rule(Anyone, "suffer~ from {}", Things, "health", "suffers from {}"),
    rule(Anyone, "have [got] [a|an] {}", Condition, "health", "has {}"),
    rule(Anyone, "be [a|an] {}", Affliction, "health", "is {}"),
    rule(Anyone, "be [a|an] {}", Diet, "diet", "is {}"),
    whole(Anyone, "do not eat|drink {}", Things, "diet", "avoids {}"),

    // Where they are at home.
    rule(All, "live~ with {} in {}", Place, "home", "lives in {}"),
    rule(All, "live~ [over|out|up|down|back] in|at {}", Place, "home", "lives in {}"),
    rule(User, "be [back] in {} now|these", Place, "home", "lives in {}"),
    rule(User, "be [back] home in {}", Place, "home", "lives in {}"),
    rule(All, "be|have [been] [currently] living|based in {}", Place, "home", "lives in {}"),
    rule(All, "live~ [over|out|up|down|back] near {}", Near, "home", "lives {}"),
    rule(All, "be|have [been] [currently] living near {}", Near, "home", "lives {}"),
    rule(All, "[have] moved|relocated [back|over|out|down|up|from] to|into {}", Place, "home", "lives in {}"),
    rule(All, "[have] moved|relocated from {} to {}", Place, "home", "lives in {}"),
    rule(Anyone, "be from {}", Place, "hometown", "is from {}"),
    rule(Anyone, "grew up in|near {}", Place, "hometown", "grew up in {}"),
    rule(Anyone, "was born [and] [raised] in {}", Place, "hometown", "was born in {}"),
    rule(Anyone, "be born and raised in {}", Place, "hometown", "grew up in {}"),
    rule(Anyone, "come~|hail~ from {}", Place, "hometown", "is from {}"),

    // What they do.
    rule(Anyone, "[have] [been] work~|working as {}", Role, "job", "is {a}"),
    rule(Anyone, "be [now] [working] as {}", Role, "job", "is {a}"),
    rule(Anyone, "was|got|have|be [been|being] promoted to {}", Role, "job", "is {a}"),
    rule(Anyone, "[have] started|began [working|a] [new] [job|role|position] as {}", Role, "job", "is {a}"),
    rule(Anyone, "[have] got|landed|accepted|took|taken [a|the] [new] job|role|position|offer as {}", Role, "job", "is {a}"),
    rule(Anyone, "[have] got [hired|taken] [on] as {}", Role, "job", "is {a}"),
    rule(Anyone, "be a|an|the [new] {}", Role, "job", "is {a}"),
    whole(Anyone, "be|have|was [been] [made] [now] head of {}", Things, "job", "is head of {}"),
    rule(Anyone, "[have] become|became [a|an|the] {}", Role, "job", "is {a}"),
    whole(Anyone, "[have] [been] work~|working at|for {}", Workplace, "job", "works at {}"),
    whole(Anyone, "be working at|for {}", Workplace, "job", "works at {}"),
    rule(Anyone, "be working as {}", Role, "job", "is {a}"),
    whole(Anyone, "[have] started|began [working|a] [new] [job|role|position] at|with {}", Workplace, "job", "works at {}"),
    whole(Anyone, "[have] got|landed|accepted|took|taken [a|the] [new] job|role|position|offer at|with|from {}", Workplace, "job", "works at {}"),
    whole(Anyone, "[have] got hired at|by {}", Workplace, "job", "works at {}"),
    whole(User, "teach~ {}", Things, "job", "teaches {}"),
    whole(Anyone, "run~|own~ a|an|my|his|her {}", Business, "job", "runs a {}"),
    whole(Anyone, "be|have retired", Nothing, "job", "is retired"),
    whole(User, "be a man|woman|lady|gentleman of leisure", Nothing, "job", "is retired"),
    whole(Anyone, "retired", Nothing, "job", "is retired"),
    whole(Anyone, "be unemployed", Nothing, "job", "is unemployed"),
    whole(Anyone, "be self-employed", Nothing, "job", "is self-employed"),
    rule(User, "report~ to {}", Name, "boss", "reports to {}"),
    rule(Anyone, "be studying {}", Things, "studies", "is studying {}"),
    rule(Anyone, "study~ {}", Things, "studies", "studies {}"),
    rule(Anyone, "be majoring|major~ in {}", Things, "studies", "studies {}"),
    rule(Anyone, "be a student at {}", School, "studies", "is a student at {}"),
    whole(Anyone, "be [going] to|at {}", School, "studies", "goes to {}"),
    whole(Anyone, "go~|goes to {}", School, "studies", "goes to {}"),
    whole(Anyone, "be in college", Nothing, "studies", "is in college"),
    whole(Anyone, "be in med|medical school", Nothing, "studies", "is in medical school"),
    whole(Anyone, "be in law school", Nothing, "studies", "is in law school"),
    whole(Anyone, "be in grad|graduate school", Nothing, "studies", "is in graduate school"),
    whole(Anyone, "be in high school", Nothing, "studies", "is in high school"),
    rule(Anyone, "speak~ {}", Languages, "language", "speaks {}"),
    rule(Anyone, "be {} years old", Number, "age", "is {} years old"),
    rule(Anyone, "be {}", Number, "age", "is {} years old"),
    rule(Anyone, "turned {}", Number, "age", "is {} years old"),

    // Whom they love.
    whole(All, "be casually seeing|dating {}", Name, "dating_status", "is casually seeing {}"),
    whole(All, "be|have [been] [started] seeing {}", Name, "dating_status", "is seeing {}"),
    whole(All, "be|have [been] [started] dating {}", Name, "dating_status", "is dating {}"),
    whole(All, "started seeing|dating {}", Name, "dating_status", "is seeing {}"),
    whole(All, "be going|gone out with {}", Name, "dating_status", "is seeing {}"),
    whole(All, "be|have [been] seeing|dating a|this guy|girl|woman|man|fella|bloke|lad|lady|chap|lass|gentleman named|called {}", Name, "dating_status", "is seeing {}"),
    whole(User, "be|have [been] [started] seeing|dating someone", Nothing, "dating_status", "is seeing someone"),
    whole(All, "be|got married to {}", Name, "dating_status", "is married to {}"),
    whole(All, "have been married to {}", Name, "dating_status", "is married to {}"),
    whole(All, "be|got engaged to {}", Name, "dating_status", "is engaged to {}"),
    whole(All, "married {}", Name, "dating_status", "is married to {}"),
    whole(All, "be|have|got [gotten] engaged", Nothing, "dating_status", "is engaged"),
    whole(All, "be|have|got [gotten] divorced", Nothing, "dating_status", "is divorced"),
    whole(All, "got|have [gotten] married", Nothing, "dating_status", "is married"),
    whole(Anyone, "be [happily] married", Nothing, "dating_status", "is married"),
    whole(Anyone, "be [newly] single", Nothing, "dating_status", "is single"),
    whole(Anyone, "be widowed", Nothing, "dating_status", "is widowed"),
    rule(All, "be|got married to {}", Name, "partner", "is married to {}"),
    rule(All, "have been married to {}", Name, "partner", "is married to {}"),
    rule(All, "be|got engaged to {}", Name, "partner", "is engaged to {}"),

    // What they like.
    rule(User, "love~|like~|enjoy~ talking|to talk about {}", Things, "favorite_topic", "likes to talk about {}"),
    rule(Anyone, "live~ for {}", Liked, "likes", "lives for {}"),
    rule(Anyone, "love~ {}", Liked, "likes", "loves {}"),
    rule(Anyone, "live~ and breathe~ {}", Liked, "likes", "lives and breathes {}"),
    rule(Anyone, "eat~ , sleep~ and breathe~ {}", Liked, "likes", "lives and breathes {}"),
    rule(Anyone, "like~ {}", Liked, "likes", "likes {}"),
    rule(Anyone, "enjoy~ {}", Liked, "likes", "enjoys {}"),
    rule(Anyone, "adore~ {}", Liked, "likes", "adores {}"),
    rule(Anyone, "be|have [been|gotten] into {}", Liked, "likes", "is into {}"),
    rule(Anyone, "be a fan of {}", Liked, "likes", "is a fan of {}"),
    rule(Anyone, "be a|an [big|huge|massive] {} fan", Name, "likes", "is a {} fan"),
    rule(Anyone, "have [got] a thing about|for {}", Liked, "likes", "has a thing about {}"),
    rule(User, "can not live without {}", Liked, "likes", "can't live without {}"),
    rule(Anyone, "be obsessed with {}", Liked, "likes", "is obsessed with {}"),
    rule(Anyone, "be passionate about {}", Liked, "likes", "is passionate about {}"),
    rule(Anyone, "[have] took|taken up {}", Activity, "hobby", "has taken up {}"),
    rule(Anyone, "[have] got|gotten into {}", Activity, "hobby", "got into {}"),
    rule(Anyone, "[have] started [doing] {}", Activity, "hobby", "has taken up {}"),
    rule(Anyone, "play~ [the] {}", Played, "hobby", "plays {}"),
    rule(Anyone, "go~|goes|do|does {} every|each|twice|once", Activity, "hobby", "goes {}"),
    rule(Anyone, "hate~|despise~|loathe~|detest~ {}", Liked, "dislikes", "hates {}"),
    rule(Anyone, "can not be doing with {}", Liked, "dislikes", "can't be doing with {}"),
    rule(Anyone, "dislike~ {}", Liked, "dislikes", "dislikes {}"),
    rule(Anyone, "can not stand|bear|abide|stomach {}", Liked, "dislikes", "can't stand {}"),
    rule(Anyone, "do not like|enjoy|love {}", Liked, "dislikes", "doesn't like {}"),
    rule(Anyone, "be not into {}", Liked, "dislikes", "isn't into {}"),
    rule(Anyone, "be not [a] fan of {}", Liked, "dislikes", "isn't a fan of {}"),
    whole(Anyone, "be scared|afraid|terrified of {}", Things, "other", "is afraid of {}"),
    rule(User, "value~ {}", Things, "values", "values {}"),

    // Whom they have.
    whole(UserOrUs, "have [got] {} kids|children", Number, "child", "has {} children"),
    whole(User, "have [got] {} brothers", Number, "sibling", "has {} brothers"),
    whole(User, "have [got] {} sisters", Number, "sibling", "has {} sisters"),
    whole(User, "have [got] {} siblings", Number, "sibling", "has {} siblings"),
    whole(UserOrUs, "have [got] {} dogs", Number, "pet", "has {} dogs"),
    whole(UserOrUs, "have [got] {} cats", Number, "pet", "has {} cats"),

    // What happened.
    whole(Anyone, "was|got|have|be [been|being] promoted to {}", Role, "event", "got promoted to {}"),
    whole(Anyone, "was|got|have [been] promoted", Nothing, "event", "got promoted"),
    whole(Anyone, "[have] got|landed [a|the] [new] job|role|position|offer as {}", Role, "event", "got a job as {}"),
    whole(Anyone, "[have] got|landed [a|the] [new] job|role|position|offer at|with|from {}", Workplace, "event", "got a job at {}"),
    whole(Anyone, "[have] got|landed [a|the] [new] job", Nothing, "event", "got a new job"),
    whole(Anyone, "was|got|have [been] fired|sacked", Nothing, "event", "got fired"),
    whole(Anyone, "was|got|have [been] laid off", Nothing, "event", "got laid off"),
    whole(Anyone, "was|got|have [been] let go", Nothing, "event", "was let go"),
    whole(Anyone, "[have] lost my|his|her job", Nothing, "event", "lost their job"),
    whole(Anyone, "[have] quit|left my|his|her job", Nothing, "event", "left their job"),
    whole(Anyone, "retired", Nothing, "event", "retired"),
    whole(All, "[have] moved|relocated [back|over|out|down|up] to|into {}", Place, "event", "moved to {}"),
    whole(All, "[have] moved|relocated from {} to {}", Place, "event", "moved to {}"),
    whole(All, "got|have|be [gotten] engaged to {}", Name, "event", "got engaged to {}"),
    whole(All, "got|have|be [gotten] engaged", Nothing, "event", "got engaged"),
    whole(All, "got|have [gotten] married to {}", Name, "event", "got married to {}"),
    whole(All, "got|have [gotten] married", Nothing, "event", "got married"),
    whole(All, "got|have [gotten] divorced", Nothing, "event", "got divorced"),
    whole(All, "be having|expecting [a] baby|twins", Nothing, "event", "is having a baby"),
    whole(All, "be expecting", Nothing, "event", "is having a baby"),
    whole(Anyone, "be pregnant", Nothing, "event", "is pregnant"),
    whole(All, "[have] had a|our|my|her|the baby|son|daughter|boy|girl", Nothing, "event", "had a baby"),
    whole(Anyone, "[have] gave|given birth", Nothing, "event", "gave birth"),
    whole(Anyone, "[have] graduated from {}", School, "event", "graduated from {}"),
    whole(Anyone, "[have] graduated", Nothing, "event", "graduated"),
    whole(Anyone, "[have] passed my|the|his|her {}", Appointment, "event", "passed the {}"),
    whole(Anyone, "[have] passed the bar", Nothing, "event", "passed the bar exam"),
    whole(Anyone, "[have] ran|finished|completed my|the|a [first] {}", Appointment, "event", "finished a {}"),
    whole(Anyone, "[have] won {}", Phrase, "event", "won {}"),
    whole(Anyone, "was|got [been] in a car accident|crash|wreck", Nothing, "event", "was in a car accident"),
    whole(Anyone, "had [a] surgery", Nothing, "event", "had surgery"),
    whole(Anyone, "had a miscarriage", Nothing, "event", "had a miscarriage"),
    whole(Anyone, "[have] got|gotten into|accepted [to|into|at|by] {}", School, "event", "got into {}"),
    whole(All, "[have] bought [a|an|our|my] [first|new] house|home", Nothing, "event", "bought a house"),
    whole(All, "[have] bought [a|an|our|my] [first|new] apartment|condo|flat", Nothing, "event", "bought an apartment"),
    whole(All, "[have] bought|got a|my [first|new] car|truck", Nothing, "event", "bought a car"),

    // What is to come.
    whole(UserOrUs, "be going|flying|traveling|travelling|heading|driving [back|over|out|down|up] to {}", Place, "plan", "is going to {}"),
    whole(UserOrUs, "be visiting {}", Place, "plan", "is visiting {}"),
    whole(UserOrUs, "will be moving|relocating [back] to {}", Place, "plan", "is moving to {}"),
    whole(UserOrUs, "be moving|relocating [back] to {}", Place, "plan", "is moving to {}"),
    whole(User, "be|will [be] starting|start [a|my|the] [new] [job|role|position] at|with {}", Workplace, "plan", "is starting a job at {}"),
    whole(UserOrUs, "be getting married", Nothing, "plan", "is getting married"),
    rule(UserOrUs, "[have] have|got [a|an|my|our|another|this] {}", Appointment, "plan", "has {a}"),
    rule(UserOrUs, "have [a|an|my|our|another|this] {}", Appointment, "plan", "has {a}"),
    rule(UserOrUs, "be planning|plan to {}", Phrase, "plan", "plans to {}"),
];

/// What a clause that begins with "my …" may tell of the user.
#[rustfmt::skip]
pub const MINE: &[Rule] = &[
    rule(User, "my [full|first|real] name be {}", Name, "name", "is called {}"),
    whole(User, "my [new|married] surname be {}", Name, "other", "has the surname {}"),
    whole(User, "my last name be {}", Name, "other", "has the surname {}"),
    rule(User, "my {} be back|bad|worse", Condition, "health", "has {}"),
    whole(User, "my {} be going|shot|gone|bad|knackered|murder|sore|ruined|dodgy", Ailing, "health", "has trouble with their {}"),
    whole(User, "my {} have gone|packed", Ailing, "health", "has trouble with their {}"),
    whole(User, "my {} be playing up", Ailing, "health", "has trouble with their {}"),
    whole(User, "my {} be killing me", Ailing, "health", "has trouble with their {}"),
    rule(User, "my hobby|hobbies|pastime|pastimes [be|are|include~] {}", Things, "hobby", "enjoys {}"),
    rule(User, "my [guilty|great|big|first|only|other|real|one|main] pleasure|passion|obsession|weakness be {}", Things, "likes", "loves {}"),
    rule(User, "my hometown be {}", Place, "hometown", "is from {}"),
    rule(User, "my [new] boss|manager|supervisor be {}", Name, "boss", "works for {}"),
    rule(User, "my major be {}", Things, "studies", "studies {}"),
    rule(User, "my nickname be {}", Name, "called", "likes to be called {}"),
];

/// Attributes that "we" may tell of the user.
pub const OURS: &[&str] = &[
    "home",
    "event",
    "plan",
    "child",
    "pet",
    "dating_status",
    "partner",
];

/// What someone says is so no more: the pattern of the words after the subject, and where what it
/// caught may be held. An empty pattern's catch means all that is held there.
pub const ENDINGS: &[(&str, &[&str])] = &[
    ("be not allergic to {}", &["allergy"]),
    ("do not live in|at|near {}", &["home"]),
    ("do not work as|at|for {}", &["job"]),
    ("be not [a|an|the] {}", &["job", "diet", "health"]),
    (
        "be not seeing|dating|with {}",
        &["dating_status", "partner"],
    ),
    (
        "do not have [a|an|any] {}",
        &["pet", "health", "possession", "allergy", "partner"],
    ),
    (
        "do not like|love|enjoy|do|play {}",
        &["hobby", "likes", "favorite"],
    ),
    ("be not into {}", &["hobby", "likes"]),
    (
        "do not call|consider|count myself [a|an] {}",
        &["diet", "job", "health"],
    ),
    ("be not [a] fan of {}", &["hobby", "likes"]),
    ("do not hate|mind|dislike {}", &["dislikes"]),
    ("do not study {}", &["studies"]),
    (
        "stopped|quit [doing|playing] {}",
        &["hobby", "likes", "health", "diet"],
    ),
    ("[have] gave|given up [on] {}", &["hobby", "likes"]),
    ("[have] quit|left|lost my job", &["job"]),
    ("was|got|have [been] fired|sacked", &["job"]),
    ("was|got|have [been] laid off", &["job"]),
    ("was|got|have [been] let go", &["job"]),
    ("used to live in|near {}", &["home"]),
    ("used to work as|at|for {}", &["job"]),
    ("used to be [a|an] {}", &["job", "diet"]),
    ("used to love|like|enjoy|play|do {}", &["hobby", "likes"]),
    ("used to {}", &["hobby"]),
];

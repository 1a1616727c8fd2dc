//! What may go on in somebody's life, in a table: how it is said to begin and to end.

use super::super::facts::shapes::things;
use super::super::lexicon::{is_language, is_played};
use super::super::pattern::matches;
use super::super::topics::slug;
use super::super::words::{Word, capitalised, said};

/// Something ongoing that is no quarrel.
#[derive(Debug, Clone, Copy)]
pub struct Matter {
    /// Its topic; `{}` is what the pattern caught.
    pub topic: &'static str,
    /// Patterns of the words after "I" or "we".
    opens: &'static [&'static str],
    pub closes: &'static [&'static str],
    /// Where the storyline stands, after the user's name.
    pub says: &'static str,
    /// What it is, after "talked about".
    pub about: &'static str,
    /// How it came to its end, after "they".
    pub ends: &'static str,
    /// Whether what was caught is of the kind.
    holds: fn(&[Word]) -> bool,
}

impl Matter {
    /// The storyline's topic; "bar exam" need not be an exam twice.
    pub fn topic_of(&self, thing: &str) -> String {
        slug(&self.topic.replace("{}", thing)).replace("exam_exam", "exam")
    }

    /// The matter that a topic names, and what of it: "marathon" of `marathon_training`.
    pub fn of_topic(topic: &str) -> Option<(&'static Self, String)> {
        MATTERS.iter().find_map(|matter| {
            let (before, after) = matter.topic.split_once("{}").unwrap_or((matter.topic, ""));
            let thing = topic.strip_prefix(before)?.strip_suffix(after)?;
            let filled = matter.topic.contains("{}") != thing.is_empty();
            let thing = thing.replace('_', " ");
            let named = matter.topic.ends_with("to_{}") || is_language(&thing);
            let thing = if named { titled(&thing) } else { thing };
            filled.then_some((matter, thing))
        })
    }

    /// What it is about, where the words begin it; empty where it needs nothing.
    pub fn opened_by(&self, verb: &[Word]) -> Option<String> {
        self.caught_by(self.opens, verb)
    }

    /// What came to its end, where the words end it.
    pub fn closed_by(&self, verb: &[Word]) -> Option<String> {
        self.caught_by(self.closes, verb)
    }

    fn caught_by(&self, patterns: &[&'static str], verb: &[Word]) -> Option<String> {
        patterns.iter().find_map(|pattern| {
            let caught = matches(pattern, verb)?;
            if !pattern.contains("{}") {
                return Some(String::new());
            }
            let all = things(caught.part(0));
            let thing = all
                .first()
                .filter(|thing| thing.len() <= 3 && (self.holds)(thing))?;
            Some(said(thing))
        })
    }
}

/// "san antonio" as "San Antonio".
fn titled(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(capitalised).collect();
    words.join(" ")
}

fn anything(_: &[Word]) -> bool {
    true
}

fn is_named(words: &[Word]) -> bool {
    words.first().is_some_and(Word::is_capital)
}

fn is_learned(words: &[Word]) -> bool {
    is_played(words) || words.iter().any(|word| is_language(&word.norm))
}

fn ends_with(words: &[Word], ends: &'static [&'static str]) -> bool {
    words.last().is_some_and(|word| word.is(ends))
}

fn is_contest(words: &[Word]) -> bool {
    ends_with(
        words,
        &[
            "marathon",
            "half-marathon",
            "triathlon",
            "race",
            "ironman",
            "10k",
            "5k",
            "competition",
            "tournament",
            "fight",
            "ultra",
        ],
    )
}

fn is_exam(words: &[Word]) -> bool {
    ends_with(
        words,
        &[
            "bar",
            "exam",
            "exams",
            "test",
            "finals",
            "mcat",
            "lsat",
            "gre",
            "gmat",
            "sat",
            "boards",
            "certification",
            "license",
        ],
    )
}

fn is_habit(words: &[Word]) -> bool {
    ends_with(
        words,
        &[
            "smoking", "drinking", "vaping", "caffeine", "coffee", "sugar", "alcohol", "gambling",
            "weed", "nicotine",
        ],
    )
}

#[rustfmt::skip]
pub const MATTERS: &[Matter] = &[
    Matter {
        topic: "job_interview",
        opens: &["[have] have|got [got] [a|an|another|my] [big|first|second|final] [job] interview", "be interviewing at|for|with {}"],
        closes: GOT_THE_JOB,
        says: "has a job interview",
        about: "a job interview",
        ends: "heard back about the job",
        holds: anything,
    },
    Matter {
        topic: "job_search",
        opens: &["be [been] looking for [a|another] [new] job|work", "be job-hunting", "be job hunting", "[have] applied for [a|another] [new] job", "be applying for|to jobs"],
        closes: GOT_THE_JOB,
        says: "is looking for a job",
        about: "the search for a job",
        ends: "heard back about a job",
        holds: anything,
    },
    Matter {
        topic: "house_hunt",
        opens: &["be house-hunting", "be house hunting", "be apartment hunting", "be looking for [a|an] [new] house|apartment|place|flat|condo", "be trying to buy a house|place|home"],
        closes: &["[have] bought [a|an|the|our|my] house|place|home|apartment|condo", "[have] found a|an|the [perfect|new] place|house|apartment|flat", "[have] signed the|a lease", "[have] closed on the|our|a house|place", "got the house|place|apartment"],
        says: "is looking for a home",
        about: "the search for a home",
        ends: "found a home",
        holds: anything,
    },
    Matter {
        topic: "{}_training",
        opens: &["be|have [been] training for [a|an|the|my] [first|half|full] {}"],
        closes: &["[have] finished|ran|completed [the|my|a] [first|half] {}", "did the {}"],
        says: "is training for {a}",
        about: "training for {a}",
        ends: "finished the {}",
        holds: is_contest,
    },
    Matter {
        topic: "wedding_planning",
        opens: &["be planning my|our|the|a wedding", "be getting married"],
        closes: &["got married", "had our|the|my wedding"],
        says: "is planning their wedding",
        about: "their wedding",
        ends: "had their wedding",
        holds: anything,
    },
    Matter {
        topic: "pregnancy",
        opens: &["be pregnant", "be expecting", "be having|expecting a baby|boy|girl|twins"],
        closes: &["[have] had the|our|my baby|twins", "gave birth", "had a miscarriage"],
        says: "is expecting a baby",
        about: "the baby that is on its way",
        ends: "",
        holds: anything,
    },
    Matter {
        topic: "divorce",
        opens: &["be going through a divorce", "be getting [a] divorced|divorce"],
        closes: &["got divorced", "signed the papers"],
        says: "is going through a divorce",
        about: "their divorce",
        ends: "are divorced now",
        holds: anything,
    },
    Matter {
        topic: "move_to_{}",
        opens: &["be moving|relocating [back] to {}"],
        closes: &["[have] moved|relocated [back] to|into {}"],
        says: "is moving to {}",
        about: "moving to {}",
        ends: "moved to {}",
        holds: is_named,
    },
    Matter {
        topic: "{}_exam",
        opens: &["be|have [been] studying for [the|my|a] {}"],
        closes: &["[have] passed|failed [the|my] {}"],
        says: "is studying for the {}",
        about: "studying for the {}",
        ends: "have the {} behind them",
        holds: is_exam,
    },
    Matter {
        topic: "quit_{}",
        opens: &["be|have [been] trying to quit|stop {}"],
        closes: &["[have] quit|stopped {}"],
        says: "is trying to quit {}",
        about: "quitting {}",
        ends: "quit {}",
        holds: is_habit,
    },
    Matter {
        topic: "learning_{}",
        opens: &["be|have [been] learning [to|how] [to] [speak|play] [the] {}"],
        closes: &[],
        says: "is learning {}",
        about: "learning {}",
        ends: "",
        holds: is_learned,
    },
    Matter {
        topic: "book_writing",
        opens: &["be|have [been] writing [a|my] [first|second|new] book|novel|memoir", "be working on [a|my] [first|second|new] book|novel|memoir"],
        closes: &["[have] finished|published [the|my] book|novel|memoir"],
        says: "is writing a book",
        about: "the book they are writing",
        ends: "finished their book",
        holds: anything,
    },
    Matter {
        topic: "thesis_writing",
        opens: &["be|have [been] writing my thesis|dissertation", "be working on my thesis|dissertation"],
        closes: &["[have] finished|submitted|defended [the|my] thesis|dissertation"],
        says: "is writing their thesis",
        about: "their thesis",
        ends: "finished their thesis",
        holds: anything,
    },
    Matter {
        topic: "sale_of_{}",
        opens: &["be|have [been] trying to sell my|the|our {}", "be selling my|the|our {}"],
        closes: &["[have] sold my|the|our {}"],
        says: "is trying to sell their {}",
        about: "the sale of their {}",
        ends: "sold the {}",
        holds: anything,
    },
    Matter {
        topic: "suing_{}",
        opens: &["be suing [the|my] {}", "be taking [the|my] {} to court"],
        closes: &[],
        says: "is suing {}",
        about: "suing {}",
        ends: "",
        holds: anything,
    },
    Matter {
        topic: "{}_planning",
        opens: &["be planning|organising|organizing a|an|my|the [surprise|big] {}"],
        closes: &[],
        says: "is planning {a}",
        about: "planning {a}",
        ends: "",
        holds: anything,
    },
    Matter {
        topic: "application_{}",
        opens: &["[have] applied for|to {}", "be applying for|to {}", "[have] appealed {}"],
        closes: GOT_IT,
        says: "has applied for {}",
        about: "their application for {}",
        ends: "heard back about {}",
        holds: anything,
    },
    Matter {
        topic: "{}_project",
        opens: &["be buying|building|restoring|renovating|converting|rebuilding a|an|my|the [old] {}", "be doing up a|an|my|the {}", "be starting|opening|setting [up] a|an|my {}"],
        closes: &["[have] finished|opened the|my {}"],
        says: "is at work on {a}",
        about: "{a} of their own",
        ends: "finished the {}",
        holds: anything,
    },
    Matter {
        topic: "{}_appointment",
        opens: &["have [got] a date for my|the {}"],
        closes: &[],
        says: "has a date for their {}",
        about: "their {}",
        ends: "",
        holds: anything,
    },
    Matter {
        topic: "test_results",
        opens: &["be waiting for|on [the|my|some] [test] results"],
        closes: &["got [the|my] [test] results"],
        says: "is waiting for test results",
        about: "test results that are to come",
        ends: "got their test results",
        holds: anything,
    },
];

/// What somebody says who got what they had waited for.
pub const GOT_IT: &[&str] = &["got it", "got in", "was accepted", "passed", "i am in"];

const GOT_THE_JOB: &[&str] = &[
    "[have] got|landed|accepted|took|have the [new] job",
    "[have] got|landed|accepted|took a [new] job",
    "did not get the job",
    "[have] got an|the offer",
    "got hired",
];

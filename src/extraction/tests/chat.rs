//! People type to it as they type to each other.

use super::*;

#[test]
fn hasty_typing_is_understood() {
    assert_claims(&[
        ("hi im alice", &["user.name = Alice"]),
        ("im allergic to shellfish", &["user.allergy = shellfish"]),
        (
            "i got a new job at stripe",
            &[
                "user.job = Works at Stripe",
                "user.event = Got a job at Stripe",
            ],
        ),
        ("i work at google", &["user.job = Works at Google"]),
        ("my moms name is carol", &["user.mom = Called Carol"]),
        ("my dogs name is rex", &["user.pet = Rex (dog)"]),
        (
            "my brothers name is tom and he lives in denver",
            &["user.sibling = Brother Tom", "Tom.home = Denver"],
        ),
        ("ive got two cats", &["user.pet = 2 cats"]),
        ("i live in nyc with my gf", &["user.home = NYC"]),
        (
            "im from ohio but i live in texas now",
            &["user.hometown = Ohio", "user.home = Texas"],
        ),
        ("my birthday is on may 2nd", &["user.birthday = May 2"]),
        (
            "were moving to texas next month",
            &["user.plan = Moving to Texas"],
        ),
        ("i dont eat pork", &["user.diet = Avoids pork"]),
    ]);
}

#[test]
fn a_lone_apostrophe_less_i_makes_no_turn_cased() {
    assert_eq!(
        claimed(
            &["i live in ohio", "My sister Anna is here.", "im from texas"],
            &[]
        ),
        [
            "user.home = Ohio",
            "user.sibling = Sister Anna",
            "user.hometown = Texas"
        ]
    );
}

#[test]
fn clauses_without_a_comma_are_told_apart() {
    assert_claims(&[(
        "i live in austin i work at dell and i have a dog named rex",
        &[
            "user.home = Austin",
            "user.job = Works at Dell",
            "user.pet = Rex (dog)",
        ],
    )]);
    assert_nothing(&[
        "i think my sister is allergic to nuts i live in boston",
        "the girl i like lives in boston",
        "the guy i work for is from texas",
    ]);
}

#[test]
fn what_is_no_place_no_firm_and_nobody_is_none_without_capitals_either() {
    assert_nothing(&[
        "i live in fear",
        "im from work",
        "im good",
        "im down",
        "lol im dead",
        "my sisters boyfriend is allergic to nuts",
        "id love to live in paris",
    ]);
    assert_only_retold(&[
        "i live in the city",
        "i live in my car",
        "i grew up in foster care",
        "i work at night",
        "i work at home",
        "i work for sarah",
        "i love sarah",
    ]);
}

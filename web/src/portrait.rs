//! A face for each persona, drawn from its id: the same one every time, and no two alike by
//! more than chance. Cut from paper in one hue, so that it says who, and nothing of age,
//! origin or sex.

use call_me_back::ids::PersonaId;
use call_me_back::persona::Persona;
use maud::{Markup, html};

/// The hues that a persona's face and page may have; the style sheet names them `tone-0` …
const HUES: [u32; 12] = [8, 28, 46, 78, 128, 162, 188, 208, 232, 264, 298, 336];

const SHAPES_OF_HAIR: u32 = 6;
const SHAPES_OF_EYES: u32 = 4;
const SHAPES_OF_MOUTH: u32 = 4;
const EXTRAS: u32 = 5;

/// The class that gives a page, or a card on it, the colour of its persona.
pub(crate) fn tone(id: &PersonaId) -> String {
    format!("tone-{}", Dice::of(id).roll(HUES.len() as u32))
}

/// Draws lots that depend on the id alone.
struct Dice(u64);

impl Dice {
    fn of(id: &PersonaId) -> Self {
        let seed = id
            .as_str()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(seed)
    }

    /// 0 to `sides` - 1. A step of SplitMix64.
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let lot = mixed ^ (mixed >> 31);
        u32::try_from(lot >> 32).unwrap_or(0) % sides.max(1)
    }
}

/// The face, as an SVG that says nothing to a screen reader: the name stands beside it.
pub(crate) fn portrait(persona: &Persona) -> Markup {
    let mut dice = Dice::of(&persona.id);
    let hue = dice.roll(HUES.len() as u32);
    let paper = Paper::of(HUES.get(hue as usize).copied().unwrap_or(8), dice.roll(2));
    let hair = dice.roll(SHAPES_OF_HAIR);
    let eyes = dice.roll(SHAPES_OF_EYES);
    let mouth = dice.roll(SHAPES_OF_MOUTH);
    let extra = dice.roll(EXTRAS);
    html! {
        svg.portrait viewBox="0 0 96 96" aria-hidden="true" focusable="false" {
            circle cx="48" cy="48" r="48" fill=(paper.ground) {}
            path d="M12 97 C14 77 30 70 48 70 C66 70 82 77 84 97 Z" fill=(paper.cloth) {}
            path d="M39 56 H57 V71 C57 76 39 76 39 71 Z" fill=(paper.shade) {}
            circle cx="27.5" cy="47" r="5" fill=(paper.shade) {}
            circle cx="68.5" cy="47" r="5" fill=(paper.shade) {}
            rect x="28" y="22" width="40" height="46" rx="19" fill=(paper.face) {}
            g fill=(paper.hair) { (hair_of(hair)) }
            g fill="none" stroke=(paper.ink) stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" {
                (eyes_of(eyes, &paper))
                path d="M48 46 V52.5 H50.5" stroke=(paper.shade) {}
                (mouth_of(mouth, &paper))
            }
            (extra_of(extra, &paper))
        }
    }
}

struct Paper {
    ground: String,
    cloth: String,
    face: String,
    shade: String,
    hair: String,
    ink: String,
}

impl Paper {
    /// The clothes are of the hue that stands across, or of the one beside.
    fn of(hue: u32, across: u32) -> Self {
        let cloth = (hue + if across == 0 { 165 } else { 40 }) % 360;
        Self {
            ground: format!("hsl({hue} 58% 74%)"),
            cloth: format!("hsl({cloth} 42% 46%)"),
            face: format!("hsl({hue} 60% 95%)"),
            shade: format!("hsl({hue} 42% 85%)"),
            hair: format!("hsl({hue} 48% 27%)"),
            ink: format!("hsl({hue} 45% 18%)"),
        }
    }
}

fn hair_of(hair: u32) -> Markup {
    html! {
        @match hair {
            // A quiff.
            0 => { path d="M27 43 C22 20 40 9 57 14 C72 17 74 32 69 43 C67 34 61 30 52 31 C42 33 32 31 27 43 Z" {} }
            // Close-cropped.
            1 => { path d="M27 42 C26 11 70 11 69 42 C67 32 60 28 48 28 C36 28 29 32 27 42 Z" {} }
            // Curls.
            2 => {
                circle cx="30" cy="33" r="7.5" {}
                circle cx="38" cy="24" r="9" {}
                circle cx="50" cy="20" r="9.5" {}
                circle cx="61" cy="25" r="8.5" {}
                circle cx="67" cy="34" r="7" {}
            }
            // Parted to the side.
            3 => { path d="M26 46 C20 18 44 11 54 16 C70 16 74 32 70 46 C67 37 62 32 56 27 C48 35 33 33 26 46 Z" {} }
            // A fringe.
            4 => { path d="M25 50 C20 8 76 8 71 50 C70 44 69 40 68 36 H28 C27 40 26 44 25 50 Z" {} }
            // A woollen cap.
            _ => {
                path d="M27 36 C27 8 69 8 69 36 Z" {}
                rect x="25" y="31" width="46" height="8" rx="4" {}
                circle cx="48" cy="12" r="5" {}
            }
        }
    }
}

fn eyes_of(eyes: u32, paper: &Paper) -> Markup {
    html! {
        @match eyes {
            // Open.
            0 => {
                circle cx="40" cy="46" r="2.6" fill=(paper.ink) stroke="none" {}
                circle cx="56" cy="46" r="2.6" fill=(paper.ink) stroke="none" {}
            }
            // Smiling.
            1 => { path d="M36.5 47 Q40 42.5 43.5 47 M52.5 47 Q56 42.5 59.5 47" {} }
            // With a brow raised.
            2 => {
                path d="M36 41.5 L44 41 M52 40.5 Q56 38 60 40" {}
                circle cx="40" cy="47" r="2.4" fill=(paper.ink) stroke="none" {}
                circle cx="56" cy="47" r="2.4" fill=(paper.ink) stroke="none" {}
            }
            // At ease.
            _ => { path d="M36.5 45.5 Q40 49 43.5 45.5 M52.5 45.5 Q56 49 59.5 45.5" {} }
        }
    }
}

fn mouth_of(mouth: u32, paper: &Paper) -> Markup {
    html! {
        @match mouth {
            0 => { path d="M42 58 Q48 63 54 58" {} }
            // To one side.
            1 => { path d="M42.5 59.5 Q50 61.5 55 56.5" {} }
            // Laughing.
            2 => { path d="M41 57 H55 Q54 64 48 64 Q42 64 41 57 Z" fill=(paper.ink) {} }
            // Small and firm.
            _ => { path d="M44 59.5 Q48 60.5 52 59.5" {} }
        }
    }
}

fn extra_of(extra: u32, paper: &Paper) -> Markup {
    html! {
        @match extra {
            // Glasses.
            0 => {
                g fill="none" stroke=(paper.hair) stroke-width="1.8" {
                    circle cx="40" cy="46" r="6.8" {}
                    circle cx="56" cy="46" r="6.8" {}
                    path d="M46.8 45 Q48 43.5 49.2 45" {}
                }
            }
            // Warm cheeks.
            1 => {
                g fill=(paper.ground) fill-opacity="0.8" {
                    circle cx="35.5" cy="55" r="4" {}
                    circle cx="60.5" cy="55" r="4" {}
                }
            }
            // A collar.
            2 => { path d="M37 74 L48 84 L59 74" fill="none" stroke=(paper.face) stroke-width="3" stroke-linejoin="round" stroke-linecap="round" {} }
            // Freckles.
            3 => {
                g fill=(paper.cloth) {
                    circle cx="35" cy="53" r="1" {}
                    circle cx="38.5" cy="54.5" r="1" {}
                    circle cx="57.5" cy="54.5" r="1" {}
                    circle cx="61" cy="53" r="1" {}
                }
            }
            // Stripes.
            _ => {
                g fill="none" stroke=(paper.face) stroke-opacity="0.7" stroke-width="2.5" {
                    path d="M17 84 Q48 76 79 84 M14 92 Q48 84 82 92" {}
                }
            }
        }
    }
}

/// A telephone's handset, for buttons.
pub(crate) fn handset() -> Markup {
    html! {
        svg.handset viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            g fill="none" stroke="currentColor" stroke-linecap="round" {
                path d="M7 7 C7 12 12 17 17 17" stroke-width="3" {}
                path d="M6 8.5 L8.5 5" stroke-width="5" {}
                path d="M15.5 18 L19 15.5" stroke-width="5" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use call_me_back::persona::catalog;

    use super::*;

    fn named(id: &str) -> Persona {
        Persona {
            id: PersonaId::parse(id).unwrap(),
            ..catalog().remove(0).persona
        }
    }

    #[test]
    fn a_persona_has_the_same_face_whatever_else_changes() {
        let brad = named("persona_brad_001");
        let mut renamed = brad.clone();
        renamed.name = "Bradley".to_owned();
        assert_eq!(portrait(&brad).0, portrait(&renamed).0);
    }

    #[test]
    fn faces_of_a_crowd_differ() {
        let faces: BTreeSet<String> = (0..100)
            .map(|number| portrait(&named(&format!("persona_{number}"))).0)
            .collect();
        assert!(faces.len() > 95, "{}", faces.len());
        let tones: BTreeSet<String> = (0..200)
            .map(|number| tone(&named(&format!("persona_{number}")).id))
            .collect();
        assert_eq!(tones.len(), HUES.len());
    }

    #[test]
    fn the_style_sheet_has_the_hues_of_the_faces() {
        let style = include_str!("../static/style.css");
        for (number, hue) in HUES.iter().enumerate() {
            assert!(
                style.contains(&format!(".tone-{number} {{ --hue: {hue}; }}")),
                "{number}"
            );
        }
        assert!(!style.contains(&format!(".tone-{} ", HUES.len())));
    }
}

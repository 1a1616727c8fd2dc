//! What surrounds every page.

use call_me_back::time::{TimeZone, Timestamp};
use maud::{DOCTYPE, Markup, html};

use crate::assets;

/// What the answers with these pages must carry as `Content-Security-Policy`: nothing but our own
/// files, and the call's own socket.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Who looks, and when.
#[derive(Debug, Clone)]
pub struct Frame {
    /// None: nobody is signed in.
    pub viewer: Option<Viewer>,
    /// Sent back with every form.
    pub csrf: String,
    pub now: Timestamp,
    /// The viewer's; dates are said as on the calendar there.
    pub zone: TimeZone,
    /// Only in development: says where the sign-in code is found.
    pub development: bool,
}

#[derive(Debug, Clone)]
pub struct Viewer {
    /// As personas call them, where they said.
    pub name: Option<String>,
}

impl Frame {
    pub(crate) fn name(&self) -> Option<&str> {
        self.viewer.as_ref()?.name.as_deref()
    }
}

/// One page, before its surroundings.
pub(crate) struct Sheet<'a> {
    pub title: &'a str,
    /// Where the way back leads: address and name.
    pub back: Option<(&'a str, &'a str)>,
    /// Colours the page after a persona.
    pub tone: Option<String>,
    /// For the shape of the page as a whole.
    pub class: &'a str,
    /// Seconds after which the page asks for itself again, where no script of its own does it.
    pub refresh: Option<u32>,
    /// Name of a module among the static files.
    pub script: Option<&'a str>,
    pub body: Markup,
}

/// What is led to from every page: address, name, and the page's own title.
const PLACES: [(&str, &str, &str); 2] = [
    ("/", "Home", "Your people"),
    ("/settings", "Settings", "Settings"),
];

fn places(title: &str) -> Markup {
    html! {
        nav.places aria-label="Main" {
            @for (address, name, own) in PLACES {
                a href=(address) aria-current=[(own == title).then_some("page")] { (name) }
            }
        }
    }
}

impl Sheet<'_> {
    pub fn draw(self, frame: &Frame) -> String {
        let home = if frame.viewer.is_some() {
            "/"
        } else {
            "/sign-in"
        };
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="same-origin";
                    @if let Some(seconds) = self.refresh {
                        @let again = html! { meta http-equiv="refresh" content=(seconds); };
                        @if self.script.is_some() { noscript { (again) } } @else { (again) }
                    }
                    title { (self.title) " · Call Me Back" }
                    link rel="icon" type="image/svg+xml" href=(assets::address("favicon.svg"));
                    link rel="stylesheet" href=(assets::address("style.css"));
                    @if let Some(script) = self.script {
                        script type="module" src=(assets::address(script)) {}
                    }
                }
                body class=(format!("{} {}", self.class, self.tone.as_deref().unwrap_or_default()).trim()) {
                    a.skip href="#main" { "Skip to the page" }
                    header.top {
                        @if let Some((address, name)) = self.back {
                            a.back href=(address) { span aria-hidden="true" { "‹ " } (name) }
                        } @else {
                            a.brand href=(home) { "Call Me Back" }
                        }
                        @if frame.viewer.is_some() { (places(self.title)) }
                    }
                    main #main tabindex="-1" { (self.body) }
                }
            }
        }
        .into_string()
    }
}

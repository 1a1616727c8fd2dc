//! Which endpoint a request is for.

use super::ROUTES;
use crate::scope::Scope;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Anyone,
    /// Who signed in, or comes with a key that is allowed this.
    Allowed(Scope),
}

/// One row of the table of endpoints.
#[derive(Debug, PartialEq, Eq)]
pub struct Route {
    pub method: Method,
    /// Such as `/api/calls/{call_id}`.
    pub path: &'static str,
    pub access: Access,
    /// Whether a JSON object is sent.
    pub takes_body: bool,
}

/// The endpoint that a request is for.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub route: &'static Route,
    /// What stands in the request's path where the endpoint's names something, by that name.
    pub(super) path: Vec<(&'static str, String)>,
}

impl Found {
    /// What is asked for, so that it can be told from other requests.
    pub(super) fn named(&self) -> String {
        let mut named = format!("{} {}", self.route.method.as_str(), self.route.path);
        for (_, value) in &self.path {
            named.push(' ');
            named.push_str(value);
        }
        named
    }
}

/// The endpoint that stands in the table with that method and path.
pub fn route(method: Method, path: &str) -> Option<&'static Route> {
    let mut routes = ROUTES.iter();
    routes.find(|route| route.method == method && route.path == path)
}

/// Why none was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Elsewhere {
    Nothing,
    /// There is something for these methods, such as `GET, PUT`; only those are understood.
    OtherMethods(String),
}

/// The endpoint of that method at that path. `method` is none where it is one that no endpoint has.
/// `segments` are the path's, as they were meant.
pub fn find(method: Option<Method>, segments: &[String]) -> Result<Found, Elsewhere> {
    let at_path = ROUTES.iter().filter_map(|route| {
        let path = matched(route.path, segments)?;
        Some(Found { route, path })
    });
    // What is called by its own name is not something that a path names.
    let best = at_path.clone().min_by_key(|found| found.path.len());
    let path = best.ok_or(Elsewhere::Nothing)?.route.path;
    let mut there = at_path.filter(|found| found.route.path == path);
    if let Some(found) = there.find(|found| Some(found.route.method) == method) {
        return Ok(found);
    }
    let same = ROUTES.iter().filter(|route| route.path == path);
    let mut methods: Vec<Method> = same.map(|route| route.method).collect();
    methods.sort_unstable();
    let methods: Vec<&str> = methods.into_iter().map(Method::as_str).collect();
    Err(Elsewhere::OtherMethods(methods.join(", ")))
}

/// What the pattern's names stand for in the path; none where it is another one.
fn matched(pattern: &'static str, segments: &[String]) -> Option<Vec<(&'static str, String)>> {
    let patterns: Vec<&'static str> = pattern.split('/').skip(1).collect();
    if patterns.len() != segments.len() {
        return None;
    }
    let mut named = Vec::new();
    for (pattern, segment) in patterns.into_iter().zip(segments) {
        match name(pattern) {
            Some(name) => named.push((name, segment.clone())),
            None if pattern == segment => {}
            None => return None,
        }
    }
    Some(named)
}

/// What a segment names, where it stands for whatever is there.
pub fn name(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(method: Method, path: &str) -> Result<Found, Elsewhere> {
        let segments: Vec<String> = path.split('/').skip(1).map(str::to_owned).collect();
        find(Some(method), &segments)
    }

    #[test]
    fn a_path_says_what_it_names() {
        let found = found(Method::Get, "/api/calls/call_1").unwrap();
        assert_eq!(found.route.path, "/api/calls/{call_id}");
        assert_eq!(found.path, [("call_id", "call_1".to_owned())]);
    }

    #[test]
    fn what_is_called_by_its_own_name_goes_first() {
        let estimate = found(Method::Get, "/api/calls/estimate").unwrap();
        assert_eq!(estimate.route.path, "/api/calls/estimate");
        assert_eq!(
            found(Method::Delete, "/api/calls/estimate"),
            Err(Elsewhere::OtherMethods("GET".into()))
        );
    }

    #[test]
    fn another_method_is_told_which_ones_there_are() {
        let methods = |path| found(Method::Delete, path);
        assert_eq!(
            methods("/api/me"),
            Err(Elsewhere::OtherMethods("GET, PUT".into()))
        );
        assert_eq!(methods("/api/nothing"), Err(Elsewhere::Nothing));
        assert_eq!(methods("/api"), Err(Elsewhere::Nothing));
    }
}

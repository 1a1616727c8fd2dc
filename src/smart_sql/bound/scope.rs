//! What a name means as a source: a common table expression that is in sight, or a table.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Bound, Sizes, Written, select};
use crate::smart_sql::guard::{Objection, definition};
use crate::smart_sql::tokens::Token;

pub struct Scope<'s> {
    outer: Option<&'s Scope<'s>>,
    sizes: &'s Sizes,
    expressions: BTreeMap<String, Expression<'s>>,
    /// What they come to; nothing while that is being found out.
    known: RefCell<BTreeMap<String, Option<Bound>>>,
    around: f64,
}

/// A common table expression.
#[derive(Clone, Copy)]
struct Expression<'s> {
    body: &'s [Token<'s>],
    /// It is told to stand alone.
    is_materialized: bool,
}

impl<'s> Expression<'s> {
    /// That of the name which these parts follow, and the parts after it.
    fn after_name(tokens: &'s [Token<'s>]) -> Option<(Self, &'s [Token<'s>])> {
        let (body, after) = definition(tokens)?;
        // With the parentheses around it.
        let head = tokens.len().checked_sub(body.len() + after.len() + 2)?;
        let is_materialized = match tokens.get(..head)? {
            [.., before, last] => before.is_word("AS") && last.is_word("MATERIALIZED"),
            _ => false,
        };
        let expression = Self {
            body,
            is_materialized,
        };
        Some((expression, after))
    }
}

impl<'s> Scope<'s> {
    pub fn of_tables(sizes: &'s Sizes) -> Self {
        Self {
            outer: None,
            sizes,
            expressions: BTreeMap::new(),
            known: RefCell::default(),
            around: 0.0,
        }
    }

    /// With what `WITH` defines where these parts begin; and the parts after that.
    pub fn with<'t>(
        &'t self,
        tokens: &'t [Token<'t>],
        around: f64,
    ) -> (Scope<'t>, &'t [Token<'t>]) {
        let mut scope = Scope {
            outer: Some(self),
            sizes: self.sizes,
            expressions: BTreeMap::new(),
            known: RefCell::default(),
            around,
        };
        let Some((_, mut rest)) = tokens
            .split_first()
            .filter(|(with, _)| with.is_word("WITH"))
        else {
            return (scope, tokens);
        };
        if let Some((first, after)) = rest.split_first()
            && first.is_word("RECURSIVE")
        {
            rest = after;
        }
        while let Some((name, after)) = rest.split_first()
            && let Some(name) = name.name()
            && let Some((expression, after)) = Expression::after_name(after)
        {
            scope.expressions.insert(name, expression);
            rest = match after.split_first() {
                Some((comma, after)) if comma.is(",") => after,
                _ => return (scope, after),
            };
        }
        (scope, rest)
    }

    /// Reads each expression that is defined here, whether it is named or not.
    pub fn read_all(&self) -> Result<(), Objection> {
        self.expressions
            .iter()
            .try_for_each(|(name, expression)| self.read(name, *expression).map(|_| ()))
    }

    /// What a name comes to, if it is one of a source.
    pub fn source(&self, name: &str) -> Result<Option<Bound>, Objection> {
        if let Some(expression) = self.expressions.get(name) {
            return self.read(name, *expression).map(Some);
        }
        match self.outer {
            Some(outer) => outer.source(name),
            None => Ok(self.sizes.get(name).copied().map(Bound::of_table)),
        }
    }

    fn read(&self, name: &str, expression: Expression<'_>) -> Result<Bound, Objection> {
        match self.known.borrow().get(name) {
            Some(Some(bound)) => return Ok(*bound),
            Some(None) => return Err(Objection::Recursive(name.to_owned())),
            None => {}
        }
        self.known.borrow_mut().insert(name.to_owned(), None);
        let mut bound = select(expression.body, self, self.around)?;
        if expression.is_materialized {
            bound.written_in = Written::NOTHING;
        }
        self.known.borrow_mut().insert(name.to_owned(), Some(bound));
        Ok(bound)
    }
}

//! What is listed or joined: the rows in SmartSQL. Every query about a person starts from their
//! user's id, so that the database can be split by user.

pub mod actors;
pub mod calls;
pub mod keys;
pub mod people;
pub mod personas;
pub mod relationships;
pub mod repeats;
pub mod schedules;
pub mod searches;

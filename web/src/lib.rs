//! The pages: templates and static files.

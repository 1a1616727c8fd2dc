//! Call Me Back: everything the product decides.

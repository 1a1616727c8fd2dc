//! The ports of the core on the host, with seeded faults.

//! The ports of the core over Cloudflare.

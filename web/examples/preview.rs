//! Writes every page with made-up people on it, and the static files, to a folder:
//!
//!     cargo run -p call-me-back-web --example preview -- /tmp/pages
//!     python3 -m http.server --bind 127.0.0.1 --directory /tmp/pages 8000

#[allow(dead_code, reason = "the tests use more of it")]
mod sample;

use std::path::PathBuf;
use std::{env, fs};

use call_me_back_web::assets;

fn main() -> sample::Sample<()> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name the folder to write to")?);
    fs::create_dir_all(folder.join("static"))?;
    for (name, page) in sample::pages()? {
        fs::write(folder.join(name), page)?;
    }
    for (path, asset) in assets::all() {
        fs::write(folder.join("static").join(path), asset.body)?;
    }
    Ok(())
}

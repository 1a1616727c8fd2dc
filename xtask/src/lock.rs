//! Locks between commands that run at the same time: a file each, freed as soon as its holder ends,
//! however it ends.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use anyhow::{Context, Result};
use rustix::io::FdFlags;

/// Holds the lock, or gives none where another command does.
pub fn take(path: &Path) -> Result<Option<File>> {
    let said = || path.display().to_string();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(said)?;
    }
    let file = File::create(path).with_context(said)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).with_context(said),
    }
}

/// Holds the lock, and waits for it where another command does `what` at the moment.
pub fn wait(path: &Path, what: &str) -> Result<File> {
    if let Some(file) = take(path)? {
        return Ok(file);
    }
    println!("{what} … waiting for one that runs already");
    let file = File::create(path).with_context(|| path.display().to_string())?;
    file.lock().with_context(|| path.display().to_string())?;
    Ok(file)
}

/// Keeps the lock for the program that takes the place of this one.
pub fn outlive(lock: &File) -> Result<()> {
    Ok(rustix::io::fcntl_setfd(lock, FdFlags::empty())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_until_its_holder_is_gone() {
        let path = std::env::temp_dir().join(format!("xtask-lock-{}", std::process::id()));
        let held = take(&path).unwrap();
        assert!(held.is_some());
        assert!(take(&path).unwrap().is_none());
        drop(held);
        drop(wait(&path, "this").unwrap());
        fs::remove_file(path).unwrap();
    }
}

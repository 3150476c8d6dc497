//! The absolute paths of the folders of a command.
//!
//! A default path is relative to the repository, wherever the command runs; a path in a flag is relative to the current
//! folder.

use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Result, bail};
use graph_codegen::Runtime;

use crate::disk::{self, FileKind};

/// The folder of pages: the one in the flag, or else `docs/` of the repository.
pub(crate) fn docs(flag: Option<&Path>) -> Result<PathBuf> {
    let path = flag.map_or_else(|| repository().join("docs"), Path::to_path_buf);
    let resolved = disk::resolve(&path)?;
    match disk::kind(&resolved)? {
        FileKind::Folder => Ok(resolved),
        FileKind::Nothing => bail!("the docs folder `{}` does not exist", shown(&path)),
        _ => bail!("`{}` is not a folder; --docs takes the folder that holds the pages", shown(&path)),
    }
}

/// The folder of the crate: the one in the flag, or else `generated/` of the repository. It need not exist. It cannot
/// be inside the docs folder, because the next run would read its files as pages.
pub(crate) fn out_folder(flag: Option<&Path>, docs: &Path) -> Result<PathBuf> {
    let path = flag.map_or_else(|| repository().join("generated"), Path::to_path_buf);
    let resolved = disk::resolve(&path)?;
    let includes = docs.parent().map(|parent| parent.join("includes"));
    if resolved.starts_with(docs) || includes.is_some_and(|includes| resolved.starts_with(includes)) {
        bail!("the out folder `{}` lies among the pages of `{}`", shown(&path), shown(docs));
    }
    Ok(resolved)
}

/// Where a crate in `out` gets the runtime library from by default: `codegen/runtime` in this repository if it exists,
/// or else the registry of cargo.
pub(crate) fn runtime(out: &Path) -> Result<Runtime> {
    let runtime = repository().join("codegen").join("runtime");
    match disk::kind(&runtime.join("Cargo.toml"))? {
        FileKind::File => Ok(Runtime::Path(relative_to(out, &runtime)?)),
        _ => Ok(Runtime::Version(env!("CARGO_PKG_VERSION").to_owned())),
    }
}

/// A path relative to the out folder, `/`-separated. Absolute if the two paths have no common root.
pub(crate) fn relative_to(out: &Path, path: &Path) -> Result<String> {
    let path = disk::resolve(path)?;
    Ok(slashed(&relative(&path, out).unwrap_or(path)))
}

/// The folder in which runs store data for later runs, within `target/`.
pub(crate) fn scratch() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    target.map_or_else(|| repository().join("target"), PathBuf::from).join("xtask")
}

/// A path for messages, relative to the current folder if it is below that folder.
pub(crate) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let text = path.strip_prefix(&current).unwrap_or(path).display().to_string();
    if text.is_empty() { ".".to_owned() } else { text }
}

/// A relative path with `/` between its parts on every platform.
pub(crate) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The root folder of the repository. It is set once, before the first command.
static ROOT: OnceLock<PathBuf> = OnceLock::new();

/// Sets the folder of the package that has the commands. Its parent folder is the repository.
pub(crate) fn set_package(package: &Path) {
    // Only the first call counts: a process serves one repository.
    let _ = ROOT.set(above(package));
}

/// The root folder of the repository. In unit tests it is the repository of this library.
fn repository() -> PathBuf {
    ROOT.get().cloned().unwrap_or_else(|| above(above(Path::new(env!("CARGO_MANIFEST_DIR"))).as_path()))
}

fn above(folder: &Path) -> PathBuf {
    folder.parent().unwrap_or(folder).to_path_buf()
}

/// `path` relative to `base`, both absolute and resolved; `None` if they are on different drives.
fn relative(path: &Path, base: &Path) -> Option<PathBuf> {
    let ours: Vec<Component<'_>> = path.components().collect();
    let theirs: Vec<Component<'_>> = base.components().collect();
    let shared = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return None;
    }
    let up = theirs[shared..].iter().map(|_| Component::ParentDir);
    Some(up.chain(ours[shared..].iter().copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_path_leads_from_one_folder_to_another() {
        let cases = [
            ("/r/codegen/runtime", "/r/generated", "../codegen/runtime"),
            ("/r/codegen/runtime", "/r/target/graph-v1", "../../codegen/runtime"),
            ("/r/codegen/runtime", "/tmp/x", "../../r/codegen/runtime"),
            ("/r/codegen/runtime", "/r", "codegen/runtime"),
        ];
        for (path, base, expected) in cases {
            assert_eq!(relative(Path::new(path), Path::new(base)).as_deref().map(slashed).as_deref(), Some(expected));
        }
    }

    #[test]
    fn the_runtime_is_found_from_the_default_out_folder() {
        let out = out_folder(None, Path::new("/nowhere/docs")).expect("the default out folder");
        assert_eq!(runtime(&out).expect("a path"), Runtime::Path("../codegen/runtime".to_owned()));
    }
}

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_file_and_its_folders_are_their_owner_s() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".config/whoswho/config.toml");
    write_new(&file, "mouse = true\n").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mouse = true\n");
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(&home.path().join(".config/whoswho")), 0o700);
    assert_eq!(mode(&home.path().join(".config")), 0o700);
    assert_eq!(names(file.parent().unwrap()), ["config.toml"]);
}

#[test]
fn what_is_there_is_not_written_over() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    std::fs::write(&file, "mine").unwrap();
    let error = write_new(&file, "new").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");

    let link = home.path().join("link.toml");
    symlink(home.path().join("nowhere"), &link).unwrap();
    assert!(is_there(&link).unwrap());
    let error = write_new(&link, "new").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(names(home.path()), ["config.toml", "link.toml"]);
}

#[test]
fn a_file_that_is_replaced_keeps_its_permissions() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    std::fs::write(&file, "old").unwrap();
    std::fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    replace(&file, "new").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
    assert_eq!(mode(&file), 0o640);
    assert_eq!(names(home.path()), ["config.toml"]);
}

#[test]
fn until_it_is_renamed_nothing_has_happened() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    std::fs::write(&file, "old").unwrap();
    // A crash leaves what was written beside it.
    let beside = on_disk(home.path(), "new").unwrap().into_temp_path();
    let beside = beside.keep().unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
    assert_eq!(mode(&beside), 0o600);
    replace(&file, "newer").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "newer");
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), "new");
}

#[test]
fn what_cannot_be_renamed_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config.toml");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("mine"), "old").unwrap();
    assert!(replace(&folder, "new").is_err());
    assert_eq!(names(home.path()), ["config.toml"]);
    assert_eq!(names(&folder), ["mine"]);
}

#[test]
fn behind_a_link_the_file_is_replaced_and_the_link_stays() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("dotfiles")).unwrap();
    let target = home.path().join("dotfiles/whoswho.toml");
    std::fs::write(&target, "old").unwrap();
    let link = home.path().join("config.toml");
    symlink("dotfiles/whoswho.toml", &link).unwrap();
    replace(&link, "new").unwrap();
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(names(home.path()), ["config.toml", "dotfiles"]);
}

#[test]
fn what_cannot_be_read_is_told_in_words() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, b"a\nb\xff\n").unwrap();
    let large = home.path().join("large");
    std::fs::write(&large, vec![b'#'; (1 << 20) + 1]).unwrap();
    for (path, expected) in [
        (large, "it is larger than 1 MiB"),
        (home.path().join("none"), "there is no such file"),
        (home.path().to_owned(), "it is a folder"),
        (PathBuf::from("/dev/null"), "it is not a regular file"),
        (file.clone(), "line 2 is not UTF-8 text"),
        (
            file.join("below"),
            "what should be a folder on the way to it is a file",
        ),
    ] {
        assert_eq!(read_small(&path).unwrap_err().to_string(), expected);
    }
}

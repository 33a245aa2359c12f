//! What the packages hold besides the program: its man page and the shells'
//! completions. They lie in `.packaging`, so that `cargo deb` and
//! `cargo generate-rpm` find them in a fresh checkout.
//!
//! ```text
//! cargo test --test packaging -- --ignored
//! ```
//!
//! writes them anew.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test's edge: it reads and writes the files it is about"
)]

use std::path::PathBuf;
use std::process::Command;

/// Each file, and the arguments that print it.
const FILES: [(&str, &[&str]); 4] = [
    ("whoswho.1", &["man"]),
    ("whoswho.bash", &["completions", "bash"]),
    ("whoswho.zsh", &["completions", "zsh"]),
    ("whoswho.fish", &["completions", "fish"]),
];

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(".packaging")
        .join(name)
}

fn printed(arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_whoswho"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}: {done:?}");
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_packaged_files_are_what_the_program_prints() {
    for (name, arguments) in FILES {
        let there = std::fs::read_to_string(path(name)).unwrap();
        assert!(
            there == printed(arguments),
            "{name} is not what whoswho {} prints: cargo test --test packaging -- --ignored",
            arguments.join(" ")
        );
    }
}

#[test]
fn the_packages_hold_files_that_are_there() {
    let manifest: toml::Value = toml::from_str(include_str!("../Cargo.toml")).unwrap();
    let packages = &manifest["package"]["metadata"];
    let deb = packages["deb"]["assets"].as_array().unwrap();
    let rpm = packages["generate-rpm"]["assets"].as_array().unwrap();
    let sources = |assets: &[toml::Value]| -> Vec<String> {
        assets
            .iter()
            .map(|asset| asset.get("source").or_else(|| asset.get(0)).unwrap())
            .map(|source| source.as_str().unwrap().to_owned())
            .collect()
    };
    for assets in [sources(deb), sources(rpm)] {
        for (name, _) in FILES {
            assert!(assets.contains(&format!(".packaging/{name}")), "{name}");
        }
        for source in assets {
            let built = source == "target/release/whoswho";
            let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(&source);
            assert!(built || file.is_file(), "{source}");
        }
    }
}

#[test]
#[ignore = "writes the files that the test above compares"]
fn write_the_packaged_files() {
    std::fs::create_dir_all(path("")).unwrap();
    for (name, arguments) in FILES {
        std::fs::write(path(name), printed(arguments)).unwrap();
    }
}

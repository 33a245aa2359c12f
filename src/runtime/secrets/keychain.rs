//! The system's keychain: the Secret Service on Linux, the Keychain on macOS.
//!
//! Both wait for whoever has to unlock them, so they are asked on a thread of
//! their own; and the Secret Service's client brings an event loop that must not
//! run inside another.

use std::sync::OnceLock;

use keyring_core::{Entry, Error};

use super::SecretError;
use crate::directory::call::Secret;

/// Under which name whoswho's tokens are kept.
const SERVICE: &str = "whoswho";

/// Why the keychain cannot be used, once that is known.
static OPENED: OnceLock<Result<(), String>> = OnceLock::new();

/// The token that is kept under a profile's name.
pub(super) async fn read(user: &str) -> Result<Secret, SecretError> {
    let user = user.to_owned();
    let read = tokio::task::spawn_blocking(move || get(&user)).await;
    read.unwrap_or_else(|_| Err(SecretError::Keychain("it gave no answer".to_owned())))
}

/// Keeps a token under a profile's name. Waits for the keychain.
pub(super) fn keep(user: &str, token: &Secret) -> Result<(), SecretError> {
    let (user, token) = (user.to_owned(), token.clone());
    let kept = std::thread::spawn(move || {
        entry(&user)?
            .set_password(token.expose())
            .map_err(|why| failed(&why))
    });
    kept.join()
        .unwrap_or_else(|_| Err(SecretError::Keychain("it gave no answer".to_owned())))
}

fn get(user: &str) -> Result<Secret, SecretError> {
    let text = entry(user)?.get_password().map_err(|why| match why {
        Error::NoEntry => SecretError::NotKept(user.to_owned()),
        why => failed(&why),
    })?;
    super::checked(text.into_bytes(), || "the keychain".to_owned())
}

fn entry(user: &str) -> Result<Entry, SecretError> {
    OPENED
        .get_or_init(open)
        .clone()
        .map_err(SecretError::Keychain)?;
    Entry::new(SERVICE, user).map_err(|why| failed(&why))
}

fn open() -> Result<(), String> {
    // Something else may have been set: a test's.
    if keyring_core::get_default_store().is_some() {
        return Ok(());
    }
    let store = platform().map_err(|why| words(&why))?;
    keyring_core::set_default_store(store);
    Ok(())
}

#[cfg(target_os = "linux")]
fn platform() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn platform() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
    let store = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn platform() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
    Err(Error::NoDefaultStore)
}

fn failed(why: &Error) -> SecretError {
    SecretError::Keychain(words(why))
}

/// What is wrong. The store's own words may repeat what it was given; only the
/// kind of its error and what the platform says of access are told.
fn words(why: &Error) -> String {
    match why {
        Error::NoStorageAccess(_) => "it is locked, or none is running".to_owned(),
        Error::PlatformFailure(_) => "none is running, or it refused".to_owned(),
        Error::NoDefaultStore => "there is none for this system".to_owned(),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            "what it keeps is not UTF-8 text".to_owned()
        }
        Error::Ambiguous(_) => "it keeps several tokens under this name".to_owned(),
        Error::TooLong(..) | Error::Invalid(..) => "it does not take such a name".to_owned(),
        _ => "it refused".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A keychain in memory; one process has one.
    fn in_memory() {
        let store = keyring_core::mock::Store::new().unwrap();
        keyring_core::set_default_store(store);
    }

    #[tokio::test]
    async fn a_token_is_kept_under_its_profile_s_name() {
        in_memory();
        assert_eq!(
            read("support").await,
            Err(SecretError::NotKept("support".to_owned()))
        );
        keep("support", &Secret::new("tok-1".to_owned())).unwrap();
        keep("people", &Secret::new("tok-2".to_owned())).unwrap();
        assert_eq!(read("support").await.unwrap().expose(), "tok-1");

        // What is kept by others is looked at as any other token is.
        keep("people", &Secret::new("tok\n2".to_owned())).unwrap();
        let error = read("people").await.unwrap_err().to_string();
        assert_eq!(
            error,
            "the token from the keychain holds a line break or another control character"
        );
    }
}

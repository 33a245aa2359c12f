//! Makes a password for a new user.

use crate::app::message::Entropy;
use crate::directory::call::Secret;

/// Each row has a power of two characters, so that none is likelier than
/// another; `0 O o 1 l I` are left out, they are mistaken for one another when
/// a password is read aloud.
const UPPER: &[u8; 16] = b"ABCDEFGHJKLMNPQR";
const LOWER: &[u8; 16] = b"abcdefghijkmnpqr";
const DIGITS: &[u8; 8] = b"23456789";
const SYMBOLS: &[u8; 8] = b"-_.+=@%:";
const ALL: &[u8; 64] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.+=@%:";

/// A password of 20 characters with 110 bits of randomness. Its first four are
/// one of each kind, because many servers insist on that.
pub(super) fn from_entropy(entropy: &Entropy) -> Secret {
    let first: [&[u8]; 4] = [UPPER, LOWER, DIGITS, SYMBOLS];
    let rows = first.into_iter().chain(std::iter::repeat(&ALL[..]));
    let mut password = String::with_capacity(entropy.0.len());
    password.extend(
        rows.zip(entropy.0)
            .map(|(row, byte)| char::from(row[usize::from(byte) % row.len()])),
    );
    Secret::new(password)
}

//! Names for made-up people: most from the `fake` crate's locales, some written in other scripts,
//! and a fixed cast of names that are known to trouble screens and tables.

use fake::Fake as _;
use fake::faker::name::raw::{FirstName, LastName};
use fake::locales::{DE_DE, Data, EN, FR_FR, IT_IT, NL_NL, PT_BR, TR_TR};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// A name and what an address is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::demo) struct Name {
    /// The given name, in the person's own script.
    pub(in crate::demo) given: String,
    /// The family name; empty for people who have only one name.
    pub(in crate::demo) family: String,
    /// Both, in the order and with the spacing of the person's language.
    pub(in crate::demo) full: String,
    /// The part of the email before the `@` and before any number: lower-case ASCII.
    pub(in crate::demo) handle: String,
}

/// A person of the fixed cast, who exists in every company that is large enough.
pub(in crate::demo) struct Cast {
    given: &'static str,
    family: &'static str,
    full: &'static str,
    handle: &'static str,
    /// LEADR's display name where it is one of the troublesome ones its real data holds.
    pub(in crate::demo) player: Option<&'static str>,
}

impl Cast {
    /// The name as one of ours.
    pub(in crate::demo) fn name(&self) -> Name {
        Name {
            given: self.given.to_owned(),
            family: self.family.to_owned(),
            full: self.full.to_owned(),
            handle: self.handle.to_owned(),
        }
    }
}

const fn cast(
    given: &'static str,
    family: &'static str,
    full: &'static str,
    handle: &'static str,
    player: Option<&'static str>,
) -> Cast {
    Cast {
        given,
        family,
        full,
        handle,
        player,
    }
}

/// The cast, the newest colleague first. Escapes are written out where the character is invisible
/// or would act on an editor.
pub(in crate::demo) const CAST: [Cast; 24] = [
    cast("Ana", "Lima", "Ana Lima", "ana.lima", None),
    cast(
        "Zoë",
        "Müller-Łukasik",
        "Zoë Müller-Łukasik",
        "zoe.mueller-lukasik",
        None,
    ),
    cast("健太", "佐藤", "佐藤 健太", "kenta.sato", None),
    cast("Anabel", "Ruiz", "Anabel Ruiz", "anabel.ruiz", None),
    cast("ليلى", "حداد", "ليلى حداد", "layla.haddad", None),
    cast(
        "Robin",
        "Fox 🦊",
        "Robin Fox 🦊",
        "robin.fox",
        Some("🦊🦊🦊"),
    ),
    cast(
        "Siobhán",
        "O’Connor",
        "Siobhán O’Connor",
        "siobhan.oconnor",
        None,
    ),
    cast("秀英", "王", "王秀英", "xiuying.wang", None),
    cast(
        "Søren",
        "Þórsson",
        "Søren Þórsson",
        "soren.thorsson",
        Some("s\u{f8}ren\nthe second line"),
    ),
    cast("서연", "김", "김서연", "seoyeon.kim", None),
    cast(
        "Sam",
        "Okafor",
        "Sam 👩\u{200d}🚀 Okafor",
        "sam.okafor",
        None,
    ),
    cast("נועה", "לוי", "נועה לוי", "noa.levi", None),
    // The accent is a combining mark of its own, as some systems store it.
    cast(
        "Jose\u{301}",
        "Nu\u{303}ez",
        "Jose\u{301} Nu\u{303}ez",
        "jose.nunez",
        None,
    ),
    cast(
        "Дарья",
        "Соколова",
        "Дарья Соколова",
        "darya.sokolova",
        None,
    ),
    cast(
        "Maria Aparecida Conceição",
        "dos Santos Albuquerque Cavalcanti de Vasconcelos Figueiredo e Silva",
        "Maria Aparecida Conceição dos Santos Albuquerque Cavalcanti de Vasconcelos Figueiredo e Silva",
        "maria.silva",
        None,
    ),
    cast("Wayan", "", "Wayan", "wayan", None),
    cast(
        "Nguyễn",
        "Thị Ánh Tuyết",
        "Nguyễn Thị Ánh Tuyết",
        "tuyet.nguyen",
        None,
    ),
    cast("अनन्या", "शर्मा", "अनन्या शर्मा", "ananya.sharma", None),
    cast(
        "Ελένη",
        "Παπαδοπούλου",
        "Ελένη Παπαδοπούλου",
        "eleni.papadopoulou",
        None,
    ),
    cast("ปรียา", "วงศ์ดี", "ปรียา วงศ์ดี", "priya.wongdee", None),
    cast(
        "Rhys",
        "Null",
        "Rhys Null",
        "rhys.null",
        Some("\u{1b}[31mred\u{1b}[0m alert"),
    ),
    cast(
        "Mira",
        "Vogel",
        "Mira Vogel",
        "mira.vogel",
        Some("mira\u{202e}legov"),
    ),
    cast(
        "Ivo",
        "Marsh",
        "Ivo Marsh",
        "ivo.marsh",
        Some("ivo\u{200b}\u{200b}marsh"),
    ),
    cast("Bruna", "Teles 🇧🇷", "Bruna Teles 🇧🇷", "bruna.teles", None),
];

/// Names in a script of their own, each with its romanised form for the address.
struct Script {
    families: [(&'static str, &'static str); 10],
    givens: [(&'static str, &'static str); 10],
    family_first: bool,
    between: &'static str,
}

const JAPANESE: Script = Script {
    families: [
        ("鈴木", "suzuki"),
        ("高橋", "takahashi"),
        ("田中", "tanaka"),
        ("伊藤", "ito"),
        ("渡辺", "watanabe"),
        ("山本", "yamamoto"),
        ("中村", "nakamura"),
        ("小林", "kobayashi"),
        ("加藤", "kato"),
        ("吉田", "yoshida"),
    ],
    givens: [
        ("さくら", "sakura"),
        ("陽菜", "hina"),
        ("葵", "aoi"),
        ("美咲", "misaki"),
        ("結衣", "yui"),
        ("蓮", "ren"),
        ("大翔", "hiroto"),
        ("悠真", "yuma"),
        ("湊", "minato"),
        ("翔太", "shota"),
    ],
    family_first: true,
    between: " ",
};

const CHINESE: Script = Script {
    families: [
        ("李", "li"),
        ("张", "zhang"),
        ("刘", "liu"),
        ("陈", "chen"),
        ("杨", "yang"),
        ("赵", "zhao"),
        ("黄", "huang"),
        ("周", "zhou"),
        ("吴", "wu"),
        ("徐", "xu"),
    ],
    givens: [
        ("伟", "wei"),
        ("芳", "fang"),
        ("娜", "na"),
        ("敏", "min"),
        ("静", "jing"),
        ("丽", "li"),
        ("强", "qiang"),
        ("磊", "lei"),
        ("洋", "yang"),
        ("艳", "yan"),
    ],
    family_first: true,
    between: "",
};

const KOREAN: Script = Script {
    families: [
        ("이", "lee"),
        ("박", "park"),
        ("최", "choi"),
        ("정", "jung"),
        ("강", "kang"),
        ("조", "cho"),
        ("윤", "yoon"),
        ("장", "jang"),
        ("임", "lim"),
        ("한", "han"),
    ],
    givens: [
        ("민준", "minjun"),
        ("지우", "jiwoo"),
        ("하은", "haeun"),
        ("도윤", "doyun"),
        ("수아", "sua"),
        ("예준", "yejun"),
        ("지민", "jimin"),
        ("유진", "yujin"),
        ("현우", "hyunwoo"),
        ("은서", "eunseo"),
    ],
    family_first: true,
    between: "",
};

const ARABIC: Script = Script {
    families: [
        ("خوري", "khoury"),
        ("منصور", "mansour"),
        ("السيد", "elsayed"),
        ("ناصر", "nasser"),
        ("عبد الله", "abdullah"),
        ("سليمان", "suleiman"),
        ("درويش", "darwish"),
        ("الشامي", "alshami"),
        ("حجازي", "hegazi"),
        ("زيدان", "zeidan"),
    ],
    givens: [
        ("أمل", "amal"),
        ("يوسف", "youssef"),
        ("مريم", "mariam"),
        ("كريم", "karim"),
        ("نور", "nour"),
        ("سامي", "sami"),
        ("هدى", "huda"),
        ("طارق", "tarek"),
        ("رانيا", "rania"),
        ("عمر", "omar"),
    ],
    family_first: false,
    between: " ",
};

/// A name drawn from the locales a company with six offices would have.
pub(in crate::demo) fn invent(rng: &mut ChaCha8Rng) -> Name {
    match rng.random_range(0..100_u8) {
        0..=47 => latin(EN, rng),
        48..=56 => latin(DE_DE, rng),
        57..=65 => latin(FR_FR, rng),
        66..=76 => latin(PT_BR, rng),
        77..=82 => latin(IT_IT, rng),
        83..=87 => latin(TR_TR, rng),
        88..=91 => latin(NL_NL, rng),
        92..=94 => scripted(&JAPANESE, rng),
        95..=96 => scripted(&CHINESE, rng),
        97 => scripted(&KOREAN, rng),
        _ => scripted(&ARABIC, rng),
    }
}

/// A family name after a marriage, where it is written in Latin letters; otherwise the same.
pub(in crate::demo) fn married(name: &Name, rng: &mut ChaCha8Rng) -> String {
    let family = &name.family;
    if family.chars().all(|c| c < '\u{250}') {
        format!("{family}-{}", LastName(EN).fake_with_rng::<&str, _>(rng))
    } else {
        family.clone()
    }
}

fn latin<L: Data + Copy>(locale: L, rng: &mut ChaCha8Rng) -> Name {
    let given: &str = FirstName(locale).fake_with_rng(rng);
    let family: &str = LastName(locale).fake_with_rng(rng);
    Name {
        full: format!("{given} {family}"),
        handle: format!("{}.{}", ascii(given), ascii(family)),
        given: given.to_owned(),
        family: family.to_owned(),
    }
}

fn scripted(script: &Script, rng: &mut ChaCha8Rng) -> Name {
    let (family, family_ascii) = super::pick(&script.families, rng);
    let (given, given_ascii) = super::pick(&script.givens, rng);
    let between = script.between;
    Name {
        full: if script.family_first {
            format!("{family}{between}{given}")
        } else {
            format!("{given}{between}{family}")
        },
        handle: format!("{given_ascii}.{family_ascii}"),
        given: given.to_owned(),
        family: family.to_owned(),
    }
}

/// A Latin name as the ASCII letters an address is made of; what has no letter there is left out.
fn ascii(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '-' => out.push(c),
            'à' | 'á' | 'â' | 'ã' | 'å' => out.push('a'),
            'ä' | 'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ğ' => out.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ö' | 'œ' => out.push_str("oe"),
            'ş' | 'š' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ù' | 'ú' | 'û' => out.push('u'),
            'ü' => out.push_str("ue"),
            'ý' | 'ÿ' => out.push('y'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        for (name, expected) in [
            ("Zoë", "zoe"),
            ("Müller", "mueller"),
            ("de Jong", "dejong"),
            ("Öztürk", "oeztuerk"),
            ("Anne-Laure", "anne-laure"),
            ("D'Amico", "damico"),
            ("Yıldız", "yildiz"),
        ] {
            assert_eq!(ascii(name), expected, "{name}");
        }
    }

    #[test]
    fn the_cast_has_distinct_addresses() {
        let handles: std::collections::BTreeSet<_> = CAST.iter().map(|c| c.handle).collect();
        assert_eq!(handles.len(), CAST.len());
    }
}

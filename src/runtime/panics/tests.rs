use super::*;

fn message(panics: impl FnOnce() + Send + 'static) -> String {
    let payload = std::thread::spawn(panics).join().unwrap_err();
    words(payload.as_ref()).to_owned()
}

fn ignore<T>(_: T) {}

const LEFT_OUT: &str = "its message is left out, for it may quote a record";

#[test]
fn what_was_written_beforehand_is_told() {
    assert_eq!(message(|| panic!("no page")), "no page");
    let nothing: Option<u8> = std::hint::black_box(None);
    assert_eq!(
        message(move || ignore(nothing.unwrap())),
        "called `Option::unwrap()` on a `None` value"
    );
}

#[test]
fn sizes_are_told() {
    let (at, low) = std::hint::black_box((12, 2));
    for (told, panics) in [
        (
            "index out of bounds: the len is 3 but the index is 12",
            Box::new(move || ignore(std::hint::black_box([1, 2, 3])[at]))
                as Box<dyn FnOnce() + Send>,
        ),
        (
            "range end index 12 out of range for slice of length 3",
            Box::new(move || ignore([1, 2, 3][..at].len())),
        ),
        (
            "range start index 12 out of range for slice of length 3",
            Box::new(move || ignore([1, 2, 3][at..].len())),
        ),
        (
            "slice index starts at 2 but ends at 1",
            Box::new(move || ignore([1, 2, 3][low..1].len())),
        ),
    ] {
        assert_eq!(message(panics), told);
    }
}

#[test]
fn what_may_quote_a_record_is_not() {
    let name = std::hint::black_box("Anaé".to_owned());
    let (cut, failed, refused, said) = (name.clone(), name.clone(), name.clone(), name.clone());
    for panics in [
        Box::new(move || ignore(cut[..4].len())) as Box<dyn FnOnce() + Send>,
        Box::new(move || ignore(failed.parse::<u8>().map_err(|_| failed).unwrap())),
        Box::new(move || std::hint::black_box(Err::<(), _>(refused)).expect("a number")),
        Box::new(move || panic!("no page for {said}")),
        Box::new(move || std::panic::panic_any(name)),
        Box::new(|| std::panic::panic_any(7)),
    ] {
        assert_eq!(message(panics), LEFT_OUT);
    }
    let three = std::hint::black_box(3);
    assert_eq!(
        message(move || panic!("index out of bounds: the len is {three} but the index is x")),
        LEFT_OUT
    );
}

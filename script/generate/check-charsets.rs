// Prints the digests that Tests/VisibleTextTests/CharsetDigestTests.swift holds, computed with encoding_rs (Firefox's decoders,
// by the author of much of the WHATWG Encoding Standard): an implementation that shares neither code nor tables with ours.
//
// To run: a cargo package with this file as src/main.rs and `encoding_rs = "0.8"` (Debian: librust-encoding-rs-dev); no
// argument prints the digests, a label prints how encoding_rs decodes standard input.
//
// The texts are made as `CharsetDigestTests.probe` makes them. The digests are of 0.8.31, whose gb18030 index is from before
// GB18030-2022; the 18 characters that changed are put right here.

use encoding_rs::Encoding;
use std::io::{Read, Write};

const LABELS: [&str; 38] = [
    "utf-8", "utf-16le", "utf-16be", "gb18030", "gbk", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "windows-1252",
    "ibm866", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10",
    "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "macintosh", "windows-874", "windows-1250",
    "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
    "x-mac-cyrillic", "us-ascii",
];

/// Bytes that matter to one charset or another: drawn at random, they meet each other in every order.
const ALPHABET: [u8; 40] = [
    0x00, 0x0A, 0x0E, 0x1B, 0x1B, 0x20, 0x21, 0x24, 0x24, 0x28, 0x28, 0x30, 0x35, 0x39, 0x40, 0x42, 0x49, 0x4A, 0x61, 0x7E, 0x7F, 0x80,
    0x81, 0x84, 0x8E, 0x8F, 0xA0, 0xA1, 0xA4, 0xB0, 0xBF, 0xC2, 0xD8, 0xDC, 0xE0, 0xE3, 0xED, 0xF0, 0xF4, 0xFF,
];

fn probe(label: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for a in 0..=255u8 {
        bytes.extend([a, 10]);
    }
    for a in 0x80..=0xFFu8 {
        for b in 0..=255u8 {
            bytes.extend([a, b, 10]);
        }
    }
    if label == "euc-jp" {
        for a in 0xA0..=0xFFu8 {
            for b in 0xA0..=0xFFu8 {
                bytes.extend([0x8F, a, b, 10]);
            }
        }
    }
    if label == "iso-2022-jp" {
        for a in 0x20..=0x7Fu8 {
            for b in 0x20..=0x7Fu8 {
                bytes.extend([0x1B, 0x24, 0x42, a, b, 0x1B, 0x28, 0x42, 10]);
            }
        }
    }
    if label == "gb18030" {
        for a in 0x81..=0xFEu8 {
            for b in 0x30..=0x39u8 {
                for c in 0x81..=0xFEu8 {
                    for d in 0x30..=0x39u8 {
                        bytes.extend([a, b, c, d, 10]);
                    }
                }
            }
        }
    }
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    for _ in 0..200_000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.push(ALPHABET[(state >> 33) as usize % ALPHABET.len()]);
    }
    bytes
}

fn decode(label: &str, bytes: &[u8]) -> String {
    let encoding = Encoding::for_label(label.as_bytes()).expect("a label of the standard");
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if label.starts_with("gb") {
        text.chars().map(gb18030_2022).collect()
    } else {
        text.into_owned()
    }
}

fn gb18030_2022(old: char) -> char {
    let new: u32 = match old as u32 {
        0xE78D => 0xFE10,
        0xE78E => 0xFE12,
        0xE78F => 0xFE11,
        c @ 0xE790..=0xE793 => c - 0xE790 + 0xFE13,
        c @ 0xE794..=0xE795 => c - 0xE794 + 0xFE17,
        0xE796 => 0xFE19,
        0xE81E => 0x9FB4,
        0xE826 => 0x9FB5,
        0xE82B => 0x9FB6,
        0xE82C => 0x9FB7,
        0xE832 => 0x9FB8,
        0xE843 => 0x9FB9,
        0xE854 => 0x9FBA,
        0xE864 => 0x9FBB,
        c => c,
    };
    char::from_u32(new).unwrap()
}

/// FNV-1a, 64 bits.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ byte as u64).wrapping_mul(0x100_0000_01B3))
}

fn main() {
    if let Some(label) = std::env::args().nth(1) {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).unwrap();
        std::io::stdout().write_all(decode(&label, &bytes).as_bytes()).unwrap();
        return;
    }
    for label in LABELS {
        println!("(\"{}\", 0x{:016X}),", label, digest(&decode(label, &probe(label))));
    }
}

// Prints the digests of check-charsets.rs as node's own TextDecoder gives them, and where it departs from them.
//
//     node script/generate/check-charsets.mjs Tests/VisibleTextTests/CharsetDigestTests.swift
//
// Node decodes with ICU, which follows the standard's labels but, in the multi-byte charsets and in what is malformed, not all
// of its tables: a charset that differs here is one to look at, not a fault. What is known of node 20 stands in `known`.
import { readFileSync } from "node:fs";

const known = new Map([
    ["gbk", "ICU's older table: private-use characters, 8-bit bytes without a character"],
    ["big5", "ICU has no Hong Kong supplement"],
    ["euc-jp", "C1 controls, malformed pairs"],
    ["iso-2022-jp", "malformed sequences"],
    ["shift_jis", "controls 1A, 1C and 7F change places; duplicate IBM rows; malformed pairs"],
    ["euc-kr", "ICU lacks Microsoft's extension"],
    ["windows-1252", "node 20 decodes it as ISO-8859-1"],
    ["us-ascii", "as windows-1252"],
    ["ibm866", "controls 1A, 1C and 7F change places"],
    ["koi8-u", "AE and BE are box drawing"],
    ["windows-874", "DB-DE and FC-FF are private use"],
    ["windows-1253", "AA is a character"],
    ["windows-1255", "CA is none"],
]);

const alphabet = [
    0x00, 0x0a, 0x0e, 0x1b, 0x1b, 0x20, 0x21, 0x24, 0x24, 0x28, 0x28, 0x30, 0x35, 0x39, 0x40, 0x42, 0x49, 0x4a, 0x61, 0x7e, 0x7f, 0x80,
    0x81, 0x84, 0x8e, 0x8f, 0xa0, 0xa1, 0xa4, 0xb0, 0xbf, 0xc2, 0xd8, 0xdc, 0xe0, 0xe3, 0xed, 0xf0, 0xf4, 0xff,
];

function probe(label) {
    const bytes = [];
    for (let a = 0; a < 256; a++) bytes.push(a, 10);
    for (let a = 0x80; a < 256; a++) for (let b = 0; b < 256; b++) bytes.push(a, b, 10);
    if (label === "euc-jp") for (let a = 0xa0; a < 256; a++) for (let b = 0xa0; b < 256; b++) bytes.push(0x8f, a, b, 10);
    if (label === "iso-2022-jp") {
        for (let a = 0x20; a < 0x80; a++) for (let b = 0x20; b < 0x80; b++) bytes.push(0x1b, 0x24, 0x42, a, b, 0x1b, 0x28, 0x42, 10);
    }
    if (label === "gb18030") {
        for (let a = 0x81; a < 255; a++)
            for (let b = 0x30; b < 0x3a; b++) for (let c = 0x81; c < 255; c++) for (let d = 0x30; d < 0x3a; d++) bytes.push(a, b, c, d, 10);
    }
    let state = 0x9e3779b97f4a7c15n;
    for (let i = 0; i < 200_000; i++) {
        state ^= BigInt.asUintN(64, state << 13n);
        state ^= state >> 7n;
        state ^= BigInt.asUintN(64, state << 17n);
        bytes.push(alphabet[Number((state >> 33n) % BigInt(alphabet.length))]);
    }
    return Uint8Array.from(bytes);
}

function digest(bytes) {
    // 64-bit FNV-1a in two halves, as BigInt would take minutes.
    let high = 0xcbf29ce4, low = 0x84222325;
    for (const byte of bytes) {
        low = (low ^ byte) >>> 0;
        const product = low * 0x1b3;
        high = (Math.imul(high, 0x1b3) + Math.floor(product / 0x100000000) + (low << 8)) >>> 0;
        low = product >>> 0;
    }
    return `0x${high.toString(16).padStart(8, "0")}${low.toString(16).padStart(8, "0")}`.toUpperCase().replace("X", "x");
}

let unexpected = 0;
for (const [, label, expected] of readFileSync(process.argv[2], "utf8").matchAll(/\("([^"]+)", (0x[0-9A-F]{16})\)/g)) {
    let decoder;
    try {
        decoder = new TextDecoder(label, { ignoreBOM: true });
    } catch {
        console.log(`${label}: not in node`);
        continue;
    }
    const text = decoder.decode(probe(label));
    const same = digest(new TextEncoder().encode(text)) === expected;
    if (!same && !known.has(label)) unexpected++;
    console.log(`${label}: ${same ? "same" : known.has(label) ? `differs, as known: ${known.get(label)}` : "DIFFERS"}`);
}
process.exit(unexpected ? 1 : 0);

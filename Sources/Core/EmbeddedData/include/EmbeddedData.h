// The generated tables, each a file of tables/ embedded as it is (C23 #embed): no code to compile, no bundle to ship.
// The script named at each function makes the file; the bytes' layout is described there.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct embedded_table {
    const uint8_t *_Nonnull bytes;
    size_t count;
};

struct embedded_table embedded_character_references(void);  // script/generate/character-references.py
struct embedded_table embedded_charsets(void);              // script/generate/charsets.py
struct embedded_table embedded_folding(void);               // script/generate/folding.py
struct embedded_table embedded_phrases(void);               // phrase-compiler
struct embedded_table embedded_notions(void);               // phrase-compiler --notions: script/generate/notions
struct embedded_table embedded_texts(void);                 // script/generate/texts
struct embedded_table embedded_countries(void);             // script/generate/countries
struct embedded_table embedded_public_suffixes(void);       // script/generate/public-suffixes; MPL 2.0
struct embedded_table embedded_model(void);                 // unbluff train: script/generate/model

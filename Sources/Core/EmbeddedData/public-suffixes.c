#include "EmbeddedData.h"

// Made of the public suffix list (https://publicsuffix.org), which is under the Mozilla Public License 2.0, and so is this table.
static const uint8_t public_suffixes[] = {
#embed "tables/public-suffixes.bin"
};

struct embedded_table embedded_public_suffixes(void) { return (struct embedded_table){public_suffixes, sizeof public_suffixes}; }

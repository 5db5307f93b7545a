#include "EmbeddedData.h"

static const uint8_t charsets[] = {
#embed "tables/charsets.bin"
};

struct embedded_table embedded_charsets(void) { return (struct embedded_table){charsets, sizeof charsets}; }

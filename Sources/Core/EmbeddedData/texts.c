#include "EmbeddedData.h"

static const uint8_t texts[] = {
#embed "tables/texts.bin"
};

struct embedded_table embedded_texts(void) { return (struct embedded_table){texts, sizeof texts}; }

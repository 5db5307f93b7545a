#include "EmbeddedData.h"

static const uint8_t phrases[] = {
#embed "tables/phrases.bin"
};

struct embedded_table embedded_phrases(void) { return (struct embedded_table){phrases, sizeof phrases}; }

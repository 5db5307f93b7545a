#include "EmbeddedData.h"

static const uint8_t folding[] = {
#embed "tables/folding.bin"
};

struct embedded_table embedded_folding(void) { return (struct embedded_table){folding, sizeof folding}; }

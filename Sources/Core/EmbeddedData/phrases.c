#include "EmbeddedData.h"

// Read where it lies, as numbers of up to 32 bits.
_Alignas(8) static const uint8_t phrases[] = {
#embed "tables/phrases.bin"
};

struct embedded_table embedded_phrases(void) { return (struct embedded_table){phrases, sizeof phrases}; }

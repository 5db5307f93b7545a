#include "EmbeddedData.h"

// Read where it lies, as numbers of 32 bits.
_Alignas(4) static const uint8_t notions[] = {
#embed "tables/notions.bin"
};

struct embedded_table embedded_notions(void) { return (struct embedded_table){notions, sizeof notions}; }

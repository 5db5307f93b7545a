#include "EmbeddedData.h"

static const uint8_t countries[] = {
#embed "tables/countries.bin"
};

struct embedded_table embedded_countries(void) { return (struct embedded_table){countries, sizeof countries}; }

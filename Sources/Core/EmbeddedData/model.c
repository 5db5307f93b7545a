#include "EmbeddedData.h"

static const uint8_t model[] = {
#embed "tables/model.bin"
};

struct embedded_table embedded_model(void) { return (struct embedded_table){model, sizeof model}; }

#include "EmbeddedData.h"

static const uint8_t character_references[] = {
#embed "tables/character-references.bin"
};

struct embedded_table embedded_character_references(void) {
    return (struct embedded_table){character_references, sizeof character_references};
}

// The page's templates, style and script: files/ as they stand (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

struct web_asset {
    const char *_Nonnull name;
    const uint8_t *_Nonnull bytes;
    size_t count;
};

// How many there are.
size_t web_asset_count(void);
// The one at an index below that.
struct web_asset web_asset_at(size_t index);

#pragma once
#include <stddef.h>
#include <stdint.h>

// https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library; linked in by -sanitize=fuzzer.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*examine)(const uint8_t *bytes, size_t count));

// sanitizer/lsan_interface.h: what is allocated between the two is never called a leak; linked in by -sanitize=address.
void __lsan_disable(void);
void __lsan_enable(void);

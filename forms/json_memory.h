// Where jansson takes its memory from while a response is read: the caller's locked region instead
// of the heap. Private to this folder; response.h has the public half.
#ifndef FORMS_JSON_MEMORY_H
#define FORMS_JSON_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

// Does `work`, which may use jansson and nothing else that allocates. With a region given to
// response_use_memory, this thread's jansson allocations come from it meanwhile, no JSON value may
// outlive `work`, and what was used is wiped at the end. Without a region nothing changes. Not
// nested. False when the region is too small or `work` returns false; *exhausted tells which.
bool json_memory_do(bool (*work)(void *), void *argument, bool *exhausted);

// Zeroes in a way that no compiler removes.
void json_memory_wipe(void *memory, size_t bytes);

#endif

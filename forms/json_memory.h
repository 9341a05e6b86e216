// Where jansson takes its memory from while a response is read: the caller's locked region instead
// of the heap. Private to this folder; response.h has the public half.
#ifndef FORMS_JSON_MEMORY_H
#define FORMS_JSON_MEMORY_H

#include <stddef.h>

// From here to json_memory_leave this thread's jansson allocations come from the region given to
// response_use_memory; without a region nothing changes. Not nested.
void json_memory_enter(void);

// Back to the heap; what was used of the region is wiped. No JSON value may have outlived it.
void json_memory_leave(void);

// Zeroes in a way that no compiler removes.
void json_memory_wipe(void *memory, size_t bytes);

#endif

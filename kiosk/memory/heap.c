// A heap that forgets: free and realloc wipe what they give back, for every library of the process
// (HarfBuzz, FreeType, SDL, X11, Opus, qrencode, libc itself). A program's own free stands before
// glibc's, for glibc's own calls too ("Replacing malloc" in its manual); the memory stays glibc's.
//
// mallopt's M_PERTURB would do it in one line, but what goes into a thread's cache (tcache) stays
// as it is (glibc 2.36). Built into envelop-kiosk alone, and not under sanitizers: those have a
// heap of their own.
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t bytes); // glibc exports its heap under these names
void __libc_free(void *piece);

void free(void *piece)
{
    if (piece) {
        explicit_bzero(piece, malloc_usable_size(piece));
        __libc_free(piece);
    }
}

// Never glibc's realloc: it gives back the old piece, or its end, by itself and as it is.
void *realloc(void *old, size_t bytes)
{
    if (!old) {
        return __libc_malloc(bytes);
    }
    if (bytes == 0) { // as glibc does
        free(old);
        return NULL;
    }
    size_t had = malloc_usable_size(old);
    if (bytes <= had && bytes >= had / 2) {
        explicit_bzero((char *)old + bytes, had - bytes);
        return old;
    }
    void *piece = __libc_malloc(bytes);
    if (piece) {
        memcpy(piece, old, had < bytes ? had : bytes);
        free(old);
    }
    return piece;
}

// As realloc, where glibc's would go round it.
void *reallocarray(void *old, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, bytes);
}

// The EFF large word list, made by words.cmake at build time.
#ifndef ENVELOPE_WORDS_H
#define ENVELOPE_WORDS_H

enum { WORDS_COUNT = 7776, WORDS_ROOM = 10 }; // the longest word has nine letters

extern const char words_list[WORDS_COUNT][WORDS_ROOM];

#endif

// A screen: what it shows and what its targets do. Each in its own file under screens/.
#ifndef KIOSK_SCREEN_H
#define KIOSK_SCREEN_H

#include "page.h"

struct app;

struct screen {
    const char *name;                                      // for scripts and pictures
    void (*enter)(struct app *app);                        // NULL: nothing to prepare
    void (*resume)(struct app *app);                       // what lay over it is gone
    void (*build)(struct app *app, struct page *page);     // what is shown, said and offered
    void (*act)(struct app *app, const struct node *node); // a target of its own was touched
    void (*back)(struct app *app);                         // NULL: no Back on this screen
    void (*due)(struct app *app);                          // app->due_ms has come; NULL: never set
    void (*press)(struct app *app);   // a finger is on its envelope: holding begins
    void (*let_go)(struct app *app);  // and is gone before it was closed
    void (*missed)(struct app *app);  // a touch that hit nothing, or slipped off
    bool (*lighten)(struct app *app); // its words don't fit: show less; NULL or false: it can't
    unsigned idle_s;                  // its own idle time; 0: the policy's
    bool secret_free;                 // nothing to wipe: no idle warning here
    bool staff;                       // for staff: left alone, it goes back to the languages
    void (*confirm)(struct app *app); // Enter where nothing has the focus
    bool quiet;                       // says nothing, and is wiped without a warning
    bool intimate;                    // questions and answers: by headphones, as the person chose
};

extern const struct screen screen_languages; // cards, each a language's own name
extern const struct screen screen_voiceless; // "There is no voice in this language yet."
extern const struct screen screen_welcome;   // who asks, why, sealed, voluntary; then: begin?
extern const struct screen screen_young;     // what the welcome says to those under 16
extern const struct screen screen_begin;
extern const struct screen screen_alone;     // "Sit so that nobody sees the screen."
extern const struct screen screen_practice;  // "Do you like tea?"
extern const struct screen screen_easier;    // touches were lost: larger words, sound first?
extern const struct screen screen_practised; // "Good. That is how you answer."
extern const struct screen screen_practice_hide;
extern const struct screen screen_question;
extern const struct screen screen_contact;  // may the GGD, how, and the wishes for a talk
extern const struct screen screen_check;    // hidden answers
extern const struct screen screen_seal;     // "Close the envelope"
extern const struct screen screen_sealed;   // it is on disk
extern const struct screen screen_unsealed; // it is not
extern const struct screen screen_code;     // eight digits, three pictures, a QR code
extern const struct screen screen_kept;     // "Have you kept your code?"
extern const struct screen screen_help;     // the directory
extern const struct screen screen_place;    // one entry of it
extern const struct screen screen_goodbye;

// These lie over another one.
extern const struct screen screen_stop;     // "Do you want to stop?"
extern const struct screen screen_idle;     // "Are you still there?"
extern const struct screen screen_rest;     // hidden: a quiet picture
extern const struct screen screen_help_now; // the directory, from anywhere
extern const struct screen screen_settings; // see and hear

extern const struct screen screen_full;   // the spool is full: nobody can begin
extern const struct screen screen_worker; // for staff: their PIN (work.h has the rest)

#endif

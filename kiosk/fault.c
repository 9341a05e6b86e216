#include "fault.h"

#include <stdio.h>
#include <string.h>

enum { POLL_MS = 1000 };

static const struct {
    const char *screen;
    struct plain_sentence says;
    bool stick; // a stick can mend it
} faults[] = {
    [KIOSK_READY] = {"ready", {"", ""}, false},
    [KIOSK_NOT_SET_UP] =
        {"fault-not-set-up",
         {"Deze kiosk is nog niet ingesteld. Doe de stick met de sleutel van de GGD in de kiosk.",
          "This kiosk has not been set up. Put in the stick with the GGD's key."},
         true},
    [KIOSK_NO_PACK] =
        {"fault-no-pack",
         {"Er is geen geldig pakket van onze GGD. Doe de stick met het pakket van de GGD in de "
          "kiosk.",
          "There is no valid pack of our GGD. Put in the stick with the GGD's pack."},
         true},
    [KIOSK_NO_SPOOL] =
        {"fault-no-spool",
         {"De opslag voor enveloppen gaat niet open. Er is niets verloren gegaan. Bel de GGD.",
          "The store for envelopes can't be opened. Nothing was lost. Call the GGD."},
         false},
    [KIOSK_NO_MEMORY] =
        {"fault-no-memory",
         {"Dit apparaat kan antwoorden niet van de schijf houden. Het weigert dienst. Bel de GGD.",
          "This machine can't keep answers off its disk. It refuses service. Call the GGD."},
         false},
    [KIOSK_NO_FONTS] =
        {"fault-no-fonts",
         {"De letters van het pakket zijn onleesbaar. Doe de stick met het pakket van de GGD in de "
          "kiosk.",
          "The pack's letters can't be read. Put in the stick with the GGD's pack."},
         true},
};

static const struct plain_sentence yes = {"Ja, dezelfde zes woorden", "Yes, the same six words"},
                                   no = {"Nee, of ik weet het niet", "No, or I don't know"},
                                   good = {"Verder", "Go on"};

struct outcome {
    const char *screen;
    struct plain_sentence says;
};

static const struct outcome
    words = {"setup-words",
             {"Zijn dit de zes woorden op de poster van de GGD?",
              "Are these the six words on the GGD's poster?"}},
    dropped = {"setup-dropped",
               {"Er is niets aangenomen. De sleutel is van deze kiosk verwijderd. Haal de stick "
                "eruit en vraag de GGD om de goede stick.",
                "Nothing was accepted. The key was removed from this kiosk. Take the stick out and "
                "ask the GGD for the right one."}},
    not_set_up = {
        "setup-failed",
        {"De kiosk kon niet worden ingesteld. Er is niets aangenomen. Probeer het opnieuw "
         "of bel de GGD.",
         "The kiosk could not be set up. Nothing was accepted. Try again, or call the "
         "GGD."}};

// What came of a pack or a receipt that was not taken.
static const struct outcome outcomes[] = {
    [INBOX_FOREIGN] = {"fault-foreign",
                       {"Het pakket is niet ondertekend door onze GGD. Het is niet aangenomen. "
                        "Vraag de GGD om haar eigen stick.",
                        "The pack is not signed by our GGD. It was not accepted. Ask the GGD for "
                        "its own stick."}},
    [INBOX_OLDER] = {"fault-older",
                     {"Het pakket is te oud. Het is niet aangenomen. Vraag de GGD om het nieuwste "
                      "pakket.",
                      "The pack is too old. It was not accepted. Ask the GGD for the newest "
                      "pack."}},
    [INBOX_DAMAGED] = {"fault-damaged",
                       {"Het pakket is niet volledig: een bestand of een taal is beschadigd of "
                        "niet af. Vraag de GGD de stick opnieuw te maken.",
                        "The pack is not whole: a file of it or a language is damaged or "
                        "incomplete. Ask the GGD to write the stick again."}},
    [INBOX_FAILED] = {"fault-unstored",
                      {"Het pakket kon niet in deze kiosk worden bewaard. Probeer het opnieuw of "
                       "bel de GGD.",
                       "The pack could not be stored in this kiosk. Try again, or call the "
                       "GGD."}},
};

static const struct outcome sticks[STICK_STATES] = {
    [STICK_READING] = {"fault-reading",
                       {"Een moment. Laat de stick zitten.", "One moment. Leave the stick in."}},
    [STICK_PULLED] = {"fault-pulled",
                      {"De stick is er te vroeg uit gehaald. Doe hem er weer in.",
                       "The stick was taken out too early. Put it in again."}},
    [STICK_DAMAGED] = {"fault-unreadable",
                       {"De stick is onleesbaar. Doe een andere stick in de kiosk.",
                        "The stick can't be read. Put in another one."}},
    [STICK_NO_ROOM] = {"fault-no-room",
                       {"Deze kiosk heeft geen ruimte voor wat er op de stick staat. Bel de GGD.",
                        "This kiosk has no room for what is on the stick. Call the GGD."}},
};

const char *fault_title(enum kiosk_fault fault)
{
    return faults[fault].says.english;
}

// --- pages -------------------------------------------------------------------------------------

static void show(struct fault *fault, const struct outcome *page, const char *reason)
{
    fault->plain = (struct plain){.says = page->says, .focus = PLAIN_NONE, .pressed = PLAIN_NONE};
    snprintf(fault->plain.reason, sizeof fault->plain.reason, "%s", reason);
    fault->screen = page->screen;
    fault->dirty = true;
    fault->asking = false;
}

static void ask_words(struct fault *fault)
{
    show(fault, &words, "");
    snprintf(fault->plain.words, sizeof fault->plain.words, "%s", fault->key.words);
    fault->plain.buttons[0] = &yes;
    fault->plain.buttons[1] = &no;
    fault->asking = true;
}

void fault_begin(struct fault *fault, const char *folder, enum kiosk_fault why, const char *reason)
{
    const struct outcome page = {faults[why].screen, faults[why].says};
    fault->folder = folder;
    fault->why = why;
    fault->retry = false;
    fault->poll_ms = faults[why].stick ? 0 : APP_NEVER;
    show(fault, &page, why == KIOSK_NOT_SET_UP ? "" : reason);
}

// --- what a stick brought ----------------------------------------------------------------------

static void take_inbox(struct fault *fault)
{
    struct state state;
    struct state_error error = {""};
    struct inbox_item item;
    if (!state_open(fault->folder, &state, &error)) {
        return;
    }
    while (state_inbox_next(&state, &item)) {
        enum inbox_result result = state_inbox_take(&state, &item, NULL, &error);
        if (item.kind != STICK_FILE_PACK) {
            continue; // a receipt was taken, or the menu tells about it when it comes again
        }
        if (result == INBOX_TAKEN || result == INBOX_KNOWN) {
            fault->retry = true;
        } else {
            show(fault, &outcomes[result], error.reason);
        }
    }
}

static void show_stick(struct fault *fault)
{
    const struct outcome *page = &sticks[fault->stick.state];
    if (page->screen) {
        show(fault, page, "");
    } else if (fault->stick.state == STICK_NONE) { // out again: what the kiosk waits for
        const struct outcome waiting = {faults[fault->why].screen, faults[fault->why].says};
        show(fault, &waiting, "");
    }
}

static void look(struct fault *fault)
{
    struct stick_status status = {0};
    stick_status_read(fault->folder, &status);
    bool changed = memcmp(&status, &fault->stick, sizeof status) != 0;
    fault->stick = status;
    if (changed && !fault->asking) {
        show_stick(fault);
    }
    if (fault->asking || status.state == STICK_READING) {
        return;
    }
    if (fault->why != KIOSK_NOT_SET_UP) {
        take_inbox(fault);
    } else if (state_inbox_key(fault->folder, &fault->key)) {
        ask_words(fault);
    }
}

void fault_tick(struct fault *fault, uint64_t now_ms)
{
    if (faults[fault->why].stick && now_ms >= fault->poll_ms) {
        fault->poll_ms = now_ms + POLL_MS;
        look(fault);
    }
}

uint64_t fault_deadline_ms(const struct fault *fault)
{
    return fault->poll_ms;
}

bool fault_take_retry(struct fault *fault)
{
    bool retry = fault->retry;
    fault->retry = false;
    return retry;
}

// --- yes or no ---------------------------------------------------------------------------------

// The key that was compared is accepted, not what the inbox may hold by now.
static void accept(struct fault *fault)
{
    struct state_error error;
    fault->asking = false;
    if (!state_inbox_setup(fault->folder, &fault->key, &error)) {
        show(fault, &not_set_up, error.reason);
        fault->plain.buttons[0] = &good;
        return;
    }
    const struct outcome waiting = {faults[KIOSK_NO_PACK].screen, faults[KIOSK_NO_PACK].says};
    fault->set_up = true;
    fault->why = KIOSK_NO_PACK;
    show(fault, &waiting, "");
    take_inbox(fault);
}

static void refuse(struct fault *fault)
{
    state_inbox_drop_key(fault->folder);
    show(fault, &dropped, "");
    fault->plain.buttons[0] = &good;
}

void fault_event(struct fault *fault, const struct app_event *event)
{
    int pressed = fault->plain.pressed, focus = fault->plain.focus;
    int chosen = plain_event(&fault->plain, event);
    fault->dirty |= pressed != fault->plain.pressed || focus != fault->plain.focus;
    if (chosen == PLAIN_NONE) {
        return;
    }
    if (fault->asking && chosen == 0) {
        accept(fault);
    } else if (fault->asking) {
        refuse(fault);
    } else {
        const struct outcome waiting = {faults[fault->why].screen, faults[fault->why].says};
        show(fault, &waiting, "");
    }
}

bool fault_draw(struct fault *fault, SDL_Surface *target, float px_per_mm, bool whole)
{
    if (!whole && !fault->dirty) {
        return false;
    }
    fault->dirty = false;
    return plain_draw(&fault->plain, target, px_per_mm);
}

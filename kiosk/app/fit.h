// How a screen becomes a page that fits its panel: where words lack room the screen shows less, and
// where somebody asked for larger ones a list shows fewer lines.
#ifndef KIOSK_FIT_H
#define KIOSK_FIT_H

#include "app.h"

// Builds and places the page of the screen now shown. Where even the least doesn't fit, the page
// says so (page.overflow).
void fit_page(struct app *app);

#endif

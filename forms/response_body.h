// What the writer (response.c), the reader (response_parse.c) and the score (score.c) share.
// Private to this folder.
#ifndef FORMS_RESPONSE_BODY_H
#define FORMS_RESPONSE_BODY_H

#include "response.h"
#include "sink.h"

#define RESPONSE_TYPE "QuestionnaireResponse"
#define RESPONSE_KIOSK_URL "https://envelop.example/fhir/StructureDefinition/kiosk"
#define RESPONSE_PACK_URL "https://envelop.example/fhir/StructureDefinition/pack"
#define RESPONSE_TRANSLATION_URL "https://envelop.example/fhir/StructureDefinition/translation"
#define RESPONSE_CONTACT_URL "https://envelop.example/fhir/StructureDefinition/contact"
#define RESPONSE_CODE_SYSTEM "urn:uuid:43664ca3-2f60-4a28-b8b9-ef04cb4e59bf"
#define RESPONSE_TAG_SYSTEM "http://terminology.hl7.org/CodeSystem/v3-ActReason"
#define RESPONSE_TAG_DEMO "HTEST"

// Each is true for a string that may stand in a response: forms/FORMAT.md, "Response".
bool response_language_valid(const char *text); // "ti", "zh-Hant-TW"
bool response_authored_valid(const char *text); // "2026", "2026-11", "2026-11-22"
bool response_kiosk_valid(const char *text);    // 16 hex digits
bool response_code_valid(const char *text);     // "17-482915-boat-key-tree"
// Whether it may stand in a response: nothing at all, a "no" alone, or a "yes" and what else was
// said. A way to be reached that is asked for may still be missing: nobody is obliged to give it.
bool response_contact_valid(const struct contact *contact);

// Whether anything of it was said.
bool response_contact_said(const struct contact *contact);

// Whether a response can be made of these: every text valid and closed, every answer in the form.
bool response_valid(const struct form *form, const struct form_answers *answers,
                    const struct response_context *context);

// The pieces that response and Observation have in common.
void response_put_meta(struct sink *sink, const struct response_context *context);
void response_put_identifier(struct sink *sink, const struct response_context *context);

// The whole resource; the arguments are valid.
void response_put(struct sink *sink, const struct form *form, const struct form_answers *answers,
                  const struct response_context *context);

#endif

#ifndef BATCH_CCURL_H
#define BATCH_CCURL_H

#include <curl/curl.h>
#include <malloc.h>

/* libcurl's option calls are variadic, which Swift cannot import: one wrapper per argument kind. */

CURLcode batch_curl_set_long(CURL *easy, CURLoption option, long value);
CURLcode batch_curl_set_off(CURL *easy, CURLoption option, curl_off_t value);
CURLcode batch_curl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode batch_curl_set_pointer(CURL *easy, CURLoption option, const void *value);
CURLcode batch_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode batch_curl_set_write(CURL *easy, CURLoption option, curl_write_callback value);
CURLcode batch_curl_set_prereq(CURL *easy, CURLoption option, curl_prereq_callback value);

CURLcode batch_curl_get_off(CURL *easy, CURLINFO info, curl_off_t *value);

#endif

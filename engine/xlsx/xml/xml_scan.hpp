// Finding the end of a text quickly: sixteen bytes at a time where the machine can.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace counterfoil::xlsx {

/// The first '<' at or after `p`, or `limit`. `special` becomes true when a character before it needs decoding or checking: '&',
/// '_', a control character, or one beyond ASCII (see needs_decoding).
inline const char* find_tag(const char* p, const char* limit, bool& special) {
#if defined(__SSE2__)
  const __m128i tag = _mm_set1_epi8('<');
  const __m128i ampersand = _mm_set1_epi8('&');
  const __m128i underscore = _mm_set1_epi8('_');
  const __m128i space = _mm_set1_epi8(0x20);
  while (limit - p >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    // Signed: bytes beyond ASCII are less than a space too.
    const __m128i odd = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, ampersand), _mm_cmpeq_epi8(bytes, underscore)),
                                     _mm_cmplt_epi8(bytes, space));
    const auto odd_mask = static_cast<unsigned>(_mm_movemask_epi8(odd));
    const auto tag_mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, tag)));
    if (tag_mask != 0) {
      special = special || (odd_mask & (tag_mask - 1) & ~tag_mask) != 0;
      return p + __builtin_ctz(tag_mask);
    }
    special = special || odd_mask != 0;
    p += 16;
  }
#endif
  for (; p < limit && *p != '<'; ++p) special = special || static_cast<signed char>(*p) < 0x20 || *p == '&' || *p == '_';
  return p;
}

/// Eight bytes as one number, for comparing short runs; the caller has proved that they are there.
inline std::uint64_t load8(const char* p) {
  std::uint64_t value;
  std::memcpy(&value, p, 8);
  return value;
}

}  // namespace counterfoil::xlsx

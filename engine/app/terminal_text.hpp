// What people read in a terminal: no characters that would command it or turn the direction of writing, which a file's name may
// hold; and the hyphen that keeps a minus with its figure ("-£12.00", counterfoil/money.hpp) as the plain one, which every font of
// a console has.
#pragma once

#include <streambuf>
#include <string>
#include <string_view>

namespace counterfoil::app {

/// `text`, UTF-8, with a question mark for each character that a terminal would obey.
inline std::string terminal_text(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    const bool direction = c == 0xE2 && ((byte(at + 1) == 0x80 && byte(at + 2) >= 0xAA && byte(at + 2) <= 0xAE) ||
                                         (byte(at + 1) == 0x81 && byte(at + 2) >= 0xA6 && byte(at + 2) <= 0xA9));
    if (direction) {
      plain += '?';
      at += 2;
    } else if (c == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) == 0x91) {
      plain += '-';
      at += 2;
    } else if (c == 0xC2 && byte(at + 1) >= 0x80 && byte(at + 1) <= 0x9F) {
      plain += '?';
      ++at;
    } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      plain += '?';
    } else {
      plain += text[at];
    }
  }
  return plain;
}

/// Hands on to another buffer, which it does not own. A text is handed in whole, so no character is in two halves.
class TerminalText : public std::streambuf {
 public:
  explicit TerminalText(std::streambuf* to) : to_(to) {}

 protected:
  std::streamsize xsputn(const char* data, std::streamsize size) override {
    const std::string plain = terminal_text({data, static_cast<std::size_t>(size)});
    const auto length = static_cast<std::streamsize>(plain.size());
    return to_->sputn(plain.data(), length) == length ? size : 0;
  }
  int_type overflow(int_type one) override {
    return traits_type::eq_int_type(one, traits_type::eof()) ? traits_type::not_eof(one)
                                                             : to_->sputc(traits_type::to_char_type(one));
  }
  int sync() override { return to_->pubsync(); }

 private:
  std::streambuf* to_;
};

}  // namespace counterfoil::app

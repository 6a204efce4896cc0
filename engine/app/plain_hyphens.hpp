// What people read in a terminal: the hyphen that keeps a minus with its figure ("-£12.00", counterfoil/money.hpp) as the plain
// one, which every font of a console has.
#pragma once

#include <streambuf>
#include <string_view>

namespace counterfoil::app {

/// Hands on to another buffer, which it does not own. A text is handed in whole, so no character is in two halves.
class PlainHyphens : public std::streambuf {
 public:
  explicit PlainHyphens(std::streambuf* to) : to_(to) {}

 protected:
  std::streamsize xsputn(const char* data, std::streamsize size) override {
    constexpr std::string_view kept_together = "\u2011";
    std::string_view rest{data, static_cast<std::size_t>(size)};
    for (std::size_t at = rest.find(kept_together); at != std::string_view::npos; at = rest.find(kept_together)) {
      if (!put(rest.substr(0, at)) || !put("-")) return 0;
      rest.remove_prefix(at + kept_together.size());
    }
    return put(rest) ? size : 0;
  }
  int_type overflow(int_type one) override {
    return traits_type::eq_int_type(one, traits_type::eof()) ? traits_type::not_eof(one)
                                                             : to_->sputc(traits_type::to_char_type(one));
  }
  int sync() override { return to_->pubsync(); }

 private:
  bool put(std::string_view text) {
    const auto size = static_cast<std::streamsize>(text.size());
    return to_->sputn(text.data(), size) == size;
  }
  std::streambuf* to_;
};

}  // namespace counterfoil::app

// A page of help as pieces with a look each, from the text that its writers keep (Markdown), without a window.
#pragma once

#include <string>
#include <vector>

namespace counterfoil::launcher {

struct HelpPiece {
  enum class Look { title, heading, text, item };
  Look look = Look::text;
  std::string words;
};

/// What only somebody at the command line can type (blocks between ``` marks) is left out; links keep their words.
std::vector<HelpPiece> help_pieces(const std::string& markdown);

/// The first piece that begins with these words, else the first that holds them; 0 where none does.
std::size_t piece_about(const std::vector<HelpPiece>& pieces, const std::string& words);

}  // namespace counterfoil::launcher

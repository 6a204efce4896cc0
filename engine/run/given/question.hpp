// What a person must answer before a run can go on, as data: a form asks it, and gives the answer back by its name.
#pragma once

#include <string>
#include <vector>

namespace counterfoil::run {

struct Question {
  struct Option {
    std::string value;  // what is answered
    std::string title;  // what a person reads
  };
  std::string name;   // of the answer: "sheet", "person_id", "heading" ... (given/team_answers.hpp)
  std::string words;  // the question, in a sentence or two
  std::vector<Option> options;
  bool free_text = false;  // another answer than these is possible
};

}  // namespace counterfoil::run

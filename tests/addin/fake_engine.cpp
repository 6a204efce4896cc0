// Plays the engine for the client's tests: the first argument says how it behaves.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "app/terminal.hpp"  // as the engine itself takes its arguments

namespace {

void say(const char* line) {
  std::fputs(line, stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string> arguments = counterfoil::app::utf8_arguments(count, values);
  const std::string how = arguments.empty() ? "" : arguments.front();
  say(R"({"protocol":1,"event":"started","run":"RUN-1","task":"a-task"})");
  if (how == "dies") std::abort();
  if (how == "half") {
    std::fputs(R"({"protocol":1,"event":"outcome","status":"fini)", stdout);
    return 0;
  }
  if (how == "silent") return 0;
  if (how == "newer") say(R"({"protocol":2,"event":"progress","stage":"x"})");
  if (how == "nonsense") say("Segmentation fault");
  if (how == "unknown") say(R"({"protocol":1,"event":"moon-phase","phase":7,"deep":{"a":[1,{"b":null}]}})");
  if (how == "odd") say(R"({"protocol":1,"event":"progress","stage":7,"done":"many","total":null,"rows-done":-3})");
  if (how == "echo") {
    for (std::size_t at = 1; at < arguments.size(); ++at) {
      std::string line = R"({"protocol":1,"event":"problem","about":"input","id":")" + std::to_string(at) + R"(","words":")";
      for (const char letter : arguments[at])
        line += letter == '"' || letter == '\\' ? std::string{'\\'} + letter : std::string{letter};
      say((line + "\"}").c_str());
    }
  }
  if (how == "waits") {
    char word[64] = {};
    const bool asked = std::fgets(word, sizeof word, stdin) && std::strncmp(word, "cancel", 6) == 0;
    say(asked
            ? R"({"protocol":1,"event":"outcome","status":"failed","exit":2,"reason":"cancelled","words":["Cancelled. Nothing was written."]})"
            : R"({"protocol":1,"event":"outcome","status":"failed","exit":2,"reason":"cancelled","words":["Gone."]})");
    return 2;
  }
  say(R"({"protocol":1,"event":"outcome","status":"finished","exit":0,"saved":true,"words":["Done."],"workbook":"/a/b.xlsx"})");
  return 0;
}

// What is done besides a run: each a few fields, a button or two, and what the engine then says. Without a window.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "launcher/running.hpp"

namespace counterfoil::launcher {

struct ToolField {
  enum class Kind { file, folder, new_file, new_folder, text, choice };
  std::string id, label;
  Kind kind = Kind::file;
  bool may_be_empty = false;
  std::vector<client::Choice> choices = {};
};
struct ToolButton {
  std::string id, label;
  bool needs_row = false;  // one of the list is chosen
};
struct Tool {
  std::string id, title, purpose;
  std::vector<ToolField> fields;
  std::vector<ToolButton> buttons;
};
/// A line of the list: a state in words, what it is about, a sentence; `key` for whoever acts on it.
struct ToolRow {
  std::string state, about, words, key;
  std::string level = {};                        // whose setting it is
  std::string path = {}, sheet = {}, cell = {};  // where it stands, in a file; empty: in none
};

class Tools {
 public:
  Tools(StartCommand start, std::function<void()> changed) : start_(std::move(start)), changed_(std::move(changed)) {}

  static const std::vector<Tool>& all();
  const Tool& tool() const { return all()[at_]; }
  std::size_t at() const { return at_; }
  std::string value(const std::string& field) const;
  bool working() const { return running_ != nullptr; }
  /// Everything that the button needs is given; `row`: the chosen one of the list, or none (-1).
  bool may(const std::string& button, int row) const;
  const std::vector<std::string>& said() const { return said_; }
  const std::vector<ToolRow>& rows() const { return rows_; }
  const std::string& made() const { return made_; }  // a file or folder that was made

  /// `file`: that a person is at work on; may be empty.
  void choose(std::size_t at, const std::string& file = {});
  void set(const std::string& field, const std::string& value);
  void act(const std::string& button, int row);

 private:
  std::vector<std::string> command(const std::string& button, int row) const;
  std::vector<std::string> audit_question(const std::string& button) const;
  void ask(std::vector<std::string> arguments);
  void told(const client::Event& event);
  ToolRow row_of(const client::Statement& statement) const;
  bool is(const char* id) const { return tool().id == id; }

  StartCommand start_;
  std::function<void()> changed_;
  std::size_t at_ = 0;
  std::map<std::string, std::string> values_;
  std::unique_ptr<Running> running_;
  std::vector<std::string> said_;
  std::vector<ToolRow> rows_;
  std::string made_, will_be_made_;
  std::string at_work_on_;  // the workbook, from one thing to do to the next
};

}  // namespace counterfoil::launcher

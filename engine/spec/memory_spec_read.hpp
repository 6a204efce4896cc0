// The members "memory" and "question" of a specification: read from JSON, and what must hold of them.
#pragma once

#include <functional>
#include <string>

#include "spec/json_object.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

MemorySpec read_memory(JsonObject from);
QuestionSpec read_question(JsonObject from);

using SpecWrong = std::function<void(const std::string& path, const std::string& sentence)>;  // throws

void check_memory(const WorkbookSpec& spec, const MemorySpec& memory, const SpecWrong& wrong);
/// `path` is the table's.
void check_question(const Table& table, const QuestionSpec& question, const std::string& path, const SpecWrong& wrong);

}  // namespace counterfoil::report
